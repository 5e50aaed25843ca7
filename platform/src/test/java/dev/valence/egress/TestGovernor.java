package dev.valence.egress;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** Governors of a node that has no other beside it, and so needs no database. */
public final class TestGovernor {

  private TestGovernor() {}

  /**
   * @param patience how long a request waits for its turn or for another attempt
   */
  public static Governor alone(Duration patience) {
    Governor governor =
        new Governor(new OneNode(), new GovernorSettings(patience), new SimpleMeterRegistry());
    governor.start();
    return governor;
  }
}
