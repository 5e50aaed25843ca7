package dev.valence.script;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a run would wait for if its context were not made ahead. */
@State(Scope.Benchmark)
public class ContextBenchmark {

  private final Contexts contexts = new Contexts(ScriptLimits.standard());

  /** Stops the engine. */
  @TearDown
  public void stop() {
    contexts.close();
  }

  /** A fenced context is made and closed. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void context() {
    contexts.prepare().close();
  }
}
