package dev.valence.script;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every run every few milliseconds, and stops what has taken too much. It sleeps while
 * there is none.
 */
final class Watchdog implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(5);

  private final Set<ScriptRun> runs = ConcurrentHashMap.newKeySet();
  private final long organizationMemory;
  private @Nullable Thread thread;
  private volatile boolean asleep = true;
  private volatile boolean closed;

  /**
   * @param organizationMemory what all runs of an organization may allocate together, in bytes
   */
  Watchdog(long organizationMemory) {
    this.organizationMemory = organizationMemory;
  }

  /** Looks after a run. */
  void watch(ScriptRun run) {
    runs.add(run);
    if (asleep) { // else it comes by within the interval
      LockSupport.unpark(thread());
    }
  }

  /** Looks after a run no longer. */
  void forget(ScriptRun run) {
    runs.remove(run);
  }

  /** Stops every run. */
  @Override
  public void close() {
    closed = true;
    runs.forEach(run -> run.stop(ScriptException.Kind.BUSY, "was stopped with the server"));
    LockSupport.unpark(thread());
  }

  private synchronized Thread thread() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("valence-script-watchdog").daemon().start(this::look);
    }
    return thread;
  }

  private void look() {
    while (!closed) {
      asleep = true;
      while (runs.isEmpty() && !closed) {
        LockSupport.park(this);
      }
      asleep = false;
      Map<Long, Long> held = new HashMap<>();
      for (ScriptRun run : runs) {
        held.merge(run.organization(), run.inspect(), Long::sum);
      }
      held.forEach((organization, bytes) -> {
        if (bytes > organizationMemory) {
          stopLargest(organization);
        }
      });
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  private void stopLargest(long organization) {
    runs.stream()
        .filter(run -> run.organization() == organization)
        .max((one, other) -> Long.compare(one.allocated(), other.allocated()))
        .ifPresent(run ->
            run.stop(
                ScriptException.Kind.BUSY,
                "was stopped, since the organization's scripts together took too much memory"));
  }
}
