package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.CallLimit;
import dev.valence.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database keep a provider's limits as if they were one. */
class LimitsOfTwoNodesIT {

  private static final int CALLS = 20;
  private static final int SECONDS = 1;
  private static final int CALLS_PER_NODE = 50;

  @TempDir static Path directory;

  private static Nodes nodes;
  private static ServerProcess one;
  private static ServerProcess other;

  private DropboxAccount dropbox;

  @BeforeAll
  static void start() throws Exception {
    String elements = elements().toString();
    nodes = new Nodes(directory);
    one = nodes.start("one", Map.of(), "--elements", elements);
    other = nodes.start("other", Map.of(), "--elements", elements);
  }

  @AfterAll
  static void stop() throws Exception {
    other.close();
    one.close();
    nodes.close();
  }

  @BeforeEach
  void reset() {
    nodes.sandbox().reset();
    dropbox = new DropboxAccount(nodes.sandbox());
  }

  /** Dropbox with a limit, in the place of the built-in one. */
  private static Path elements() throws IOException {
    Path source = Path.of("..", "elements", "dropbox");
    Path target = directory.resolve("elements").resolve("dropbox");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path definition = target.resolve("element.yaml");
    Files.writeString(
        definition,
        Files.readString(definition)
            + "\nlimits:\n  - {per: app, calls: %d, seconds: %d}\n".formatted(CALLS, SECONDS));
    return target.getParent();
  }

  @Test
  void theProviderNeverHasToSayNo() throws Exception {
    List<JsonNode> instances = new ArrayList<>();
    for (ServerProcess node : List.of(one, other)) {
      instances.add(nodes.api(node).connectDropbox(nodes.sandbox()));
    }
    Thread.sleep(Duration.ofSeconds(2 * SECONDS)); // connecting has called it, too
    dropbox.face().limit(CallLimit.of(CALLS, Duration.ofSeconds(SECONDS).toMillis()));

    List<CompletableFuture<Answer>> calls = new ArrayList<>();
    for (ServerProcess node : List.of(one, other)) {
      Api api = nodes.api(node);
      for (JsonNode instance : instances) {
        calls.addAll(Parallel.begin(CALLS_PER_NODE / 2, () -> DropboxAccount.call(api, instance)));
      }
    }

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(200);
    assertThat(dropbox.face().limit().taken()).isEqualTo(2 * CALLS_PER_NODE);
    assertThat(dropbox.face().limit().refused()).isZero();
  }

  @Test
  void whatTheProviderToldOneNodeTheOtherHeeds() {
    JsonNode instance = nodes.api(one).connectDropbox(nodes.sandbox());
    dropbox
        .face()
        .fault(Fault.status(DropboxAccount.SPACE, 1, 429, "{}").withHeader("Retry-After", "300"));
    Answer told = DropboxAccount.call(nodes.api(one), instance);
    assertThat(told.status()).isEqualTo(429);
    assertThat(told.header("Retry-After")).isEqualTo("300");

    ServerProcess.await(
        "the other node does not call",
        () -> DropboxAccount.call(nodes.api(other), instance).status() == 429);
    int calls = dropbox.face().calls(DropboxAccount.SPACE).size();
    Answer heeded = DropboxAccount.call(nodes.api(other), instance);

    assertThat(heeded.status()).isEqualTo(429);
    assertThat(Integer.parseInt(heeded.header("Retry-After"))).isBetween(200, 300);
    assertThat(dropbox.face().calls(DropboxAccount.SPACE)).hasSize(calls);
  }
}
