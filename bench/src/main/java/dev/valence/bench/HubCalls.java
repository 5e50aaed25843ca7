package dev.valence.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of declared resources through the server, of an account whose access token is sealed, and
 * the same calls of its provider by others.
 */
final class HubCalls {

  private static final String HUB = "hub";
  private static final String SERVER = "server";

  /** As many calls with hooks at once as the room of scripts has no reason to refuse one. */
  private static final int HOOKS = 8;

  private static final String PERSON = "/v1/people/8f14e45f";
  private static final String QUERY = "?language=en&expand=deals";

  private HubCalls() {}

  /**
   * An authenticated call that passes back 2 KB, beside a proxy, a relay and what others would
   * take.
   */
  static void hub(Report report) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("valence-bench");
    try (NginxProcess provider = NginxProcess.provider(directory, People.locations());
        NginxProcess nginx = NginxProcess.start(directory, provider.url());
        Peer relay = Peer.relay(directory, provider.url(), People.TOKEN);
        Others others = Others.start(report, directory, provider.url());
        ServerProcess server = server(directory, provider)) {
      Map<String, String> bearer = Map.of("Authorization", "Bearer " + People.TOKEN);
      Peer.versions(report);
      List<Subject> subjects = new ArrayList<>();
      subjects.add(
          Subject.fast("provider", provider.handle(), provider.url().resolve(PERSON), bearer));
      subjects.add(Subject.fast("nginx", nginx.handle(), nginx.url().resolve(PERSON), bearer));
      subjects.add(relay.subject(PERSON));
      subjects.add(subject(SERVER, server, account(directory, server), QUERY));
      others.express().ifPresent(peer -> subjects.add(peer.subject(PERSON)));
      others.gateway().ifPresent(peer -> subjects.add(peer.subject(PERSON)));
      Rounds.Results measured =
          new Rounds(report, HUB, Settings.ofSystem(), directory).measure(subjects);
      bars(report, measured);
    } finally {
      Directories.delete(directory);
    }
  }

  /** The same with a condition, a template, a root key and what those make of 2 KB. */
  static void mapped(Report report) throws IOException, InterruptedException {
    Rounds.Results measured =
        compare(report, "mapped", Rounds.MANY, "/profile", "&where=status%20%3D%20%27active%27");
    report.add(
        Bar.atMost(
            "mapped",
            "CPU per call, to the plain call's",
            measured.of("server, mapped").cpu().ratioTo(measured.of(SERVER).cpu()),
            1.5));
  }

  /** The same with a hook of thirty lines over the answer's 2 KB. */
  static void hook(Report report) throws IOException, InterruptedException {
    Rounds.Results measured = compare(report, "hook", HOOKS, "/contacts", "");
    report.add(
        Bar.atMost(
            "hook",
            "CPU per call, beyond the plain call's",
            measured.of("server, hook").cpu().median() - measured.of(SERVER).cpu().median(),
            500,
            "µs"));
  }

  /** The plain call and another one of the same account. */
  private static Rounds.Results compare(
      Report report, String scenario, int connections, String part, String query)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("valence-bench");
    try (NginxProcess provider = NginxProcess.provider(directory, People.locations());
        ServerProcess server = server(directory, provider)) {
      String account = account(directory, server);
      return new Rounds(report, scenario, Settings.ofSystem(), directory, connections)
          .measure(
              List.of(
                  subject(SERVER, server, account, QUERY),
                  subject("server, " + scenario, server, account, part + QUERY + query)));
    } finally {
      Directories.delete(directory);
    }
  }

  private static void bars(Report report, Rounds.Results measured) {
    Rounds.Measured server = measured.of(SERVER);
    measured
        .find("relay")
        .ifPresent(relay ->
            report.add(
                Bar.atMost(
                    HUB, "CPU per call, to the relay's", server.cpu().ratioTo(relay.cpu()), 2)));
    measured.find("nginx").ifPresent(nginx -> besideNginx(report, measured, nginx));
    measured
        .find("express")
        .ifPresent(express ->
            report.add(
                Bar.atLeast(
                    HUB,
                    "calls a second, to Express's",
                    server.calls().ratioTo(express.calls()),
                    5)));
    report.add(
        Bar.atMost(
            HUB,
            "p99 at half load, to the median",
            server.paced().orElseThrow().ratio().median(),
            5));
  }

  private static void besideNginx(Report report, Rounds.Results measured, Rounds.Measured nginx) {
    Rounds.Measured server = measured.of(SERVER);
    measured
        .find("provider")
        .map(provider -> provider.alone().median())
        .ifPresent(direct ->
            report.add(
                Bar.atMost(
                    HUB,
                    "added median at one connection, to nginx's",
                    (server.alone().median() - direct) / (nginx.alone().median() - direct),
                    6)));
    double calls = server.calls().ratioTo(nginx.calls());
    report.add(Bar.atLeast(HUB, "calls a second, to nginx's", calls, 0.30));
    report.add(Bar.atLeast(HUB, "calls a second, to nginx's: the goal beyond", calls, 0.45));
  }

  private static ServerProcess server(Path directory, NginxProcess provider)
      throws IOException, InterruptedException {
    return ServerProcess.start(
        directory, List.of("--elements", People.elements(directory, provider.url()).toString()));
  }

  private static String account(Path directory, ServerProcess server)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return Application.connect(client, directory, server, "people", "code");
    }
  }

  private static Subject subject(String name, ServerProcess server, String account, String part) {
    URI url = URI.create(server.url() + "/elements/api-v2/hubs/crm/people/8f14e45f" + part);
    return Subject.get(name, server.handle(), url, Map.of("Authorization", account));
  }

  /** Peers that may be missing. */
  private record Others(Optional<Peer> express, Optional<Peer> gateway) implements AutoCloseable {

    static Others start(Report report, Path directory, URI provider)
        throws IOException, InterruptedException {
      Others others =
          new Others(
              Peer.express(directory, provider, People.TOKEN),
              Peer.gateway(directory, provider, People.TOKEN));
      if (others.express.isEmpty()) {
        report.note("Express was not there to be measured.");
      }
      if (others.gateway.isEmpty()) {
        report.note("Spring Cloud Gateway was not there to be measured.");
      }
      return others;
    }

    @Override
    public void close() {
      express.ifPresent(Peer::close);
      gateway.ifPresent(Peer::close);
    }
  }
}
