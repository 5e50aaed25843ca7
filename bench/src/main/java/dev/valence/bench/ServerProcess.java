package dev.valence.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server in a process of its own, which is looked at from outside. */
final class ServerProcess implements AutoCloseable {

  private static final Path JAR =
      Path.of(
          System.getProperty("valence.home", "."), "platform/target/quarkus-app/quarkus-run.jar");

  /** Those with which {@code ./valence start} starts a server. */
  private static final List<String> FLAGS =
      List.of(System.getProperty("valence.server-flags").split(" "));

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
  private static final Pattern USED = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final int PATIENCE_SECONDS = 60;

  private final ChildProcess process;
  private final URI url;

  private ServerProcess(ChildProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts the server with its data below a directory, and waits until it is ready. */
  static ServerProcess start(Path directory, URI sandbox, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--sandbox", sandbox.toString()));
    all.addAll(List.of(options));
    return start(directory, all);
  }

  /** Starts it with other options alone. */
  static ServerProcess start(Path directory, List<String> options)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(JAVA.resolve("java").toString()));
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            "-jar",
            JAR.toString(),
            "start",
            "--port",
            String.valueOf(port),
            "--data",
            directory.resolve("data").toString()));
    command.addAll(options);
    ServerProcess server =
        new ServerProcess(
            ChildProcess.start(command, port, directory.resolve("server.log")),
            URI.create("http://127.0.0.1:" + port));
    server.awaitReady();
    return server;
  }

  URI url() {
    return url;
  }

  ProcessHandle handle() {
    return process.handle();
  }

  /** Bytes of the heap that are in use, counted while nothing runs: what is not is left out. */
  long usedHeap() {
    Matcher used = USED.matcher(jcmd("GC.class_histogram"));
    if (!used.find()) {
      throw new IllegalStateException("The heap's size is not told.");
    }
    return Long.parseLong(used.group(1));
  }

  /** Bytes that the process has had written to storage, as Linux counts them. */
  long bytesWritten() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.handle().pid() + "/io")).stream()
        .filter(line -> line.startsWith("write_bytes:"))
        .mapToLong(line -> Long.parseLong(line.substring("write_bytes:".length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    process.close();
  }

  /** A port that nobody listens at. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private String jcmd(String command) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  List.of(
                      JAVA.resolve("jcmd").toString(),
                      String.valueOf(process.handle().pid()),
                      command))
              .redirectErrorStream(true)
              .start();
      String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      jcmd.waitFor();
      return said;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitReady() throws InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(url.resolve("/health/ready")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
        try {
          if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          // It has not begun to listen.
        }
        Thread.sleep(100);
      }
    }
    close();
    throw new IllegalStateException("The server did not become ready.");
  }
}
