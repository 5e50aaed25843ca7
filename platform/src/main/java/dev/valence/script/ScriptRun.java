package dev.valence.script;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.script.Contexts.Prepared;
import dev.valence.script.ScriptException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One run of a script, from the queue to its outcome.
 *
 * <p>It takes turns on the threads for scripts: the first starts the script, each further one
 * brings it what it waited for. In between it holds no thread. It ends with the turn that leaves a
 * result, an exception, or nothing to wait for, or when it is stopped.
 */
final class ScriptRun implements Host.Requests {

  private static final Logger LOG = Logger.getLogger(ScriptRun.class);
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** How long a run that was stopped may go on computing before its thread is given up. */
  private static final long STUBBORN = Duration.ofSeconds(1).toNanos();

  /** What a character of an answer takes up until the script has it. */
  private static final int BYTES_OF_AN_ANSWER = 4;

  private final Script script;
  private final ScriptCall call;
  private final CompiledScript compiled;
  private final boolean checkOnly;
  private final List<String> names;
  private final String values;
  private final ScriptRuntime runtime;
  private final ScriptLimits limits;
  private final ScriptCalls http;

  private final Meter meter = new Meter();
  private final CompletableFuture<ScriptOutcome> outcome = new CompletableFuture<>();
  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean(true);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean released = new AtomicBoolean();

  /** What it waits for, and how that is called off. */
  private final Map<Integer, Runnable> pending = new ConcurrentHashMap<>();

  private final long queuedAt = System.nanoTime();
  private volatile boolean begun;

  /** When its context was there; 0 before. */
  private volatile long startedAt;

  private volatile long processorWhenStopped = Long.MAX_VALUE;
  private volatile @Nullable Prepared context;
  private volatile @Nullable Source source;
  private volatile @Nullable ObjectNode result;

  /** Guarded by itself. */
  private final List<String> console = new ArrayList<>();

  // What follows is used in turns only.
  private int printed;
  private int timers;
  private int calls;

  private ScriptRun(Script script, ScriptCall call, ScriptRuntime runtime, boolean checkOnly) {
    this.script = script;
    this.call = call;
    this.runtime = runtime;
    this.limits = runtime.limits();
    this.compiled = runtime.compiled(script);
    this.checkOnly = checkOnly;
    this.names = compiled.variables(call.variables().keySet());
    this.values = values();
    this.http = new ScriptCalls(call.sender(), limits.callBody());
  }

  /** A run that ends when the script does. */
  static ScriptRun of(Script script, ScriptCall call, ScriptRuntime runtime) {
    return new ScriptRun(script, call, runtime, false);
  }

  /** A run that ends when the script is compiled. */
  static ScriptRun check(Script script, ScriptCall call, ScriptRuntime runtime) {
    return new ScriptRun(script, call, runtime, true);
  }

  long organization() {
    return call.organizationId();
  }

  /** The values of the variables as a JSON array. */
  private String values() {
    List<JsonNode> all = new ArrayList<>();
    for (String name : names) {
      var supplier = call.variables().get(name);
      all.add(supplier == null ? JSON.nullNode() : supplier.get());
    }
    try {
      return JSON.writeValueAsString(all);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("A variable of a script cannot be written.", e);
    }
  }

  // -- from the caller's thread

  /** Waits for the outcome. */
  ScriptOutcome await() {
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(Kind.BUSY, "was stopped, since nobody waits for it any more");
      throw Failures.stopped(script, Kind.BUSY, "was interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  // -- from the watchdog's thread

  /**
   * Stops the run if it has taken too much, or its thread if that does not help.
   *
   * @return how many bytes it has allocated
   */
  long inspect() {
    long allocated = meter.allocated();
    long processor = meter.processorNanos();
    if (ended.get()) {
      giveUpThread(processor);
      return allocated;
    }
    long now = System.nanoTime();
    if (startedAt == 0) {
      if (!begun && now - queuedAt > limits.time().toNanos()) {
        stop(Kind.BUSY, "did not get its turn: the organization's other scripts take up its share");
      }
    } else if (processor > limits.processorTime().toNanos()) {
      stop(Kind.LIMIT, "computed for more than " + Failures.seconds(limits.processorTime()));
    } else if (now - startedAt > limits.time().toNanos()) {
      stop(Kind.LIMIT, "took more than " + Failures.seconds(limits.time()));
    } else if (allocated > limits.memory()) {
      stop(Kind.LIMIT, "took too much memory");
    }
    return allocated;
  }

  /** How many bytes it has allocated. */
  long allocated() {
    return meter.allocated();
  }

  private void giveUpThread(long processor) {
    Thread thread = meter.thread();
    if (thread != null && processor - processorWhenStopped > STUBBORN) {
      processorWhenStopped = Long.MAX_VALUE;
      LOG.warnf(
          "A thread is given up, since the script that it runs cannot be stopped: %s, of"
              + " organization %d.",
          script.name(), organization());
      runtime.threads().abandon(thread);
    }
  }

  // -- from any thread

  /** Ends the run now, whatever it does: with its result if it has given one. */
  void stop(Kind kind, String what) {
    stop(Failures.stopped(script, kind, what));
  }

  private void stop(RuntimeException failure) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    processorWhenStopped = meter.processorNanos();
    complete(failure);
    // This waits until nothing runs in the context any more.
    Thread.startVirtualThread(this::dispose);
  }

  private void complete(@Nullable RuntimeException failure) {
    ObjectNode given = result;
    if (given != null) {
      outcome.complete(new ScriptOutcome(given, printed()));
    } else if (failure != null) {
      outcome.completeExceptionally(failure);
    } else {
      outcome.complete(new ScriptOutcome(JSON.createObjectNode(), printed()));
    }
  }

  private List<String> printed() {
    synchronized (console) {
      return List.copyOf(console);
    }
  }

  private void dispose() {
    pending.values().forEach(Runnable::run);
    Prepared own = context;
    if (own != null) {
      own.close();
    }
    if (released.compareAndSet(false, true)) {
      runtime.release(this);
    }
  }

  /** Lets the script have something at its next turn, unless it has been called off by then. */
  private void bring(int id, Runnable event) {
    events.add(() -> {
      if (pending.remove(id) != null) {
        event.run();
      }
    });
    if (!ended.get() && scheduled.compareAndSet(false, true)) {
      runtime.threads().submit(organization(), this::turn);
    }
  }

  // -- from a thread for scripts

  /** Takes a turn. */
  void turn() {
    if (ended.get()) {
      return;
    }
    boolean first = !begun;
    if (first) {
      begun = true;
      try {
        // It is not the script's doing how long this takes.
        context = runtime.contexts().take();
      } catch (PolyglotException | IllegalStateException e) {
        LOG.error("No context could be made for a script.", e);
        stop(Kind.FAILED, "could not be run");
        return;
      }
      startedAt = System.nanoTime();
    }
    ScriptException failure = null;
    meter.begin();
    try {
      if (first) {
        start();
      }
      for (Runnable event = events.poll(); event != null && goesOn(); event = events.poll()) {
        event.run();
      }
    } catch (PolyglotException e) {
      failure = failure(e);
    } catch (ScriptException e) {
      failure = e;
    } finally {
      meter.end();
    }
    scheduled.set(false);
    if (failure != null || !goesOn() || pending.isEmpty()) {
      if (ended.compareAndSet(false, true)) {
        complete(failure);
        dispose();
      }
    } else if (!events.isEmpty() && scheduled.compareAndSet(false, true)) {
      runtime.threads().submit(organization(), this::turn);
    }
  }

  private boolean goesOn() {
    return result == null && !ended.get();
  }

  private void start() {
    Prepared own = Objects.requireNonNull(context);
    if (ended.get()) {
      own.close();
      return;
    }
    own.host().serve(own.context(), this);
    CompiledScript.Form form = compiled.compiled(own.context()::parse);
    if (form.failure() != null) {
      throw form.failure();
    }
    Source function = form.source();
    if (checkOnly || function == null) {
      return;
    }
    source = function;
    own.script()
        .executeVoid(
            "start",
            own.context().eval(function),
            script.legacy(),
            namesOfGlobals(form.parameters()),
            values);
  }

  private String namesOfGlobals(int parameters) {
    return JSON.valueToTree(names.subList(parameters, names.size())).toString();
  }

  private ScriptException failure(PolyglotException e) {
    if (e.isCancelled() && !e.isResourceExhausted()) {
      // Whoever stopped it has said why.
      return Failures.stopped(script, Kind.LIMIT, "was stopped");
    }
    if (e.isInternalError()) {
      LOG.errorf(e, "The engine failed with %s.", script.name());
    }
    return Failures.of(script, source, e);
  }

  @Override
  public void done(String text) {
    if (result != null) {
      return;
    }
    try {
      result = JSON.readTree(text) instanceof ObjectNode object ? object : JSON.createObjectNode();
    } catch (JacksonException e) {
      throw new IllegalArgumentException("The result is nested too deep.", e);
    }
  }

  @Override
  public void log(String line) {
    int room = limits.console() - printed;
    if (room <= 0) {
      return;
    }
    printed += Math.max(line.length(), 1);
    synchronized (console) {
      console.add(line.length() > room ? line.substring(0, room) + "…" : line);
    }
  }

  @Override
  public void timer(int id, double delay) {
    if (++timers > limits.timers()) {
      stop(Kind.LIMIT, "set more than " + limits.timers() + " timers");
      return;
    }
    // Before the timer is set, so that it cannot be over before it is known.
    pending.put(id, () -> {});
    long milliseconds = Math.max(0, (long) delay);
    if (milliseconds > limits.time().toMillis()) {
      return; // the time of the run is over before
    }
    Runnable off = runtime.later(milliseconds, () -> bring(id, () -> callBack("timer", id)));
    pending.computeIfPresent(id, (same, before) -> off);
  }

  @Override
  public void call(int id, String description) {
    if (++calls > limits.calls()) {
      stop(Kind.LIMIT, "made more than " + limits.calls() + " HTTP calls");
      return;
    }
    pending.put(id, () -> {});
    Thread caller =
        Thread.ofVirtual()
            .name("valence-script-call")
            .start(() -> {
              try {
                String answer = http.make(description);
                meter.add((long) answer.length() * BYTES_OF_AN_ANSWER);
                bring(id, () -> callBack("http", id, answer));
              } catch (RuntimeException e) {
                stop(e);
              }
            });
    pending.computeIfPresent(id, (same, before) -> caller::interrupt);
  }

  @Override
  public void forget(int id) {
    Runnable off = pending.remove(id);
    if (off != null) {
      off.run();
    }
  }

  private void callBack(String name, Object... arguments) {
    Prepared own = context;
    if (own != null) {
      Object[] all = new Object[arguments.length + 1];
      all[0] = name;
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      own.script().executeVoid(all);
    }
  }
}
