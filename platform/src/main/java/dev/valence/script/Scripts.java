package dev.valence.script;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scripts of hooks, each fenced off from everything but what it is given (contract,
 * element format 7).
 *
 * <p>It starts with the first script: a server without any pays nothing.
 */
@ApplicationScoped
public class Scripts implements AutoCloseable {

  /** Whom the check of a script is counted to: no organization has it. */
  private static final long NOBODY = -1;

  private final ScriptLimits limits;
  private volatile @Nullable ScriptRuntime runtime;

  @Inject
  public Scripts(ScriptLimits limits) {
    this.limits = limits;
  }

  /**
   * Runs a script until it calls {@code done}, returns or is stopped. The calling thread waits; a
   * virtual one should.
   *
   * <p>Values arrive as JavaScript's own, and the result comes back the same way: a number beyond
   * 2<sup>53</sup> or with more digits than a double has is rounded, as {@code JSON.parse} does it.
   *
   * @throws ScriptException when it does not come to its end
   */
  public ScriptOutcome run(Script script, ScriptCall call) {
    ScriptRuntime started = runtime();
    return started.run(ScriptRun.of(script, call, started), script);
  }

  /**
   * Finds out whether a script compiles, without running it.
   *
   * @return why it does not
   * @throws ScriptException BUSY when too many are being checked
   */
  public Optional<ScriptException> check(Script script) {
    ScriptRuntime started = runtime();
    ScriptCall call = new ScriptCall(NOBODY, Map.of(), Scripts::refused);
    try {
      started.run(ScriptRun.check(script, call, started), script);
      return Optional.empty();
    } catch (ScriptException e) {
      if (e.kind() == ScriptException.Kind.BUSY) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  /** Stops every run. */
  @PreDestroy
  @Override
  public synchronized void close() {
    ScriptRuntime started = runtime;
    if (started != null) {
      started.close();
      runtime = null;
    }
  }

  private ScriptRuntime runtime() {
    ScriptRuntime started = runtime;
    return started == null ? start() : started;
  }

  private synchronized ScriptRuntime start() {
    ScriptRuntime started = runtime;
    if (started == null) {
      started = new ScriptRuntime(limits);
      runtime = started;
    }
    return started;
  }

  private static EgressResponse refused(EgressRequest request) {
    throw new IllegalStateException("A script that is only compiled makes no calls.");
  }
}
