package dev.valence.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls by wrk: so many connections, each of which sends its next request when it has the answer.
 *
 * @param calls calls that were answered
 * @param failed calls that were not, or by a status of failure
 * @param seconds how long it took
 * @param medianMicros the median of their times
 * @param cpuSeconds processor time that the subject has had meanwhile
 */
record ClosedLoop(long calls, long failed, double seconds, double medianMicros, double cpuSeconds) {

  /** As many of all calls may fail; more, and what is measured is something else. */
  private static final double FAILED = 0.001;

  private static final Pattern RESULT = Pattern.compile("result (\\d+) (\\d+) (\\d+) ([0-9.]+)");

  /** Has wrk say what the report needs, in numbers; and send what is no GET. */
  private static final String SCRIPT =
      """
      wrk.method = "METHOD"
      done = function(summary, latency, requests)
        local e = summary.errors
        io.write(string.format("result %d %d %d %f\\n", summary.requests, summary.duration,
          e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50)))
      end
      """;

  /**
   * Calls a subject.
   *
   * @param directory where a file of wrk may lie
   * @throws IllegalStateException when too many calls failed
   */
  static ClosedLoop run(Subject subject, int connections, int seconds, Path directory)
      throws IOException, InterruptedException {
    Path script = directory.resolve("wrk.lua");
    Files.writeString(script, SCRIPT.replace("METHOD", subject.method()));
    List<String> command = new ArrayList<>(Pinning.LOAD.prefix());
    command.addAll(
        List.of(
            "wrk",
            "-t1",
            "-c" + connections,
            "-d" + seconds + "s",
            "--timeout",
            "30s",
            "-s",
            script.toString()));
    subject.headers().forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
    command.add(subject.url().toString());
    double before = CpuTime.seconds(subject.process());
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said;
    try {
      said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      wrk.waitFor();
    } finally {
      wrk.destroy();
    }
    double cpu = CpuTime.seconds(subject.process()) - before;
    Matcher result = RESULT.matcher(said);
    if (!result.find()
        || Double.parseDouble(result.group(3)) > FAILED * Double.parseDouble(result.group(1))) {
      throw new IllegalStateException("Calls of " + subject.name() + " failed: " + said);
    }
    return new ClosedLoop(
        Long.parseLong(result.group(1)),
        Long.parseLong(result.group(3)),
        Long.parseLong(result.group(2)) / 1e6,
        Double.parseDouble(result.group(4)),
        cpu);
  }

  double callsPerSecond() {
    return calls / seconds;
  }

  double cpuMicrosPerCall() {
    return cpuSeconds * 1e6 / calls;
  }
}
