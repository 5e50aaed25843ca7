package dev.valence.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code ./valence start} with the embedded database, as an operator gives it: how long until it is
 * ready and until it has answered, and what it holds when nobody calls it. The first start, which
 * makes the database, is told apart from later ones.
 */
final class Start {

  private static final String SCENARIO = "start";
  private static final int REPEATS = 3;
  private static final int IDLE_SECONDS = 30;
  private static final Path COMMAND =
      Path.of(System.getProperty("valence.home", "."), "valence").toAbsolutePath();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path directory;

  private Start(Path directory) {
    this.directory = directory;
  }

  /** One start: seconds until ready, seconds until the first answer, processor time of the JVM. */
  private record Times(double ready, double answered, double cpu) {}

  /** Adds the times and the memory. */
  static void measure(Report report) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("valence-bench");
    try {
      new Start(directory).measureAll(report);
    } finally {
      Directories.delete(directory);
    }
  }

  private void measureAll(Report report) throws IOException, InterruptedException {
    Times first = start(report, false);
    report.add(figure("first start, to the first answer", "s", first.answered()));
    measure(report, "unprepared", false);
    prepare();
    Figure prepared = measure(report, "prepared", true);
    report.add(Bar.atMost(SCENARIO, prepared.what(), prepared.median(), 2.5, "s"));
  }

  /** Adds the times of several starts, and at the end of the last what an idle server holds. */
  private Figure measure(Report report, String how, boolean idle)
      throws IOException, InterruptedException {
    double[] ready = new double[REPEATS];
    double[] answered = new double[REPEATS];
    double[] cpu = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      Times times = start(report, idle && i == REPEATS - 1);
      ready[i] = times.ready();
      answered[i] = times.answered();
      cpu[i] = times.cpu();
    }
    report.add(figure(how + ", to ready", "s", ready));
    report.add(figure(how + ", CPU to the first answer", "s", cpu));
    return report.add(figure(how + ", to the first answer", "s", answered));
  }

  /** What is prepared fits the build that benchmarks have just made, and no other. */
  private void prepare() throws IOException, InterruptedException {
    Path log = directory.resolve("prepare.log");
    ProcessBuilder command = command(log, "prepare");
    if (command.start().waitFor() != 0) {
      throw new IllegalStateException("Nothing was prepared: " + Files.readString(log));
    }
  }

  /** A command as an operator gives it: the options of this machine are those of benchmarks. */
  private static ProcessBuilder command(Path log, String... words) {
    List<String> all = new ArrayList<>(List.of(COMMAND.toString()));
    all.addAll(List.of(words));
    ProcessBuilder command =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile());
    command.environment().remove("VALENCE_JAVA_OPTIONS");
    return command;
  }

  private Times start(Report report, boolean idle) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    ProcessBuilder command =
        command(
            directory.resolve("server.log"),
            "start",
            "--port",
            String.valueOf(port),
            "--data",
            directory.resolve("data").toString(),
            "--master-key-file",
            directory.resolve("master.key").toString());
    long begun = System.nanoTime();
    Process process = command.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + port);
      double ready = await(process, url.resolve("/health/ready"), begun);
      double answered = await(process, url.resolve("/elements/api-v2/elements"), begun);
      double cpu = CpuTime.seconds(process.toHandle());
      if (idle) {
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        memory(report, process, postmaster());
      }
      return new Times(ready, answered, cpu);
    } finally {
      process.destroy();
      process.waitFor(1, TimeUnit.MINUTES);
    }
  }

  /** The database's first process, which is nobody's child; the others are its own. */
  private ProcessHandle postmaster() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      Path named = files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(named).getFirst())).orElseThrow();
    }
  }

  private static void memory(Report report, Process process, ProcessHandle postmaster)
      throws IOException {
    // The launcher becomes the JVM.
    double server = mebibytes(process.pid(), "VmRSS:");
    double database = mebibytes(postmaster.pid(), "Pss:");
    for (ProcessHandle child : postmaster.descendants().toList()) {
      database += mebibytes(child.pid(), "Pss:");
    }
    report.add(figure("resident when idle, server", "MiB", server));
    report.add(figure("resident when idle, its PostgreSQL", "MiB", database));
    report.add(figure("resident when idle, together", "MiB", server + database));
    report.add(Bar.atMost(SCENARIO, "resident when idle, server", server, 350, "MiB"));
  }

  /** Of the database's processes each has its part of the memory that they share. */
  private static double mebibytes(long pid, String line) throws IOException {
    String file = line.equals("Pss:") ? "smaps_rollup" : "status";
    return Files.readAllLines(Path.of("/proc/" + pid + "/" + file)).stream()
            .filter(each -> each.startsWith(line))
            .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        / 1024.0;
  }

  private double await(Process process, URI url, long begun)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).build();
    while (process.isAlive()) {
      try {
        if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return (System.nanoTime() - begun) / 1e9;
        }
      } catch (IOException notYet) {
        // It has not begun to listen.
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException(
        "It did not start: " + Files.readString(directory.resolve("server.log")));
  }

  private static Figure figure(String what, String unit, double... values) {
    return Figure.of(SCENARIO, "server", what, unit, values);
  }
}
