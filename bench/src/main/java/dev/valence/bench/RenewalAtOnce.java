package dev.valence.bench;

import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.Sandbox;
import dev.valence.store.EmbeddedDatabase;
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
import java.util.concurrent.CompletableFuture;

/**
 * A thousand calls at once of one account whose access token has expired, half of them on each of
 * two servers with one database. The sandbox's Dropbox refuses every one of them before it answers
 * whoever asks for a new token, so that all of them want one at the same time.
 */
final class RenewalAtOnce {

  private static final String SCENARIO = "renewal";
  private static final int CALLS = 1_000;
  private static final String TOKEN = "/oauth2/token";
  private static final String SPACE = "/2/users/get_space_usage";

  private RenewalAtOnce() {}

  /** Adds how often the token endpoint is asked, and when all calls are answered. */
  static void measure(Report report) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("valence-bench");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"));
        Sandbox sandbox = Sandbox.start();
        ServerProcess one = node(directory, database, sandbox);
        ServerProcess other = node(directory, database, sandbox);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      measure(report, directory, sandbox, List.of(one, other), client);
    } finally {
      Directories.delete(directory);
    }
  }

  private static ServerProcess node(Path directory, EmbeddedDatabase database, Sandbox sandbox)
      throws IOException, InterruptedException {
    String address = database.jdbcUrl().replace("jdbc:postgresql://", "");
    return ServerProcess.start(
        directory,
        sandbox.url(),
        "--master-key-file",
        directory.resolve("master.key").toString(),
        "--master-key-create",
        "true",
        "--database-url",
        "postgresql://%s:%s@%s".formatted(database.user(), database.password().reveal(), address));
  }

  private static void measure(
      Report report, Path directory, Sandbox sandbox, List<ServerProcess> nodes, HttpClient client)
      throws IOException, InterruptedException {
    FaceClient dropbox = sandbox.client().face("dropbox");
    Application application = new Application(client, directory, sandbox, nodes.getFirst());
    String account = application.connect();
    all(client, nodes, account); // what is expired is met by servers that are at work
    dropbox.expireAccessTokens();
    sandbox.client().clearCalls();
    dropbox.fault(Fault.hold(TOKEN));

    long start = System.nanoTime();
    List<CompletableFuture<HttpResponse<String>>> calls = begin(client, nodes, account);
    while (dropbox.calls(SPACE).size() < CALLS && System.nanoTime() - start < 120e9) {
      Thread.sleep(100);
    }
    int refused = dropbox.calls(SPACE).size();
    long released = System.nanoTime();
    dropbox.releaseHolds();
    long answered = 0;
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      answered += call.join().statusCode() == 200 ? 1 : 0;
    }
    double all = (System.nanoTime() - released) / 1e9;

    report.add(figure("calls refused before the renewal", "calls", refused));
    double sinceFirst = (System.nanoTime() - start) / 1e9;
    report.add(figure("from the first call to the last answer", "s", sinceFirst));
    report.add(figure("from the new token to the last answer", "s", all));
    report.add(Bar.atLeast(SCENARIO, "calls answered with 200", (double) answered, CALLS, "calls"));
    report.add(
        Bar.atMost(
            SCENARIO, "calls of the token endpoint", dropbox.calls(TOKEN).size(), 1, "calls"));
  }

  private static Figure figure(String what, String unit, double value) {
    return Figure.of(SCENARIO, "server", what, unit, value);
  }

  private static void all(HttpClient client, List<ServerProcess> nodes, String account) {
    begin(client, nodes, account).forEach(CompletableFuture::join);
  }

  private static List<CompletableFuture<HttpResponse<String>>> begin(
      HttpClient client, List<ServerProcess> nodes, String account) {
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      URI uri = URI.create(nodes.get(i % nodes.size()).url() + "/elements/api-v2/storage");
      calls.add(
          client.sendAsync(
              HttpRequest.newBuilder(uri).header("Authorization", account).build(),
              BodyHandlers.ofString()));
    }
    return calls;
  }
}
