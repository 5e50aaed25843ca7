package dev.valence.sandbox.face;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The time of the sandbox: the machine's time plus what it was advanced by. */
public final class SandboxClock implements InstantSource {

  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  /** The present time of the sandbox. */
  @Override
  public Instant instant() {
    return Instant.now().plus(offset.get());
  }

  /** How far the sandbox is ahead of the machine. */
  public Duration offset() {
    return offset.get();
  }

  /**
   * Moves the time forward.
   *
   * @throws IllegalArgumentException for a negative duration
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("the clock cannot go back");
    }
    offset.accumulateAndGet(duration, Duration::plus);
  }

  /** Back to the machine's time. */
  public void reset() {
    offset.set(Duration.ZERO);
  }
}
