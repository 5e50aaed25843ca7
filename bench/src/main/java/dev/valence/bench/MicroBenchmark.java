package dev.valence.bench;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs a method with JMH, in a JVM of its own. */
final class MicroBenchmark {

  private static final int WARMUP = 10;
  private static final int MEASUREMENT = 10;

  private MicroBenchmark() {}

  /** Adds the median of a method's runs, and the tenth and ninetieth percentile. */
  static void measure(String name, Report report) throws RunnerException {
    for (RunResult run : new Runner(options(name)).run()) {
      Result<?> result = run.getPrimaryResult();
      var statistics = result.getStatistics();
      String unit = result.getScoreUnit().replace("us/op", "µs").replace("ops/s", "runs/s");
      report.add(
          new Figure(
              name,
              "server",
              unit.equals("µs") ? "time of a run" : "runs",
              unit,
              statistics.getPercentile(50),
              statistics.getPercentile(10),
              statistics.getPercentile(90)));
    }
  }

  private static Options options(String name) {
    return new OptionsBuilder()
        .include("\\." + name + "$")
        .forks(1)
        .jvmArgsAppend(
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
        .warmupIterations(WARMUP)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(MEASUREMENT)
        .measurementTime(TimeValue.seconds(1))
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
