package dev.valence.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks, all or those of one name, and prints a line for each. */
public final class Bench {

  private static final int WARMUP = 10;
  private static final int MEASUREMENT = 10;
  private static final String MEMORY = "memory";
  private static final String FILES = "files";
  private static final String LIMITS = "limits";

  /** What each benchmark measures, by its method. */
  private static final Map<String, String> SCENARIOS =
      new TreeMap<>(
          Map.of(
              FILES,
              "files of 5 GB up and down, beside nginx",
              LIMITS,
              "a vendor of 100 calls a time, ten clients that ask 1,000",
              "small",
              "a hook of three lines, warm",
              "typical",
              "a hook of thirty lines over 50 objects, warm",
              "library",
              "a hook that requires lodash, warm",
              "unseen",
              "the first run of a hook of thirty lines",
              "manySmall",
              "hooks of three lines, 4 callers, 2 organizations",
              "manyTypical",
              "hooks of thirty lines, 4 callers, 2 organizations",
              "context",
              "a fresh fenced context, made and closed",
              MEMORY,
              "heap of a script that waits, with 50 objects"));

  private Bench() {}

  /** Takes the name of a scenario, or nothing. */
  public static void main(String... arguments)
      throws RunnerException, IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> chosen = new ArrayList<>(SCENARIOS.keySet());
    if (arguments.length > 0) {
      chosen.retainAll(List.of(arguments));
    }
    if (chosen.isEmpty()) {
      SCENARIOS.forEach((name, what) -> out.printf("%-12s %s%n", name, what));
      System.exit(2);
    }
    out.printf("%-12s %10s %10s %10s  %s%n", "scenario", "median", "10 %", "90 %", "unit");
    for (String name : chosen) {
      if (name.equals(FILES)) {
        LargeFiles.measure(out);
      } else if (name.equals(LIMITS)) {
        Limits.measure(out);
      } else if (name.equals(MEMORY)) {
        out.printf(
            "%-12s %10d %10s %10s  KiB: %s%n",
            name, Waiting.kibibytesEach(), "", "", SCENARIOS.get(name));
      } else {
        for (RunResult run : new Runner(options(name)).run()) {
          out.println(line(name, run));
        }
      }
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

  private static String line(String name, RunResult run) {
    Result<?> result = run.getPrimaryResult();
    var statistics = result.getStatistics();
    return String.format(
        Locale.ROOT,
        "%-12s %10.0f %10.0f %10.0f  %s: %s",
        name,
        statistics.getPercentile(50),
        statistics.getPercentile(10),
        statistics.getPercentile(90),
        result.getScoreUnit().replace("us/op", "µs").replace("ops/s", "runs/s"),
        SCENARIOS.get(name));
  }
}
