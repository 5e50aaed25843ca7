package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls, hour by hour; refuses none. */
final class Usage {

  private record Hour(Instant end, long calls) {}

  private static final Duration LENGTH = Duration.ofHours(1);

  private final SandboxClock clock;
  private final Map<String, Hour> hours = new ConcurrentHashMap<>();

  Usage(SandboxClock clock) {
    this.clock = clock;
  }

  /** Counts one more call, and gives how many there are in this hour. */
  long count(String caller) {
    Instant now = clock.instant();
    Hour first = new Hour(now.plus(LENGTH), 1);
    return hours
        .merge(
            caller,
            first,
            (hour, fresh) ->
                now.isBefore(hour.end()) ? new Hour(hour.end(), hour.calls() + 1) : fresh)
        .calls();
  }

  void reset() {
    hours.clear();
  }
}
