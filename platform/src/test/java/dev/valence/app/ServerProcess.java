package dev.valence.app;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The packaged server in a process of its own, which can be killed. */
public final class ServerProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** What runs when this process ends, for whatever reason, ends with it. */
  private static final Set<Process> LEFT = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> LEFT.forEach(Process::destroyForcibly)));
  }

  private final Process process;
  private final Path log;
  private final URI url;

  private ServerProcess(Process process, Path log, URI url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /** Starts the server on a free port and waits until it is ready. */
  static ServerProcess start(
      Path log, List<String> javaOptions, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    return start(log, List.of(), javaOptions, freePort(), environment, options);
  }

  /**
   * Starts the server and waits until it is ready.
   *
   * @param launcher a program with its arguments that runs the server's; may be empty
   */
  public static ServerProcess start(
      Path log,
      List<String> launcher,
      List<String> javaOptions,
      int port,
      Map<String, String> environment,
      String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("start", "--port", String.valueOf(port)));
    all.addAll(List.of(options));
    ServerProcess server =
        new ServerProcess(
            run(log, launcher, javaOptions, environment, all.toArray(String[]::new)),
            log,
            URI.create("http://127.0.0.1:" + port));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest ready = HttpRequest.newBuilder(server.url.resolve("/health/ready")).build();
      await(
          "the server is ready; its log:\n" + log,
          () -> {
            if (!server.process.isAlive()) {
              throw new IllegalStateException("the server ended: " + server.logText());
            }
            try {
              return client.send(ready, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException notYet) {
              return false;
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new IllegalStateException(e);
            }
          });
    } catch (RuntimeException | Error e) {
      server.kill();
      throw e;
    }
    return server;
  }

  /** Runs the command line of the server with any arguments; its output goes to a file. */
  static Process run(
      Path log, List<String> javaOptions, Map<String, String> environment, String... arguments)
      throws IOException {
    return run(log, List.of(), javaOptions, environment, arguments);
  }

  private static Process run(
      Path log,
      List<String> launcher,
      List<String> javaOptions,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("VALENCE_"));
    builder.environment().putAll(environment);
    Process started = builder.start();
    LEFT.add(started);
    Future<Boolean> _ = started.onExit().thenApply(LEFT::remove);
    return started;
  }

  public URI url() {
    return url;
  }

  public long pid() {
    return process.pid();
  }

  public String logText() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Ends the process at once, as a crash of the machine would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to end, and does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the process to end and gives its status. */
  public int status() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server does not end: " + logText());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    terminate();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
    }
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until something is so. */
  public static void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("did not happen in time: " + what);
      }
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
