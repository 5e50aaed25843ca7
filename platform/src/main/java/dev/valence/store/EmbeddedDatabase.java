package dev.valence.store;

import dev.valence.model.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server of our own, for trying Valence and for small single machines.
 *
 * <p>Everything lies in one directory that only its owner can enter: {@code cluster} is the
 * server's data, {@code password} its password, {@code binaries} its programs, and {@code lock} is
 * locked while a process uses the directory. The server listens on the loopback address only, and
 * asks everybody for the password.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final String USER = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path cluster;
  private final Secret password;
  private final FileChannel lock;
  private final EmbeddedPostgres server;

  private EmbeddedDatabase(
      Path cluster, Secret password, FileChannel lock, EmbeddedPostgres server) {
    this.cluster = cluster;
    this.password = password;
    this.lock = lock;
    this.server = server;
  }

  /**
   * Starts the server, and makes it first where the directory is new. A server that a killed
   * process left running on the directory is stopped first.
   *
   * @throws StoreException if another process uses the directory, or the server does not start
   */
  public static EmbeddedDatabase start(Path directory) {
    return start(directory, directory.resolve("binaries"));
  }

  /**
   * The server of a directory where another process is running it.
   *
   * @param jdbcUrl the address for JDBC, without user and password
   * @param user the user who owns everything
   * @param password that user's
   */
  public record Running(String jdbcUrl, String user, Secret password) {}

  /** Whether a server has been made in a directory. */
  public static boolean isIn(Path directory) {
    return Files.isDirectory(directory.resolve("cluster"));
  }

  /**
   * The server that another process runs on a directory; empty when no process uses it.
   *
   * @throws StoreException if a process uses it whose server does not run
   */
  public static Optional<Running> running(Path directory) {
    Path home = directory.toAbsolutePath().normalize();
    if (!Files.exists(home.resolve("lock"))) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        return Optional.empty();
      }
      int port = Postmaster.port(home.resolve("cluster"));
      return Optional.of(
          new Running(
              "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
              USER,
              Secret.of(Files.readString(home.resolve("password")))));
    } catch (OverlappingFileLockException | IOException e) {
      throw new StoreException(
          "The server that runs with the database in " + home + " cannot be reached.", e);
    }
  }

  static EmbeddedDatabase start(Path directory, Path binaries) {
    Path home = directory.toAbsolutePath().normalize();
    FileChannel lock = lock(home);
    try {
      Path cluster = home.resolve("cluster");
      Path passwordFile = home.resolve("password");
      if (!Files.exists(cluster)) {
        OwnerOnlyFile.write(passwordFile, randomPassword());
        create(home, cluster, passwordFile, binaries);
      }
      Postmaster.stop(cluster);
      Secret password = Secret.of(Files.readString(passwordFile));
      return new EmbeddedDatabase(
          cluster, password, lock, launch(cluster, passwordFile, password, binaries));
    } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
      close(lock, e);
      if (e instanceof StoreException known) {
        throw known;
      }
      throw new StoreException(
          "The embedded PostgreSQL in "
              + home
              + " did not start; the log says why. It does not run as root where user namespaces"
              + " are forbidden: run as another user, or name a PostgreSQL of your own in"
              + " VALENCE_DATABASE_URL.",
          e);
    }
  }

  /** The address for JDBC, without user and password. */
  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  /** The user who owns everything in the server. */
  public String user() {
    return USER;
  }

  /** The password of {@link #user()}. */
  public Secret password() {
    return password;
  }

  /** Stops the server; connections that are still open are cut. */
  @Override
  public void close() {
    try {
      server.close();
      Postmaster.stop(cluster);
      lock.close();
    } catch (IOException e) {
      throw new StoreException("The embedded PostgreSQL in " + cluster + " did not stop.", e);
    }
  }

  /**
   * Makes the cluster beside its place and moves it there when it has run once, so that a crash in
   * between never leaves a half-made cluster that looks like a whole one.
   */
  private static void create(Path home, Path cluster, Path passwordFile, Path binaries)
      throws IOException {
    Path draft = home.resolve("cluster-draft");
    Postmaster.stop(draft);
    delete(draft);
    Secret password = Secret.of(Files.readString(passwordFile));
    launch(draft, passwordFile, password, binaries).close();
    Files.move(draft, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private static EmbeddedPostgres launch(
      Path cluster, Path passwordFile, Secret password, Path binaries) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(cluster)
        .setCleanDataDirectory(false)
        // Not the library's default: that one is in the temporary directory, open to everybody.
        .setOverrideWorkingDirectory(binaries.toFile())
        .setRegisterShutdownHook(false)
        .setPGStartupWait(PATIENCE)
        .setConnectConfig("password", password.reveal())
        // Arguments of initdb: password authentication from the first moment, and an order of text
        // that is the same on every machine.
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("pwfile", passwordFile.toString())
        // Many iterations slow down who guesses a password, and who has it: 256 random bits are
        // guessed by nobody, and connections are made whenever the server starts.
        .setLocaleConfig("set", "scram_iterations=1")
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        // The library switches the first two off.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .start();
  }

  private static FileChannel lock(Path home) {
    @Nullable FileChannel channel = null;
    try {
      OwnerOnlyFile.createDirectory(home);
      channel =
          FileChannel.open(
              home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return channel;
      }
      channel.close();
    } catch (OverlappingFileLockException e) {
      close(channel, e);
    } catch (IOException e) {
      throw new StoreException("The directory " + home + " cannot be used for a database.", e);
    }
    throw new StoreException(
        "Another process of Valence is running with the database in "
            + home
            + ": stop it first, or give this one a directory of its own.",
        null);
  }

  private static void close(@Nullable FileChannel channel, Throwable reason) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      List<Path> deepestFirst;
      try (Stream<Path> files = Files.walk(tree)) {
        deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }

  private static String randomPassword() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
