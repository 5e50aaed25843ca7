package dev.valence.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that passes calls to a provider with a fixed token, as others would make the server's
 * work with less: {@code ./valence bench} builds them.
 */
final class Peer implements AutoCloseable {

  private static final Path PEERS = Path.of(System.getProperty("valence.home", "."), "bench/peers");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  private final String name;
  private final ChildProcess process;
  private final URI url;

  private Peer(String name, ChildProcess process, URI url) {
    this.name = name;
    this.process = process;
    this.url = url;
  }

  /** The server's own framework and HTTP client, and nothing besides. */
  static Peer relay(Path directory, URI provider, String token)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    return start(
        "relay",
        port,
        directory,
        List.of(
            JAVA,
            "-Dquarkus.http.port=" + port,
            "-Drelay.upstream=" + provider,
            "-Drelay.token=" + token,
            "-jar",
            PEERS.resolve("relay/target/quarkus-app/quarkus-run.jar").toString()));
  }

  /** Express with axios, where {@code npm ci} has been run. */
  static Optional<Peer> express(Path directory, URI provider, String token)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(PEERS.resolve("express/node_modules"))) {
      return Optional.empty();
    }
    int port = ServerProcess.freePort();
    return Optional.of(
        start(
            "express",
            port,
            directory,
            List.of(
                "env",
                "NODE_ENV=production",
                "node",
                PEERS.resolve("express/relay.js").toString(),
                String.valueOf(port),
                provider.toString(),
                token)));
  }

  /** Spring Cloud Gateway, where it has been built. */
  static Optional<Peer> gateway(Path directory, URI provider, String token)
      throws IOException, InterruptedException {
    Path jar = PEERS.resolve("gateway/target/valence-bench-gateway.jar");
    if (!Files.exists(jar)) {
      return Optional.empty();
    }
    int port = ServerProcess.freePort();
    return Optional.of(
        start(
            "gateway",
            port,
            directory,
            List.of(
                JAVA,
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--gateway.upstream=" + provider,
                "--gateway.token=" + token)));
  }

  /** The versions of what the server is measured beside. */
  static void versions(Report report) throws IOException {
    report.fact("nginx", Machine.version("nginx/(\\S+)", "nginx", "-v"));
    report.fact("wrk", Machine.version("wrk\\s+(?:debian/)?(\\S+)", "wrk", "-v"));
    report.fact("node", Machine.version("(v\\S+)", "node", "--version"));
    String express = Files.readString(PEERS.resolve("express/package.json"));
    report.fact("Express", found("\"express\": \"(.*?)\"", express));
    report.fact("axios", found("\"axios\": \"(.*?)\"", express));
    String gateway = Files.readString(PEERS.resolve("gateway/pom.xml"));
    report.fact("Spring Cloud", found("<spring-cloud.version>(.*?)<", gateway));
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : "unknown";
  }

  /** It as a subject, which needs no credentials. */
  Subject subject(String path) {
    return Subject.get(name, process.handle(), url.resolve(path), Map.of());
  }

  @Override
  public void close() {
    process.close();
  }

  private static Peer start(String name, int port, Path directory, List<String> command)
      throws IOException, InterruptedException {
    return new Peer(
        name,
        ChildProcess.start(command, port, directory.resolve(name + ".log")),
        URI.create("http://127.0.0.1:" + port));
  }
}
