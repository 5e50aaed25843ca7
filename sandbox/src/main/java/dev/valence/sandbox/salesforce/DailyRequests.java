package dev.valence.sandbox.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The calls of the REST API of a day, of which there may be so many. */
final class DailyRequests {

  private static final Duration DAY = Duration.ofDays(1);

  private final InstantSource clock;
  private final LongSupplier most;
  private @Nullable Instant start;
  private long used;

  DailyRequests(InstantSource clock, LongSupplier most) {
    this.clock = clock;
    this.most = most;
  }

  /** Counts a call, and says whether it is allowed. */
  synchronized boolean take() {
    Instant now = clock.instant();
    if (start == null || !now.isBefore(start.plus(DAY))) {
      start = now;
      used = 0;
    }
    if (used >= most()) {
      return false;
    }
    used++;
    return true;
  }

  /** How many there may be. */
  long most() {
    return most.getAsLong();
  }

  /** How many there may still be. */
  synchronized long left() {
    return Math.max(0, most() - used);
  }

  /** What every answer says of it. */
  synchronized String info() {
    return "api-usage=" + used + "/" + most();
  }

  synchronized void reset() {
    start = null;
    used = 0;
  }

  /** The refusal of a call when there may be no more. */
  static RestException exceeded() {
    return new RestException(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
  }
}
