package dev.valence.chaos;

import dev.valence.app.ServerProcess;
import dev.valence.store.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of the test's own, with the programs of the embedded one, that can be killed
 * and started again. It lies on a {@link SmallDisk} where the machine allows one.
 */
final class Cluster implements AutoCloseable {

  static final String USER = "postgres";
  static final String PASSWORD = "chaos";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Path programs;
  private final Path log;
  private final Optional<SmallDisk> disk;
  private final int port;
  private @Nullable Process server;

  private Cluster(Path directory, Path programs, Path log, Optional<SmallDisk> disk)
      throws IOException {
    this.directory = directory;
    this.programs = programs;
    this.log = log;
    this.disk = disk;
    this.port = ServerProcess.freePort();
  }

  /**
   * Makes a cluster and starts its server.
   *
   * @param home where the suite has its files
   */
  static Cluster start(Path home) throws IOException, InterruptedException {
    Path programs = TestDatabase.programs();
    Path directory = home.resolve("disk").toAbsolutePath();
    Cluster cluster =
        new Cluster(directory, programs, home.resolve("postgres.log"), SmallDisk.mount(directory));
    try {
      cluster.create(home);
      cluster.start();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The disk that the data lie on, where it can be filled. */
  Optional<SmallDisk> disk() {
    return disk;
  }

  int port() {
    return port;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=5&socketTimeout=20",
        USER,
        PASSWORD);
  }

  /** Ends the server at once; its processes notice and go too. */
  void kill() throws InterruptedException {
    Process running = server;
    if (running != null) {
      running.destroyForcibly().waitFor();
      server = null;
    }
  }

  /** Starts the server, also one that has given up by itself, and waits until it answers. */
  void start() throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!answers()) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("PostgreSQL does not start; see " + log);
      }
      Process running = server;
      // While processes of a killed server are still there, a new one refuses to start.
      if (running == null || running.waitFor(100, TimeUnit.MILLISECONDS)) {
        server =
            run(
                "postgres",
                "-D",
                data().toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=60",
                "-c",
                "min_wal_size=2MB",
                "-c",
                "max_wal_size=32MB");
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (disk.isPresent()) {
      disk.get().close();
    }
  }

  private boolean answers() {
    try (Connection connection = connect()) {
      return connection.isValid(5);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private void create(Path home) throws IOException, InterruptedException {
    Path password = Files.writeString(home.resolve("password"), PASSWORD);
    Process made =
        run(
            "initdb",
            "-D",
            data().toString(),
            "-U",
            USER,
            "-E",
            "UTF8",
            "-A",
            "scram-sha-256",
            "--pwfile=" + password,
            "--wal-segsize=1",
            "--no-sync",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    if (made.waitFor() != 0) {
      throw new IllegalStateException("initdb failed: " + Files.readString(log));
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  /** PostgreSQL refuses to be root; in a namespace it is nobody. */
  private Process run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    disk.ifPresent(found -> command.addAll(found.launcher()));
    if ("root".equals(System.getProperty("user.name")) || disk.isPresent()) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    File output = log.toFile();
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
            .start();
    // It shall not outlive this process, whatever that ends by.
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    return started;
  }
}
