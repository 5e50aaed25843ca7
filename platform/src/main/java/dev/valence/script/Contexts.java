package dev.valence.script;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.jboss.logging.Logger;

/**
 * Makes the contexts that scripts run in. Every run has one of its own, which no other run sees
 * before or after it; they share the engine, and so what was parsed. A few blank ones are made
 * ahead in the background, so that a run need not wait for its own.
 */
final class Contexts implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Contexts.class);

  /**
   * A context and the two sides of its border.
   *
   * @param context the context
   * @param host our side
   * @param script the script's side: called with the name of a call and its values
   */
  record Prepared(Context context, Host host, Value script) {

    /** Ends the context, and whatever runs in it; waits until it has ended. */
    void close() {
      try {
        context.close(true);
      } catch (PolyglotException | IllegalStateException e) {
        LOG.debug("A script's context did not close well.", e);
      }
    }
  }

  private final Engine engine;
  private final Modules modules = new Modules();
  private final Source prelude = modules.own("prelude");
  private final ScriptLimits limits;
  private final BlockingQueue<Prepared> ready;
  private final AtomicBoolean filling = new AtomicBoolean();
  private final ExecutorService filler;
  private volatile boolean closed;

  Contexts(ScriptLimits limits) {
    this.limits = limits;
    this.ready = new ArrayBlockingQueue<>(2 * limits.threads());
    this.filler =
        new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("valence-script-contexts").daemon().factory());
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    // The languages are looked for there.
    current.setContextClassLoader(Contexts.class.getClassLoader());
    try {
      this.engine = Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();
    } finally {
      current.setContextClassLoader(before);
    }
  }

  /** A blank context, for one run. */
  Prepared take() {
    Prepared prepared = ready.poll();
    if (filling.compareAndSet(false, true)) {
      try {
        filler.execute(this::fill);
      } catch (RejectedExecutionException e) {
        LOG.debug("No contexts are made any more.");
      }
    }
    return prepared == null ? prepare() : prepared;
  }

  /**
   * Drops the contexts that nobody took. The engine goes with the last context: closing it while
   * one begins would make the two wait for each other.
   */
  @Override
  public void close() {
    closed = true;
    filler.shutdown();
    dropReady();
  }

  private void dropReady() {
    for (Prepared one = ready.poll(); one != null; one = ready.poll()) {
      one.close();
    }
  }

  private void fill() {
    try {
      while (!closed && ready.remainingCapacity() > 0) {
        ready.add(prepare());
      }
      if (closed) {
        dropReady();
      }
    } catch (PolyglotException | IllegalStateException e) {
      LOG.error("A context could not be made ahead.", e);
    } finally {
      filling.set(false);
    }
  }

  /** Everything that leads out of a context is off, and what a script may need of it is our own. */
  Prepared prepare() {
    Context context =
        Context.newBuilder("js")
            .engine(engine)
            .allowAllAccess(false)
            .allowHostAccess(HostAccess.NONE)
            .allowHostClassLoading(false)
            .allowHostClassLookup(null)
            .allowIO(IOAccess.NONE)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .allowCreateProcess(false)
            .allowCreateThread(false)
            .allowNativeAccess(false)
            .allowInnerContextOptions(false)
            .allowValueSharing(false)
            .allowExperimentalOptions(true)
            .option("js.console", "false")
            .option("js.graal-builtin", "false")
            .option("js.java-package-globals", "false")
            .option("js.load", "false")
            .option("js.polyglot-builtin", "false")
            .option("js.print", "false")
            // A single operation on a large number cannot be stopped.
            .option("js.bigint", "false")
            .option("js.atomics", "false")
            .option("js.shared-array-buffer", "false")
            .option("js.max-apply-argument-length", "65536")
            .option("js.max-typed-array-length", String.valueOf(limits.text()))
            .option("js.string-length-limit", String.valueOf(limits.text()))
            .option("js.unhandled-rejections", "throw")
            .option("js.locale", "en-US")
            .option("js.timezone", "UTC")
            .resourceLimits(
                ResourceLimits.newBuilder().statementLimit(limits.statements(), null).build())
            .build();
    Host host = new Host(modules);
    Value script = context.eval(prelude).execute(host);
    return new Prepared(context, host, script);
  }
}
