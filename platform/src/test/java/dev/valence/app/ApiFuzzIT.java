package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.FuzzedRequest.World;
import dev.valence.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the server's own document with what it asks for, with nearly that, and with
 * what is hostile. Whatever comes, it is answered soon, in the shape of the contract, and nothing
 * of it stays behind in the server.
 *
 * <p>{@code -Dfuzz.seconds} makes the run longer, {@code -Dfuzz.seed} repeats one.
 */
class ApiFuzzIT {

  private static final long SECONDS = Long.getLong("fuzz.seconds", 20);
  private static final long SEED = Long.getLong("fuzz.seed", new Random().nextLong(1L << 32));
  private static final int CALLERS = 4;
  private static final Duration SLOWEST = Duration.ofSeconds(10);
  private static final int SHOWN = 20;
  private static final int LONGEST_LINE = 8_192;

  /** What leaks would add to: each may grow by what a server needs at work. */
  private static final int MORE_FILES = 20;

  private static final int MORE_THREADS = 20;
  private static final long MORE_HEAP = 64L * 1024 * 1024;

  /** What would end the run: the account of the run itself, and the accounts of whom it calls. */
  private static final Pattern LEFT =
      Pattern.compile(
          "put /elements/api-v2/organizations/me|(delete|put|patch) /elements/api-v2/instances$"
              + "|(delete|put|patch) /elements/api-v2/instances/(enabled|configuration)");

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private List<String> secrets = List.of();

  @TempDir Path directory;

  @Test
  void noRequestBreaksTheServerOrStaysInIt() throws Exception {
    Path data = directory.resolve("data");
    try (Sandbox sandbox = Sandbox.start();
        ServerProcess server =
            ServerProcess.start(
                directory.resolve("server.log"),
                List.of("-Xmx384m"),
                Map.of("VALENCE_ADMIN_PASSWORD", TestPlatform.ADMIN_PASSWORD),
                "--data",
                data.toString(),
                "--sandbox",
                sandbox.url().toString(),
                "--log-format",
                "text")) {
      Api api = new Api(server.url(), data);
      secrets = List.of(api.userSecret(), api.organizationSecret(), TestPlatform.ADMIN_PASSWORD);
      World world = world(api, sandbox);
      JsonNode document =
          Api.JSON.readTree(Api.send(api.request("/elements/api-docs").build()).response().body());
      List<String> operations = FuzzedRequest.operations(document, LEFT);
      assertThat(operations).hasSizeGreaterThan(400);
      run(server, document, operations, world, Duration.ofSeconds(2), SEED + (1L << 33)); // warm
      Map<String, Double> before = state(server);

      long sent = run(server, document, operations, world, Duration.ofSeconds(SECONDS), SEED);

      System.out.printf(
          "%d requests of %d operations with seed %d: %s%n",
          sent, operations.size(), SEED, new TreeMap<>(statuses));
      assertThat(faults.stream().limit(SHOWN)).as("with -Dfuzz.seed=%d", SEED).isEmpty();
      assertThat(statuses.keySet().stream().filter(status -> status.startsWith("2"))).isNotEmpty();
      assertThat(server.logText()).doesNotContain("A call failed", "OutOfMemoryError");
      assertThat(server.logText()).doesNotContain(secrets);
      nothingStayed(server, before);
      everyConnectionToTheDatabaseIsFree(api, world);
    }
  }

  /** Accounts at two providers, and things of every kind that may be changed and deleted. */
  private static World world(Api api, Sandbox sandbox) {
    People people = new People(api);
    long account = people.account().path("id").asLong();
    List<String> users =
        IntStream.range(0, 5).mapToObj(_ -> String.valueOf(people.user(account).id())).toList();
    String dropbox = api.element(api.connectDropbox(sandbox.client()));
    JsonNode crm =
        api.post(
                "/instances",
                api.organization(),
                Api.instance(
                    "sfdc", api.consent(sandbox.client(), "sfdc", "salesforce", Api.CALLBACK)))
            .json();
    List<String> instances =
        IntStream.range(0, 3)
            .mapToObj(_ -> api.connectDropbox(sandbox.client()).path("id").asText())
            .toList();
    ObjectNode own =
        Api.JSON
            .createObjectNode()
            .put("key", "fuzzed")
            .put("name", "Fuzzed")
            .put("description", "A service to be changed")
            .put("hub", "crm");
    own.putObject("authentication").put("type", "basic");
    own.putArray("hosts").add("api.example.com");
    own.putArray("resources")
        .addObject()
        .put("method", "GET")
        .put("path", "/hubs/crm/things")
        .put("vendorPath", "/things")
        .put("description", "Things");
    Answer imported = api.post("/elements", api.organization(), own);
    assertThat(imported.status()).as(imported.response().body()).isEqualTo(200);
    return new World(
        api.organization(),
        Map.of("documents", dropbox, "crm", api.element(crm)),
        Map.of(
            "keyOrId", List.of("fuzzed", "fuzzed", "dropbox"),
            "accountId", List.of(String.valueOf(account)),
            "idOrEmail", users,
            "instanceId", instances,
            "key", List.of("crm", "user", "documents"),
            "objectName", List.of("Account", "Contact"),
            "type", List.of("oauth2", "basic")));
  }

  private long run(
      ServerProcess server,
      JsonNode document,
      List<String> operations,
      World world,
      Duration length,
      long seed)
      throws Exception {
    AtomicLong next = new AtomicLong();
    Instant end = Instant.now().plus(length);
    List<Future<?>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            threads.submit(() -> {
              while (Instant.now().isBefore(end) && faults.size() < SHOWN) {
                long number = next.getAndIncrement();
                String operation =
                    operations.get(new Random(seed + number).nextInt(operations.size()));
                judge(server, FuzzedRequest.of(document, operation, world, seed + number), number);
              }
              return null;
            }));
      }
    }
    for (Future<?> caller : callers) {
      caller.get();
    }
    return next.get();
  }

  private void judge(ServerProcess server, FuzzedRequest request, long number) throws IOException {
    Instant begin = Instant.now();
    RawCall.Answer answer;
    try (RawCall call = RawCall.to(server.url())) {
      answer = call.send(request.text()).untilClosed();
    } catch (AssertionError hangs) {
      faults.add("%d hangs: %s".formatted(number, request.text()));
      return;
    }
    statuses.merge(String.valueOf(answer.status()), 1, Integer::sum);
    String fault = fault(request, answer);
    if (fault == null && Duration.between(begin, Instant.now()).compareTo(SLOWEST) > 0) {
      fault = "takes too long";
    }
    if (fault != null) {
      faults.add(
          "%d %s: %s%n%s%n%s"
              .formatted(
                  number, request.operation(), fault, cut(request.text()), cut(answer.text())));
    }
  }

  private String fault(FuzzedRequest request, RawCall.Answer answer) {
    int status = answer.status();
    boolean hub = request.operation().contains("/hubs/");
    if (status == 0) {
      return "no answer";
    }
    if (status == 414 && request.text().indexOf('\r') > LONGEST_LINE) {
      return null;
    }
    if (status >= 500 && !(status == 502 || status == 504 || (hub && status == 501))) {
      return "a failure of the server's";
    }
    if (status < 400) {
      return null;
    }
    if (secrets.stream().anyMatch(answer.text()::contains)) {
      return "a secret";
    }
    if (Pattern.compile("dev\\.valence|\\b(java|jakarta|org|com)\\.[a-z.]+Exception|\\tat ")
        .matcher(answer.text())
        .find()) {
      return "an exception of the code's";
    }
    JsonNode body = json(answer);
    String id = header(answer, "Elements-Request-Id");
    boolean shaped =
        body != null
            && body.path("requestId").asText().equals(id)
            && id.matches("[0-9a-f]{24}")
            && !body.path("message").asText().isBlank()
            && body.properties().stream()
                .allMatch(field ->
                    List.of("requestId", "message", "providerMessage").contains(field.getKey()));
    return shaped ? null : "no error of the contract's shape";
  }

  private static JsonNode json(RawCall.Answer answer) {
    try {
      String body =
          header(answer, "Transfer-Encoding").equals("chunked")
              ? whole(answer.body())
              : answer.body();
      return Api.JSON.readTree(body.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return null;
    }
  }

  private static String whole(String chunks) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int at = 0;
    while (at < chunks.length()) {
      int line = chunks.indexOf("\r\n", at);
      int size = Integer.parseInt(chunks.substring(at, line), 16);
      whole.writeBytes(
          chunks.substring(line + 2, line + 2 + size).getBytes(StandardCharsets.ISO_8859_1));
      at = line + 2 + size + 2;
      if (size == 0) {
        break;
      }
    }
    return whole.toString(StandardCharsets.ISO_8859_1);
  }

  private static String header(RawCall.Answer answer, String name) {
    String head = answer.text().split("\r\n\r\n", 2)[0];
    Matcher header = Pattern.compile("(?im)^" + name + ": *(.*?) *$").matcher(head);
    return header.find() ? header.group(1) : "";
  }

  private static String cut(String text) {
    return text.length() < 1_500 ? text : text.substring(0, 1_500) + "…";
  }

  /** What the server counts of itself, after its garbage is collected. */
  private static Map<String, Double> state(ServerProcess server) throws Exception {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            String.valueOf(server.pid()),
            "GC.run")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    String metrics;
    try (RawCall call = RawCall.to(server.url())) {
      metrics =
          call.send("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
              .untilClosed()
              .text();
    }
    Map<String, Double> state = new TreeMap<>();
    metrics
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          Matcher metric =
              Pattern.compile(
                      "(process_files_open_files|jvm_threads_live_threads|http_server_active_requests|jvm_memory_used_bytes\\{area=\"heap\").* (\\S+)")
                  .matcher(line);
          if (metric.matches()) {
            state.merge(
                metric.group(1).replaceFirst("\\{.*", ""),
                Double.valueOf(metric.group(2)),
                Double::sum);
          }
        });
    return state;
  }

  private static void nothingStayed(ServerProcess server, Map<String, Double> before) {
    ServerProcess.await(
        "the server is as it was before",
        () -> {
          try {
            Map<String, Double> now = state(server);
            return grown(now, before, "process_files_open_files") <= MORE_FILES
                && grown(now, before, "jvm_threads_live_threads") <= MORE_THREADS
                && grown(now, before, "jvm_memory_used_bytes") <= MORE_HEAP
                && now.getOrDefault("http_server_active_requests", 1.0) <= 1; // this one
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static double grown(Map<String, Double> now, Map<String, Double> before, String what) {
    return now.get(what) - before.get(what);
  }

  /** More calls at once than there are connections, each of which needs one. */
  private static void everyConnectionToTheDatabaseIsFree(Api api, World world) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        answers.add(callers.submit(() -> api.get("/users", world.organization())));
        answers.add(callers.submit(() -> api.get("/ping", world.accounts().get("documents"))));
      }
      for (Future<Answer> answer : answers) {
        RestTest.succeeded(answer.get());
      }
    }
  }
}
