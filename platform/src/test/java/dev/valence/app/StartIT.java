package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.Sandbox;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as its operator meets it. */
class StartIT {

  @TempDir Path directory;

  @Test
  void theFirstStartWritesItsSecretsForItsOwnerOnlyAndTheNextOneKeepsThem() throws Exception {
    Path data = directory.resolve("data");
    Path credentials = data.resolve("credentials.json");
    JsonNode first;
    try (ServerProcess server = start(data)) {
      first = new ObjectMapper().readTree(credentials.toFile());
      assertThat(server.logText())
          .contains("credentials.json")
          .doesNotContain(first.path("userSecret").asText())
          .doesNotContain(first.path("password").asText());
    }
    assertThat(first.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("email", "userSecret", "organizationSecret", "password");
    assertThat(mode(credentials)).isEqualTo("rw-------");
    assertThat(mode(directory.resolve("master.key"))).isEqualTo("rw-------");
    try (ServerProcess server = start(data)) {
      Api api = new Api(server.url(), data);
      assertThat(api.get("/organizations/me", api.organization()).status()).isEqualTo(200);
      assertThat(new ObjectMapper().readTree(credentials.toFile())).isEqualTo(first);
    }
  }

  @Test
  void aPasswordThatWasGivenIsNotWrittenDown() throws Exception {
    Path data = directory.resolve("data");
    Map<String, String> environment =
        Map.of(
            "VALENCE_ADMIN_EMAIL", "grace@example.com",
            "VALENCE_ADMIN_PASSWORD", "a password of her own");
    try (ServerProcess server =
        ServerProcess.start(log(), List.of(), environment, "--data", data.toString())) {
      JsonNode written = new ObjectMapper().readTree(data.resolve("credentials.json").toFile());
      assertThat(written.path("email").asText()).isEqualTo("grace@example.com");
      assertThat(written.has("password")).isFalse();
      assertThat(server.logText()).doesNotContain("a password of her own");
    }
  }

  @Test
  void aTakenPortIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Process process =
          ServerProcess.run(
              log(), List.of(), Map.of(), "start", "--port", "" + taken.getLocalPort());
      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(Files.readAllLines(log()))
          .singleElement()
          .asString()
          .startsWith("valence: port " + taken.getLocalPort())
          .contains("--port");
    }
  }

  @Test
  void aWrongSettingIsOneSentence() throws Exception {
    Process process =
        ServerProcess.run(log(), List.of(), Map.of("VALENCE_PORT", "eighty"), "start");
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readAllLines(log()))
        .singleElement()
        .asString()
        .startsWith("valence: ")
        .contains("valence.port");
  }

  @Test
  void aDriverThatIsNotThereIsOneSentence() throws Exception {
    Process process =
        ServerProcess.run(
            log(), List.of(), Map.of("VALENCE_JDBC_DRIVERS", "org.example.Driver"), "start");
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readAllLines(log()))
        .singleElement()
        .asString()
        .startsWith("valence: a setting is wrong: VALENCE_JDBC_DRIVERS names org.example.Driver");
  }

  @Test
  void aSandboxThatIsNotThereIsNamedAndTheStartHasFailed() throws Exception {
    String nobody = "http://127.0.0.1:" + ServerProcess.freePort();
    Process process =
        ServerProcess.run(
            log(),
            List.of(),
            Map.of(),
            "start",
            "--port",
            "" + ServerProcess.freePort(),
            "--data",
            directory.resolve("data").toString(),
            "--sandbox",
            nobody);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readAllLines(log()).getLast())
        .startsWith("valence: The sandbox at " + nobody + " does not answer");
  }

  @Test
  void helpListsEverySetting() throws Exception {
    assertThat(ServerProcess.run(log(), List.of(), Map.of(), "help").waitFor()).isZero();
    String help = Files.readString(log());
    assertThat(CommandLineInterface.settings())
        .hasSizeGreaterThan(20)
        .allSatisfy(setting ->
            assertThat(help).contains(setting.variable()).contains(setting.description()));
  }

  @Test
  void beingToldToEndFinishesTheCallsInFlightAndEndsCleanly() throws Exception {
    Path data = directory.resolve("data");
    try (Sandbox sandbox = Sandbox.start();
        ServerProcess server =
            ServerProcess.start(
                log(),
                List.of(),
                Map.of(),
                "--data",
                data.toString(),
                "--sandbox",
                sandbox.url().toString())) {
      Api api = new Api(server.url(), data);
      String token = api.connectDropbox(sandbox.client()).path("token").asText();
      String path = "/2/users/get_space_usage";
      sandbox.client().face("dropbox").fault(Fault.delay(path, Duration.ofSeconds(3)));
      CompletableFuture<Api.Answer> inFlight =
          CompletableFuture.supplyAsync(() -> api.get("/storage", api.element(token)));
      ServerProcess.await(
          "the call is at the provider",
          () ->
              sandbox.client().face("dropbox").faults().stream()
                  .allMatch(standing -> standing.remaining() == 0));

      server.terminate();

      assertThat(inFlight.join().status()).isEqualTo(200);
      assertThat(server.status()).isZero();
      assertThat(server.logText()).doesNotContain("ERROR");
    }
  }

  private ServerProcess start(Path data) throws Exception {
    return ServerProcess.start(log(), List.of(), Map.of(), "--data", data.toString());
  }

  private Path log() {
    return directory.resolve("server.log");
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
