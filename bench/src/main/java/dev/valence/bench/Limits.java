package dev.valence.bench;

import dev.valence.egress.GovernorCost;
import dev.valence.sandbox.CallLimit;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A vendor of 100 calls within some seconds, and ten clients that ask it 1,000 in all, each by an
 * account of its own, and come again when they are told to. The vendor is the sandbox's Dropbox,
 * which counts strictly, and refuses and notes what is too much.
 */
final class Limits {

  private static final int CALLS = 100;
  private static final int CLIENTS = 10;
  private static final int CALLS_EACH = 100;
  private static final int SECONDS = Integer.getInteger("valence.bench.seconds", 6);
  private static final Path DROPBOX =
      Path.of(System.getProperty("valence.home", "."), "elements/dropbox");

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger putOff = new AtomicInteger();

  private Limits() {}

  /** Adds how the limit is kept and shared, and what the keeping costs where there is none. */
  static void measure(Report report) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("valence-bench");
    try (Sandbox sandbox = Sandbox.start();
        ServerProcess server =
            ServerProcess.start(
                directory, sandbox.url(), "--elements", elements(directory).toString())) {
      new Limits().measure(report, directory, sandbox, server);
      FaceClient dropbox = sandbox.client().face("dropbox");
      dropbox.clearLimit();
      URI face =
          sandbox.client().faces().stream()
              .filter(address -> address.name().equals("dropbox"))
              .findFirst()
              .orElseThrow()
              .httpUrl();
      GovernorCost cost = GovernorCost.measure(face.resolve("/2/users/get_space_usage"));
      add(report, "a call without the keeping of limits", "µs", cost.without());
      add(report, "with it and no limit, ratio", "", cost.unlimited() / cost.without());
      add(report, "with it below a limit, ratio", "", cost.limited() / cost.without());
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(Report report, Path directory, Sandbox sandbox, ServerProcess server)
      throws IOException, InterruptedException {
    FaceClient dropbox = sandbox.client().face("dropbox");
    Application application = new Application(client, directory, sandbox, server);
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      accounts.add(application.connect());
    }
    Thread.sleep(SECONDS * 1000L); // connecting has called it, too
    dropbox.limit(CallLimit.of(CALLS, SECONDS * 1000L));
    long start = System.nanoTime();
    List<Double> times = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Double>> running =
          accounts.stream().map(account -> clients.submit(() -> ask(server, account))).toList();
      for (Future<Double> each : running) {
        times.add(each.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    double all = (System.nanoTime() - start) / 1e9;
    // The first calls begin at once, and the last of them when the others' windows are over.
    double ideal = (CLIENTS * CALLS_EACH / (double) CALLS - 1) * SECONDS;
    add(report, "refused by the vendor", "calls", (double) dropbox.limit().refused());
    add(report, "put off by the server", "calls", putOff.get());
    report.add(
        Figure.of(
            "limits",
            "server",
            "a client is done",
            "s",
            times.stream().mapToDouble(Double::doubleValue).toArray()));
    add(report, "all are done", "s", all);
    add(report, "ideal time, ratio", "", ideal / all);
  }

  private static void add(Report report, String what, String unit, double value) {
    report.add(Figure.of("limits", "server", what, unit, value));
  }

  /** Makes the calls of a client, and gives the seconds that it took. */
  private double ask(ServerProcess server, String account)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/elements/api-v2/storage"))
            .header("Authorization", account)
            .build();
    long start = System.nanoTime();
    int done = 0;
    while (done < CALLS_EACH) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 429) {
        putOff.incrementAndGet();
        Thread.sleep(1000 * answer.headers().firstValueAsLong("Retry-After").orElseThrow());
      } else {
        Application.require(answer);
        done++;
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Dropbox with a limit, in the place of the built-in one. */
  private static Path elements(Path directory) throws IOException {
    Path elements = directory.resolve("elements");
    Path target = elements.resolve("dropbox");
    try (Stream<Path> files = Files.walk(DROPBOX)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(DROPBOX.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path definition = target.resolve("element.yaml");
    Files.writeString(
        definition,
        Files.readString(definition)
            + "\nlimits:\n  - {per: app, calls: %d, seconds: %d}\n".formatted(CALLS, SECONDS));
    return elements;
  }
}
