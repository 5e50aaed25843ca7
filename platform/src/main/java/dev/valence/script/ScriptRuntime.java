package dev.valence.script;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What all runs share: the engine, the threads, the watchdog, and what was compiled. */
final class ScriptRuntime implements AutoCloseable {

  /** How many characters of scripts are kept compiled. */
  private static final long KEPT = 16L * 1024 * 1024;

  private static final int LEAST_WEIGHT = 1000;

  private final ScriptLimits limits;
  private final Contexts contexts;
  private final ScriptThreads threads;
  private final Watchdog watchdog;
  private final ScheduledThreadPoolExecutor timers;
  private final Map<Long, Integer> runs = new ConcurrentHashMap<>();
  private final Cache<Script, CompiledScript> compiled =
      Caffeine.newBuilder()
          .maximumWeight(KEPT)
          .weigher((Script script, CompiledScript form) -> LEAST_WEIGHT + script.body().length())
          .build();

  ScriptRuntime(ScriptLimits limits) {
    this.limits = limits;
    this.contexts = new Contexts(limits);
    this.threads = new ScriptThreads(limits.threads(), limits.organizationThreads());
    this.watchdog = new Watchdog(limits.organizationMemory());
    this.timers =
        new ScheduledThreadPoolExecutor(
            0, Thread.ofPlatform().name("valence-script-timers").daemon().factory());
    timers.setRemoveOnCancelPolicy(true);
  }

  ScriptLimits limits() {
    return limits;
  }

  Contexts contexts() {
    return contexts;
  }

  ScriptThreads threads() {
    return threads;
  }

  /** The compiled form of a script, which may have to be compiled yet. */
  CompiledScript compiled(Script script) {
    return compiled.get(script, CompiledScript::new);
  }

  /**
   * Runs a script to its end.
   *
   * @throws ScriptException BUSY when the organization has too many runs already
   */
  ScriptOutcome run(ScriptRun run, Script script) {
    long organization = run.organization();
    if (runs.merge(organization, 1, Integer::sum) > limits.organizationRuns()) {
      leave(organization);
      throw Failures.stopped(
          script,
          ScriptException.Kind.BUSY,
          "could not be run: the organization's other scripts take up its share");
    }
    watchdog.watch(run);
    threads.submit(organization, run::turn);
    return run.await();
  }

  /** A run takes up nothing any more. */
  void release(ScriptRun run) {
    watchdog.forget(run);
    leave(run.organization());
  }

  private void leave(long organization) {
    runs.computeIfPresent(organization, (id, count) -> count == 1 ? null : count - 1);
  }

  /**
   * Calls back after some milliseconds.
   *
   * @return calls it off
   */
  Runnable later(long milliseconds, Runnable callback) {
    Future<?> future = timers.schedule(callback, milliseconds, TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  /** Stops every run. */
  @Override
  public void close() {
    watchdog.close();
    timers.shutdownNow();
    threads.close();
    contexts.close();
  }
}
