package dev.valence.bench;

import dev.valence.instances.InstancesInUse;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs benchmarks, all or those that are named, and writes a report of what they measured. */
public final class Bench {

  private static final Path REPORT =
      Path.of(System.getProperty("valence.home", "."), "target/bench");

  private static final List<Scenario> SCENARIOS =
      List.of(
          new Scenario("hub", "an authenticated call of 2 KB, beside others", HubCalls::hub),
          new Scenario("mapped", "the same with a declared mapping", HubCalls::mapped),
          new Scenario("hook", "the same with a hook of thirty lines", HubCalls::hook),
          new Scenario("list", "100 records through a connector, beside nginx", Lists::measure),
          new Scenario("files", "large files up and down, beside nginx", LargeFiles::measure),
          new Scenario("start", "from the command to the first answer, and idle", Start::measure),
          new Scenario(
              "renewal", "1,000 calls on one expired token, two nodes", RenewalAtOnce::measure),
          new Scenario("instances", "100,000 instances stored, 10,000 in use", Bench::instances),
          new Scenario(
              "limits",
              "a vendor of 100 calls a time, ten clients that ask 1,000",
              Limits::measure),
          hook("small", "a hook of three lines, warm"),
          hook("typical", "a hook of thirty lines over 50 objects, warm"),
          hook("library", "a hook that requires lodash, warm"),
          hook("unseen", "the first run of a hook of thirty lines"),
          hook("manySmall", "hooks of three lines, 4 callers, 2 organizations"),
          hook("manyTypical", "hooks of thirty lines, 4 callers, 2 organizations"),
          hook("context", "a fresh fenced context, made and closed"),
          new Scenario("memory", "heap of a script that waits, with 50 objects", Waiting::measure));

  private Bench() {}

  /** Takes the names of scenarios, or none for all of them. */
  public static void main(String... arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> names = List.of(arguments);
    List<Scenario> chosen =
        names.isEmpty()
            ? SCENARIOS
            : SCENARIOS.stream().filter(scenario -> names.contains(scenario.name())).toList();
    if (chosen.size() < names.stream().distinct().count()) {
      SCENARIOS.forEach(scenario -> out.printf("%-12s %s%n", scenario.name(), scenario.what()));
      System.exit(2);
    }
    Report report = Report.begin(out);
    try {
      for (Scenario scenario : chosen) {
        report.progress(scenario.name() + ": " + scenario.what());
        scenario.measurement().measure(report);
      }
    } finally {
      report.write(REPORT);
    }
  }

  private static void instances(Report report) throws Exception {
    Path directory = Files.createTempDirectory("valence-bench");
    try {
      InstancesInUse.measure(report, directory);
    } finally {
      Directories.delete(directory);
    }
  }

  private static Scenario hook(String name, String what) {
    return new Scenario(name, what, report -> MicroBenchmark.measure(name, report));
  }
}
