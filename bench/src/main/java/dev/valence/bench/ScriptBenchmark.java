package dev.valence.bench;

import dev.valence.script.Script;
import dev.valence.script.ScriptCall;
import dev.valence.script.ScriptLimits;
import dev.valence.script.ScriptOutcome;
import dev.valence.script.Scripts;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** The scripts of hooks, from the call to the outcome. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScriptBenchmark {

  private final AtomicLong number = new AtomicLong();
  private Scripts scripts = new Scripts(ScriptLimits.standard());
  private ScriptCall one = Hooks.call(1);
  private ScriptCall another = Hooks.call(2);

  /** Starts the room anew. */
  @Setup
  public void start() {
    scripts = new Scripts(ScriptLimits.standard());
    one = Hooks.call(1);
    another = Hooks.call(2);
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    scripts.close();
  }

  /** A hook of three lines. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public ScriptOutcome small() {
    return scripts.run(Hooks.SMALL, one);
  }

  /** A hook of thirty lines over fifty objects. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public ScriptOutcome typical() {
    return scripts.run(Hooks.TYPICAL, one);
  }

  /** A hook that requires lodash. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public ScriptOutcome library() {
    return scripts.run(Hooks.WITH_LIBRARY, one);
  }

  /** The first run of a hook of thirty lines, which is compiled for it. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public ScriptOutcome unseen() {
    return scripts.run(Hooks.unseen(number.incrementAndGet()), one);
  }

  /** Small hooks of two organizations at once. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Threads(4)
  public ScriptOutcome manySmall() {
    return run(Hooks.SMALL);
  }

  /** Typical hooks of two organizations at once. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Threads(4)
  public ScriptOutcome manyTypical() {
    return run(Hooks.TYPICAL);
  }

  private ScriptOutcome run(Script script) {
    return scripts.run(script, number.incrementAndGet() % 2 == 0 ? one : another);
  }
}
