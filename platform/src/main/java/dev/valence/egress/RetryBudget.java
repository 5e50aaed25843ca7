package dev.valence.egress;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests to a provider may be sent again: one for every ten that are sent, so that a
 * provider that fails is not hammered, and a few in any case, so that a single call is not left
 * alone.
 */
final class RetryBudget {

  /** A request brings this much, and sending one again takes {@link #WHOLE}. */
  private static final long SHARE = 1;

  private static final long WHOLE = 10;
  private static final long A_SECOND = WHOLE;
  private static final long MOST = 30 * WHOLE;

  private final AtomicLong left = new AtomicLong(MOST);
  private final AtomicLong filled = new AtomicLong(System.nanoTime());

  /** Counts a request. */
  void sent() {
    if (left.get() < MOST) { // else nothing is written, and nobody contends for it
      left.addAndGet(SHARE);
    }
  }

  /** Whether a request may be sent again, which counts it. */
  boolean take() {
    long now = System.nanoTime();
    long since = filled.get();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(now - since);
    if (seconds > 0 && filled.compareAndSet(since, since + TimeUnit.SECONDS.toNanos(seconds))) {
      left.updateAndGet(now1 -> Math.min(MOST, now1 + seconds * A_SECOND));
    }
    return left.getAndUpdate(units -> units >= WHOLE ? units - WHOLE : units) >= WHOLE;
  }
}
