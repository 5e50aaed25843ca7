package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Callers that send too much, too slowly or what cannot be read, over bare sockets: each is refused
 * with a 4xx or its connection is closed, and another caller is answered meanwhile.
 */
@Timeout(120)
class LimitsIT {

  private static final String KEYS = "/elements/api-v2/elements/keys";
  private static final String LOGIN = "/elements/api-v2/authentication";
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 60;

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static ServerProcess server;
  private static Api api;

  private Witness witness;

  @BeforeAll
  static void start() throws Exception {
    Path data = directory.resolve("data");
    sandbox = Sandbox.start();
    server =
        ServerProcess.start(
            directory.resolve("server.log"),
            List.of("-Xmx256m"),
            Map.of(),
            "--data",
            data.toString(),
            "--sandbox",
            sandbox.url().toString(),
            "--log-format",
            "text",
            "--caller-timeout",
            SILENCE.toSeconds() + "s",
            "--connections",
            "" + CONNECTIONS);
    api = new Api(server.url(), data);
  }

  @AfterAll
  static void stop() throws Exception {
    assertThat(server.logText()).doesNotContain("A call failed", "OutOfMemoryError");
    server.close();
    sandbox.close();
  }

  @BeforeEach
  void othersCall() {
    witness = new Witness();
  }

  @AfterEach
  void othersWereAnswered() throws InterruptedException {
    assertThat(witness.end()).as("answers of another caller").isNotEmpty().allMatch(s -> s == 200);
  }

  /** Another caller at another address, who asks for the same over and over. */
  private static final class Witness {

    private final List<Integer> statuses = new ArrayList<>();
    private volatile boolean ended;
    private final Thread caller = Thread.ofVirtual().start(this::call);

    private void call() {
      do {
        try (RawCall call = RawCall.from("127.0.0.2", server.url())) {
          statuses.add(call.send(get(KEYS)).answer().status());
        } catch (IOException e) {
          statuses.add(0);
        }
        java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      } while (!ended);
    }

    private List<Integer> end() throws InterruptedException {
      ended = true;
      caller.join();
      return statuses;
    }
  }

  private static String get(String path, String... headers) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + lines(headers) + "\r\n";
  }

  private static String post(String path, String body, String... headers) {
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + lines(headers) + "\r\n" + body;
  }

  private static String lines(String... headers) {
    StringBuilder lines = new StringBuilder();
    for (String header : headers) {
      lines.append(header).append("\r\n");
    }
    return lines.toString();
  }

  private static final String JSON = "Content-Type: application/json";
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  private static RawCall.Answer answered(String request) throws IOException {
    try (RawCall call = RawCall.to(server.url())) {
      return call.send(request).answer();
    }
  }

  private static RawCall.Answer closed(String request) throws IOException {
    try (RawCall call = RawCall.to(server.url())) {
      return call.send(request).untilClosed();
    }
  }

  /** An answer in the contract's shape of errors. */
  private static void refused(RawCall.Answer answer, int status, String words) throws IOException {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    JsonNode body = Api.JSON.readTree(answer.body());
    assertThat(body.path("requestId").asText()).matches("[0-9a-f]{24}");
    assertThat(body.path("message").asText()).contains(words);
  }

  // Heads

  @Test
  void aRequestLineThatIsTooLongIs414AndTheConnectionCloses() throws IOException {
    assertThat(closed(get(KEYS + "?where=" + "x".repeat(9_000))).status()).isEqualTo(414);
    assertThat(answered(get(KEYS + "?where=" + "x".repeat(8_000))).status()).isEqualTo(200);
  }

  @Test
  void headersThatAreTooLargeOrTooManyAre431AndTheConnectionCloses() throws IOException {
    assertThat(closed(get(KEYS, "X: " + "x".repeat(25_000))).status()).isEqualTo(431);
    assertThat(closed(get(KEYS, "A: \r\n".repeat(9_000) + "B: ")).status()).isEqualTo(431);
    assertThat(answered(get(KEYS, "A: \r\n".repeat(1_000) + "B: ")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: 2, 3",
        "Content-Length: -2",
        "Content-Length: +2",
        "Content-Length: 0x2",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: x"
      })
  void aBodyWhoseEndTwoServersCouldSeeAtTwoPlacesIs400AndTheConnectionCloses(String framing)
      throws IOException {
    String second = "GET " + KEYS + "?smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    RawCall.Answer answer = closed(post(LOGIN, "2\r\n{}\r\n0\r\n\r\n" + second, JSON, framing));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).doesNotContain("dropbox");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz", "-1", "FFFFFFFFFFFFFFFFF", "2;" + "x"})
  void aChunkThatCannotBeReadEndsTheConnection(String size) throws IOException {
    String chunk = size + (size.contains(";") ? "x".repeat(100_000) : "") + "\r\n{}\r\n0\r\n\r\n";

    RawCall.Answer answer = closed(post(LOGIN, chunk + get(KEYS), JSON, CHUNKED));

    assertThat(answer.status()).isIn(0, 400);
    assertThat(answer.text()).doesNotContain("dropbox");
  }

  @Test
  void aSecondHostIs400() throws IOException {
    refused(closed(get(KEYS, "Host: y")), 400, "Host");
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, example.com:443, 404",
    "CONNECT, /elements/api-v2/elements/keys, 405",
    "TRACE, /elements/api-v2/elements/keys, 405",
    "TRACE, *, 404",
    "OPTIONS, *, 404",
    "GET, elements, 404"
  })
  void whatWouldMakeATunnelOrAMirrorOfTheServerIsRefused(String method, String target, int status)
      throws IOException {
    RawCall.Answer answer =
        closed(method + " " + target + " HTTP/1.1\r\nHost: x\r\nCookie: secret\r\n\r\n");

    assertThat(answer.text()).doesNotContain("secret");
    refused(answer, status, "");
  }

  @Test
  void theTargetMayBeAWholeUrlAndNothingIsCalledThere() throws IOException {
    assertThat(answered(get("http://vendor.invalid" + KEYS)).body()).contains("dropbox");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/3.7", "HTTP/2.0", "HTTP/0.9"})
  void aVersionThatIsNotSpokenIs505(String version) throws IOException {
    RawCall.Answer answer = closed("GET " + KEYS + " " + version + "\r\nHost: x\r\n\r\n");

    assertThat(answer.text()).contains(" 505 ").doesNotContain("dropbox");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n",
        "GET\r\n\r\n",
        "G\u0000T / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n"
      })
  void whatIsNoRequestEndsTheConnection(String bytes) throws IOException {
    assertThat(closed(bytes).text()).matches("(?s)|HTTP/\\S+ (400|505) .*");
  }

  @Test
  void withoutTlsThereIsNoHttp2() throws IOException {
    RawCall.Answer answer =
        answered(
            get(
                KEYS,
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA"));

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/elements/api-v2/elements/%zz", KEYS + "?a=%", KEYS + "?%f=1", "/%"})
  void aStrayPercentInTheUrlIs400(String path) throws IOException {
    assertThat(answered(get(path)).status()).isEqualTo(400);
  }

  @Test
  void deepPathsAndManyParametersAreReadAndCostNothing() throws IOException {
    refused(answered(get("/elements/api-v2" + "/a".repeat(4_000))), 404, "Not found");
    assertThat(answered(get(KEYS + "?" + "a=1&".repeat(2_000))).status()).isEqualTo(200);
  }

  @Test
  void requestsThatAreSentAtOnceAreAnsweredInTheirOrder() throws IOException {
    String last = get(KEYS, "Connection: close");

    assertThat(closed(get(KEYS).repeat(100) + last).text().split("HTTP/1.1 200 OK", -1))
        .hasSize(102);
  }

  // Bodies

  @Test
  void aBodyThatIsAnnouncedTooLargeIs413BeforeItComes() throws IOException {
    refused(answered(post(LOGIN, "{", JSON, "Content-Length: 9999999999")), 413, "larger");
  }

  @Test
  void aBodyInChunksThatGoesOverTheLimitIs413() throws IOException {
    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

    refused(answered(post(LOGIN, chunk.repeat(17), JSON, CHUNKED)), 413, "larger");
  }

  @Test
  void whoIsAskedToWaitIsToldToGoOn() throws IOException {
    try (RawCall call = RawCall.to(server.url())) {
      call.send(post(LOGIN, "", JSON, "Expect: 100-continue", "Content-Length: 2"));
      call.send("{}");

      assertThat(call.untilClosed().text()).startsWith("HTTP/1.1 100 ").contains("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void jsonThatIsNestedTooDeeplyIs400(String opening) throws IOException {
    String body = "{\"username\": \"a\", \"password\": \"b\", \"x\": " + opening.repeat(100_000);

    refused(
        answered(post(LOGIN, body, JSON, "Content-Length: " + body.length())), 400, "valid JSON");
  }

  @Test
  void aNumberOrANameOfJsonThatIsTooLongIs400() throws IOException {
    for (String rest :
        List.of("1".repeat(100_000) + "}", "{\"" + "n".repeat(100_000) + "\": 1}}")) {
      String body = "{\"username\": \"a\", \"password\": \"b\", \"x\": " + rest;
      refused(
          answered(post(LOGIN, body, JSON, "Content-Length: " + body.length())), 400, "valid JSON");
    }
  }

  @Test
  void compressedBodiesAreNotUnpacked() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[50 * 1024 * 1024]);
    }
    String body = bomb.toString(StandardCharsets.ISO_8859_1);

    for (String coding : List.of("gzip", "deflate", "br", "identity, gzip")) {
      String length = "Content-Length: " + body.length();
      refused(
          answered(post(LOGIN, body, JSON, length, "Content-Encoding: " + coding)),
          415,
          "Content-Encoding");
    }
  }

  // Multipart

  private static String upload(String body, String type) {
    return post(
        "/elements/api-v2/hubs/documents/files?path=/limits.txt&overwrite=true",
        body,
        "Content-Type: " + type,
        "Content-Length: " + body.length(),
        "Authorization: " + account());
  }

  private static String account() {
    return api.element(api.connectDropbox(sandbox.client()));
  }

  private static final String MULTIPART = "multipart/form-data; boundary=b";
  private static final String FILE =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"%s\r\n\r\nhello\r\n--b--\r\n";

  @Test
  void aFileThatIsWrittenAsItShouldBeIsTaken() throws IOException {
    assertThat(answered(upload(FILE.formatted("a.txt", ""), MULTIPART)).status()).isEqualTo(200);
  }

  @Test
  void headersOfAPartThatAreTooLargeAre400() throws IOException {
    refused(
        answered(upload(FILE.formatted("a.txt", "\r\nX: " + "x".repeat(50_000)), MULTIPART)),
        400,
        "multipart");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=c",
        "multipart/form-data; boundary=\"b",
        "multipart/"
      })
  void aBoundaryThatIsNotThereIs400(String type) throws IOException {
    assertThat(answered(upload(FILE.formatted("a.txt", ""), type)).status()).isEqualTo(400);
  }

  @Test
  void aFileNameWithANulIsOfNoUseToAHubWhosePathSaysTheName() throws IOException {
    assertThat(answered(upload(FILE.formatted("a\0.txt", ""), MULTIPART)).status()).isEqualTo(200);
  }

  @Test
  void partsWithoutAFileAre400HoweverMany() throws IOException {
    String parts =
        "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n".repeat(20_000)
            + "--b--\r\n";

    refused(answered(upload(parts, MULTIPART)), 400, "file");
  }

  // Slow callers

  @Test
  void aHeadThatComesByteByByteEndsTheConnection() throws IOException {
    long begin = System.nanoTime();
    try (RawCall call = RawCall.to(server.url())) {
      Thread dripping = drip(call, get(KEYS, "X: " + "x".repeat(1_000)));
      RawCall.Answer answer = call.untilClosed();
      dripping.interrupt();

      assertThat(answer.text()).isEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(SILENCE, SILENCE.multipliedBy(3));
  }

  @Test
  void aConnectionThatIsSilentIsClosedAlsoAfterAnAnswer() throws IOException {
    assertThat(closed("").text()).isEmpty();
    assertThat(closed(get(KEYS)).status()).isEqualTo(200);
  }

  @Test
  void jsonThatComesByteByByteIs408AndEndsTheConnection() throws IOException {
    try (RawCall call = RawCall.to(server.url())) {
      call.send(post(LOGIN, "{", JSON, "Content-Length: 100000"));
      Thread dripping = drip(call, " ".repeat(100_000));
      RawCall.Answer answer = call.untilClosed();
      dripping.interrupt();

      refused(answer, 408, "slowly");
    }
  }

  @Test
  void aBodyThatStopsEndsTheConnection() throws IOException {
    assertThat(closed(post(LOGIN, "{", JSON, "Content-Length: 100")).status()).isIn(0, 408, 400);
  }

  @Test
  void aFileThatComesByteByByteIs408AndEndsTheConnection() throws IOException {
    String request = upload(FILE.formatted("a.txt", ""), MULTIPART);
    int cut = request.indexOf("hello");
    try (RawCall call = RawCall.to(server.url())) {
      call.send(
          request
              .substring(0, cut)
              .replaceFirst("Content-Length: \\d+", "Content-Length: 1000000"));
      Thread dripping = drip(call, "x".repeat(100_000));
      RawCall.Answer answer = call.untilClosed();
      dripping.interrupt();

      refused(answer, 408, "slowly");
    }
  }

  @Test
  void anAnsweredCallerWhoGoesOnSendingIsCutOff() throws IOException {
    try (RawCall call = RawCall.to(server.url())) {
      call.send(post("/elements/api-v2/instances", "1\r\n{\r\n", JSON, CHUNKED));
      Thread dripping = drip(call, "1\r\n \r\n".repeat(10_000));
      RawCall.Answer answer = call.untilClosed();
      dripping.interrupt();

      assertThat(answer.status()).isIn(401, 408);
    }
  }

  private static Thread drip(RawCall call, String text) {
    return Thread.ofVirtual()
        .start(() -> {
          for (int i = 0; i < text.length() && !Thread.currentThread().isInterrupted(); i++) {
            call.send(text.substring(i, i + 1));
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
          }
        });
  }

  // Floods

  @Test
  void aCallerThatOpensEveryConnectionItCanLeavesOthersTheirs() throws IOException {
    List<RawCall> flood = new ArrayList<>();
    try {
      int refused = 0;
      for (int i = 0; i < CONNECTIONS * 2; i++) {
        flood.add(RawCall.to(server.url()));
      }
      for (RawCall call : flood) {
        refused += call.send(get(KEYS)).answer().status() == 200 ? 0 : 1;
      }
      assertThat(refused).isBetween(CONNECTIONS * 2 - CONNECTIONS / 2, CONNECTIONS * 2 - 1);
    } finally {
      for (RawCall call : flood) {
        call.close();
      }
    }
    ServerProcess.await(
        "the connections are free again",
        () -> {
          try {
            return answered(get(KEYS)).status() == 200;
          } catch (IOException e) {
            return false;
          }
        });
  }
}
