package dev.valence.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL process of a data directory, as its {@code postmaster.pid} names it. */
final class Postmaster {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The file is written a moment after the process began; clocks of the two differ by little. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private Postmaster() {}

  /**
   * Stops the server of a data directory where one is running, and does nothing where none is. The
   * caller holds the directory's lock, so that the server is nobody's.
   *
   * @throws StoreException if the server does not stop
   */
  static void stop(Path cluster) throws IOException {
    Path file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    Optional<ProcessHandle> named = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    if (named.isEmpty()) {
      return;
    }
    ProcessHandle process = named.get();
    if (isPostmaster(process, cluster, lines)) {
      stop(process, cluster);
    } else {
      // Another process has the number now, and PostgreSQL would take it for a server of its own.
      Files.delete(file);
    }
  }

  /** The port on which the server of a data directory listens. */
  static int port(Path cluster) throws IOException {
    List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
    if (lines.size() < 4) {
      throw new IOException("The server in " + cluster + " has not started yet.");
    }
    return Integer.parseInt(lines.get(3).strip());
  }

  private static boolean isPostmaster(ProcessHandle process, Path cluster, List<String> lines)
      throws IOException {
    if (lines.size() < 3) {
      return false;
    }
    boolean sameDirectory = Path.of(lines.get(1).strip()).toRealPath().equals(cluster.toRealPath());
    Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
    boolean sameStart =
        process
            .info()
            .startInstant()
            .map(instant -> Duration.between(instant, started).abs().compareTo(TOLERANCE) < 0)
            .orElse(true);
    boolean samePrograms =
        process.info().command().map(command -> command.contains("postgres")).orElse(true);
    return sameDirectory && sameStart && samePrograms;
  }

  private static void stop(ProcessHandle process, Path cluster) throws IOException {
    // PostgreSQL's "fast" stop, which cuts open connections; ProcessHandle only knows its "smart"
    // one, which waits for them.
    new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start();
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new StoreException(
          "PostgreSQL (process " + process.pid() + ") still uses " + cluster + ": stop it.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while PostgreSQL was stopping.", e);
    }
  }
}
