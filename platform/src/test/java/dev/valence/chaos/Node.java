package dev.valence.chaos;

import dev.valence.app.Api;
import dev.valence.app.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server, the network between it and the database, and its clock. */
final class Node implements AutoCloseable {

  /** How long a provider may be silent before a node gives it up. */
  static final int PROVIDER_TIMEOUT_SECONDS = 5;

  private final String name;
  private final Path home;
  private final DatabaseProxy network;
  private final URI sandbox;
  private final List<String> launcher;
  private final Path temporary;
  private final Path clock;
  private final Optional<Path> fakeTime;
  private final int port;
  private @Nullable ServerProcess process;

  /**
   * @param home where the suite has its files
   * @param disk a disk for what the node itself writes, where there is one
   */
  Node(String name, Path home, Cluster cluster, URI sandbox, Optional<SmallDisk> disk)
      throws IOException {
    this.name = name;
    this.home = home;
    this.network = new DatabaseProxy(cluster.port());
    this.sandbox = sandbox;
    this.launcher = disk.map(SmallDisk::launcher).orElse(List.of());
    this.temporary = home.resolve(disk.isPresent() ? "disk" : "tmp-" + name).toAbsolutePath();
    this.clock = Files.writeString(home.resolve("clock-" + name), "+0");
    this.fakeTime = fakeTime();
    this.port = ServerProcess.freePort();
    Files.createDirectories(temporary);
  }

  String name() {
    return name;
  }

  DatabaseProxy network() {
    return network;
  }

  Api api() {
    return new Api(URI.create("http://127.0.0.1:" + port), home.resolve("data"));
  }

  Path log() {
    return home.resolve(name + ".log");
  }

  void start() throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>();
    environment.put("VALENCE_DATABASE_PASSWORD", Cluster.PASSWORD);
    fakeTime.ifPresent(library -> {
      environment.put("LD_PRELOAD", library.toString());
      environment.put("FAKETIME_TIMESTAMP_FILE", clock.toAbsolutePath().toString());
      environment.put("FAKETIME_CACHE_DURATION", "1");
      environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
      // The fix is for an older C library; with this one waits of the Java machine become loops.
      environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    });
    process =
        ServerProcess.start(
            log(),
            launcher,
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary),
            port,
            environment,
            "--data",
            home.resolve("data").toString(),
            "--master-key-file",
            home.resolve("master.key").toString(),
            "--master-key-create",
            "true",
            "--database-url",
            "postgresql://127.0.0.1:"
                + network.port()
                + "/postgres?sslmode=disable&gssEncMode=disable",
            "--database-user",
            Cluster.USER,
            "--database-pool-size",
            "10",
            "--sandbox",
            sandbox.toString(),
            "--provider-timeout",
            PROVIDER_TIMEOUT_SECONDS + "s",
            "--log-format",
            "text");
  }

  /** Ends the process at once, and what it was saying to the database. */
  void kill() throws InterruptedException {
    ServerProcess running = process;
    if (running != null) {
      running.kill();
      process = null;
    }
    // In this order: what a trap lets go must not arrive any more.
    network.hangUp();
    network.clear();
  }

  /** Whether the node's clock can be put wrong. */
  boolean hasClock() {
    return fakeTime.isPresent();
  }

  /**
   * Puts the node's clock forward or back.
   *
   * @param difference such as {@code +5m}
   */
  void clock(String difference) throws IOException {
    Files.writeString(clock, difference);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      kill();
    } finally {
      network.close();
    }
  }

  /** The library of libfaketime for programs with threads, where it is installed. */
  private static Optional<Path> fakeTime() throws IOException {
    Path libraries = Path.of("/usr/lib");
    if (!Files.isDirectory(libraries)) {
      return Optional.empty();
    }
    try (Stream<Path> directories = Files.list(libraries)) {
      return directories
          .map(directory -> directory.resolve("faketime/libfaketimeMT.so.1"))
          .filter(Files::exists)
          .findFirst();
    }
  }
}
