package dev.valence.instances;

import java.time.Duration;
import java.time.Instant;

/**
 * How long what a provider gave is good.
 *
 * @param start when it was given
 * @param length how long it lasts from then on
 */
record Lifetime(Instant start, Duration length) {

  /** How long before its end it is renewed, at most. */
  private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);

  /** Of a short life, this part is left when it is renewed. */
  private static final int MARGIN_PART = 10;

  /** Whether it is over. */
  boolean over(Instant now) {
    return over(now, Duration.ZERO);
  }

  /** Whether so little is left that it is to be renewed. */
  boolean ending(Instant now) {
    Duration part = length.dividedBy(MARGIN_PART);
    return over(now, part.compareTo(LONGEST_MARGIN) < 0 ? part : LONGEST_MARGIN);
  }

  /** Whether no more than this is left. */
  boolean over(Instant now, Duration margin) {
    return !now.isBefore(start.plus(length).minus(margin));
  }
}
