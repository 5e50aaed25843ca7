package dev.valence.egress;

import java.time.Duration;

/**
 * How the limits of providers are kept.
 *
 * @param patience how long a request may wait for its turn, and how long for another attempt
 */
public record GovernorSettings(Duration patience) {

  /** Callers do not wait for longer. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  public GovernorSettings {
    if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "A call can wait for its turn for 10 seconds at most, not for " + patience + ".");
    }
  }
}
