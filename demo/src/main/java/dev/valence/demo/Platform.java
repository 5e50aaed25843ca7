package dev.valence.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server, as a process of its own, started by the same command that a user would give. */
final class Platform implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Process process;
  private final Thread stopping;
  private final URI url;
  private final JsonNode credentials;

  private Platform(Process process, Thread stopping, URI url, JsonNode credentials) {
    this.process = process;
    this.stopping = stopping;
    this.url = url;
    this.credentials = credentials;
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @throws WalkException when it ends or does not answer in time; the message has its last words
   */
  static Platform start(Path home, int port, URI sandbox) throws IOException, InterruptedException {
    Path data = Files.createDirectories(home).resolve("data");
    File log = home.resolve("server.log").toFile();
    Process process =
        new ProcessBuilder(
                System.getProperty("valence.command", "./valence"),
                "start",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--data",
                data.toString(),
                "--sandbox",
                sandbox.toString(),
                "--log-format",
                "text")
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    Thread stopping = new Thread(() -> stop(process), "stopping the server");
    Runtime.getRuntime().addShutdownHook(stopping);
    URI url = URI.create("http://127.0.0.1:" + port);
    waitUntilReady(process, url, log.toPath());
    JsonNode credentials = new ObjectMapper().readTree(data.resolve("credentials.json").toFile());
    return new Platform(process, stopping, url, credentials);
  }

  /** Where the server listens, without a path. */
  URI url() {
    return url;
  }

  /** The value of the Authorization header of an organization. */
  String organizationCredentials() {
    return "User "
        + userSecret()
        + ", Organization "
        + credentials.path("organizationSecret").asText();
  }

  /** The value of the Authorization header of a call to an instance. */
  String instanceCredentials(String elementToken) {
    return "User " + userSecret() + ", Element " + elementToken;
  }

  private String userSecret() {
    return credentials.path("userSecret").asText();
  }

  /** Returns when the server has ended. */
  void waitUntilStopped() throws InterruptedException {
    process.waitFor();
  }

  /** Stops the server as an operator would. */
  @Override
  public void close() {
    stop(process);
    try {
      Runtime.getRuntime().removeShutdownHook(stopping);
    } catch (IllegalStateException alreadyStopping) {
      // Then the hook has done its work, or is about to.
    }
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void waitUntilReady(Process process, URI url, Path log)
      throws IOException, InterruptedException {
    HttpRequest question = HttpRequest.newBuilder(url.resolve("/health/ready")).build();
    Instant deadline = Instant.now().plus(PATIENCE);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        try {
          if (client.send(question, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          // Nobody listens yet.
        }
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          stop(process);
          throw new WalkException("the server did not start:\n" + lastLines(log));
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    }
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
