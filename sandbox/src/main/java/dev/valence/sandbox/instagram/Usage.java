package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls within spaces of time, of which each begins with the first call in it. */
final class Usage {

  private record Space(Instant end, long calls) {}

  /**
   * What was counted.
   *
   * @param calls how many calls there are in this space of time
   * @param left how long it lasts
   */
  record Reading(long calls, Duration left) {}

  private final SandboxClock clock;
  private final Duration length;
  private final Map<String, Space> spaces = new ConcurrentHashMap<>();

  Usage(SandboxClock clock, Duration length) {
    this.clock = clock;
    this.length = length;
  }

  /** Counts one more call. */
  Reading count(String caller) {
    Instant now = clock.instant();
    Space first = new Space(now.plus(length), 1);
    Space counted =
        spaces.merge(
            caller,
            first,
            (space, fresh) ->
                now.isBefore(space.end()) ? new Space(space.end(), space.calls() + 1) : fresh);
    return new Reading(counted.calls(), Duration.between(now, counted.end()));
  }

  void reset() {
    spaces.clear();
  }
}
