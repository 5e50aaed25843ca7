package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.valence.egress.EgressException.Kind;
import dev.valence.egress.EgressRequest.Body;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {

  /** A request as a server saw it. */
  private record Seen(String method, String uri, Headers headers, String body) {}

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Egress egress = new Egress(EgressSettings.of("1.2.3"));
  private HttpServer here;
  private HttpServer there;
  private Sender sender;

  @BeforeEach
  void start() throws IOException {
    here = server();
    there = server();
    sender = egress.bind(AllowedHosts.exactly(List.of(hostAndPort(here), hostAndPort(there))));
  }

  @AfterEach
  void stop() {
    egress.close();
    here.stop(0);
    there.stop(0);
    threads.close();
  }

  @Test
  void aRequestArrivesAsItWasMade() {
    EgressRequest request =
        EgressRequest.of("PATCH", uri(here, "/a%2Fb/c%20d;e=f?q=%26+x&q=2#fragment"))
            .withHeader("X-Custom", "caf\u00e9 x")
            .withHeader("Authorization", "Bearer t")
            .withBody(Body.text("{\"a\":1}", "application/json"));
    assertThat(text(request)).isEqualTo("ok");
    assertThat(seen)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.method()).isEqualTo("PATCH");
          assertThat(one.uri()).isEqualTo("/a%2Fb/c%20d;e=f?q=%26+x&q=2");
          assertThat(one.body()).isEqualTo("{\"a\":1}");
          assertThat(one.headers())
              .containsEntry("X-custom", List.of("caf\u00e9 x"))
              .containsEntry("Authorization", List.of("Bearer t"))
              .containsEntry("Content-type", List.of("application/json"))
              .containsEntry("Content-length", List.of("7"))
              .containsEntry("Host", List.of(hostAndPort(here)))
              .containsEntry("User-agent", List.of("Valence/1.2.3"))
              .doesNotContainKeys(
                  "Accept-encoding", "Expect", "Cookie", "Upgrade", "Transfer-encoding");
        });
  }

  @Test
  void aContentTypeAmongTheHeadersWins() {
    text(
        EgressRequest.of("POST", uri(here, "/"))
            .withHeader("content-type", "application/x-special")
            .withBody(Body.text("x", "text/plain")));
    assertThat(seen.getFirst().headers().get("Content-type"))
        .containsExactly("application/x-special");
  }

  @ParameterizedTest
  @CsvSource({"GET,", "DELETE,", "POST, 0", "PUT, 0"})
  void aRequestWithoutABodyHasNone(String method, String length) {
    text(EgressRequest.of(method, uri(here, "/")));
    assertThat(seen.getFirst().headers().getFirst("Content-length")).isEqualTo(length);
    assertThat(seen.getFirst().headers()).doesNotContainKey("Transfer-encoding");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 400, 401, 404, 429, 500, 503})
  void everyStatusIsAnAnswer(int status) {
    try (EgressResponse response =
        sender.send(EgressRequest.of("GET", uri(here, "/status/" + status)))) {
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.readAll(100)).asString().isEqualTo(status == 204 ? "" : "said");
    }
    assertThat(seen).hasSize(1);
  }

  @Test
  void cookiesAreNotKept() {
    text(EgressRequest.of("GET", uri(here, "/cookie")));
    text(EgressRequest.of("GET", uri(here, "/")));
    assertThat(seen.getLast().headers()).doesNotContainKey("Cookie");
  }

  @Test
  void repeatedHeadersOfAnAnswerAreAllThere() {
    try (EgressResponse response = sender.send(EgressRequest.of("HEAD", uri(here, "/cookie")))) {
      assertThat(response.header("SET-COOKIE")).contains("a=1");
      assertThat(response.readAll(10)).isEmpty();
    }
  }

  @Test
  void hostsThatAreNotBoundAreRefusedWithoutACall() {
    Sender bound = egress.bind(AllowedHosts.exactly(List.of(hostAndPort(here))));
    assertRefused(bound, EgressRequest.of("GET", uri(there, "/secret?token=1")))
        .hasMessageContaining("127.0.0.1")
        .hasMessageNotContaining("secret");
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsOfGetAreFollowedWithinTheOrigin(int status) {
    EgressRequest request =
        EgressRequest.of("GET", uri(here, "/redirect/" + status + "?to=/end"))
            .withHeader("Authorization", "Bearer t");
    assertThat(text(request)).isEqualTo("ok");
    assertThat(seen.getLast().uri()).isEqualTo("/end");
    assertThat(seen.getLast().headers().getFirst("Authorization")).isEqualTo("Bearer t");
  }

  @Test
  void acrossOriginsOnlyHarmlessHeadersAreTold() {
    EgressRequest request =
        EgressRequest.of("GET", uri(here, "/redirect/302?to=" + uri(there, "/end")))
            .withHeader("Authorization", "Bearer t")
            .withHeader("Cookie", "c=1")
            .withHeader("X-Api-Key", "k")
            .withHeader("Accept", "a/b")
            .withHeader("range", "bytes=0-1");
    assertThat(text(request)).isEqualTo("ok");
    assertThat(seen.getLast().headers().keySet())
        .containsExactlyInAnyOrder("Accept", "Range", "User-agent", "Host", "Connection");
  }

  @Test
  void credentialsThatWereDroppedDoNotComeBackWithTheOrigin() {
    String back = uri(there, "/redirect/302?to=" + uri(here, "/end")).toString();
    text(
        EgressRequest.of("GET", uri(here, "/redirect/302?to=" + back))
            .withHeader("Authorization", "Bearer t"));
    assertThat(seen).hasSize(3);
    assertThat(seen.getLast().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void aRedirectToAHostThatIsNotBoundIsRefused() {
    Sender bound = egress.bind(AllowedHosts.exactly(List.of(hostAndPort(here))));
    assertRefused(
        bound, EgressRequest.of("GET", uri(here, "/redirect/302?to=" + uri(there, "/end"))));
    assertRefused(
        bound,
        EgressRequest.of("GET", uri(here, "/redirect/302?to=http://169.254.169.254/latest")));
    assertThat(seen).hasSize(2).allMatch(one -> one.uri().startsWith("/redirect"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "http://a:b@127.0.0.1/", "http://[/?code=s3"})
  void aRedirectToNoProperUrlIsRefused(String location) {
    assertRefused(
            sender,
            EgressRequest.of("GET", uri(here, "/located")).withHeader("X-Location", location))
        .hasMessageNotContaining("s3")
        .hasNoCause();
  }

  @Test
  void aRedirectThatLeavesTlsIsRefused() {
    EgressResponse answer = answer(302, "http://api.example.com/");
    EgressRequest request = EgressRequest.of("GET", URI.create("https://api.example.com/"));
    assertThatThrownBy(() -> Redirect.next(request, answer))
        .isInstanceOfSatisfying(
            EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("TLS");
  }

  @Test
  void anotherPortIsAnotherOriginAndTheDefaultPortIsNot() {
    EgressRequest request =
        EgressRequest.of("GET", URI.create("https://api.example.com/"))
            .withHeader("Authorization", "Bearer t");
    assertThat(Redirect.next(request, answer(302, "https://api.example.com:8443/")))
        .hasValueSatisfying(next -> assertThat(next.headers()).isEmpty());
    assertThat(Redirect.next(request, answer(302, "https://API.example.com:443/x")))
        .hasValueSatisfying(next -> assertThat(next.headers()).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void redirectsOfOtherMethodsAreGivenAsTheyAre(String method) {
    EgressRequest request =
        EgressRequest.of(method, uri(here, "/redirect/307?to=/end"))
            .withBody(Body.text("secret", "text/plain"));
    try (EgressResponse response = sender.send(request)) {
      assertThat(response.status()).isEqualTo(307);
      assertThat(response.header("Location")).contains("/end");
    }
    assertThat(seen).hasSize(1);
  }

  @Test
  void fiveRedirectsAreFollowedAndSixAreRefused() {
    assertThat(text(EgressRequest.of("GET", uri(here, "/countdown/5")))).isEqualTo("ok");
    assertThat(seen).hasSize(6);
    assertRefused(sender, EgressRequest.of("GET", uri(here, "/countdown/6")));
  }

  @Test
  void aRedirectWithoutALocationIsAnAnswer() {
    try (EgressResponse response = sender.send(EgressRequest.of("GET", uri(here, "/status/302")))) {
      assertThat(response.status()).isEqualTo(302);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-length",
        "Transfer-Encoding",
        "CONNECTION",
        "Expect",
        "Upgrade",
        "TE",
        "X\r\nEvil: 1",
        "X Y",
        "X:",
        "",
        "Gr\u00fc\u00dfe"
      })
  void headersThatAreOursOrMalformedAreRefused(String name) {
    assertRefused(sender, new EgressRequest("GET", uri(here, "/"), Map.of(name, "value"), null));
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nEvil: 1", "a\n", "\ra", "a\u0000b", "a\u007f", "\u010a", "\ud83d"})
  void headerValuesCannotBecomeHeaders(String value) {
    EgressRequest request = EgressRequest.of("POST", uri(here, "/"));
    assertRefused(sender, request.withHeader("X-Custom", value))
        .hasMessageContaining("X-Custom")
        .hasMessageNotContaining(value);
    assertRefused(sender, request.withBody(Body.text("x", value + "/x")));
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nX: y\r\n\r\nGET", "", "G T", "CONNECT", "trace"})
  void methodsCannotBecomeRequests(String method) {
    assertRefused(sender, EgressRequest.of(method, uri(here, "/")));
    assertThat(seen).isEmpty();
  }

  @Test
  void theSystemsProxyIsNotUsed() {
    String previous = System.getProperty("http.proxyHost");
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", "1");
    System.setProperty("http.nonProxyHosts", "");
    try (Egress fresh = new Egress(EgressSettings.of("test"))) {
      Sender direct = fresh.bind(AllowedHosts.exactly(List.of(hostAndPort(here))));
      try (EgressResponse response = direct.send(EgressRequest.of("GET", uri(here, "/")))) {
        assertThat(response.successful()).isTrue();
      }
    } finally {
      System.clearProperty("http.proxyPort");
      System.clearProperty("http.nonProxyHosts");
      if (previous == null) {
        System.clearProperty("http.proxyHost");
      } else {
        System.setProperty("http.proxyHost", previous);
      }
    }
  }

  @Test
  void virtualThreadsCallInParallelAndReuseConnections() throws Exception {
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String body = "body " + i;
      answers.add(
          threads.submit(() ->
              text(
                  EgressRequest.of("POST", uri(here, "/echo"))
                      .withBody(Body.text(body, "text/plain")))));
    }
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo("body " + i);
    }
  }

  private static EgressResponse answer(int status, String location) {
    return new EgressResponse(
        status, Map.of("location", List.of(location)), java.io.InputStream.nullInputStream());
  }

  private String text(EgressRequest request) {
    try (EgressResponse response = sender.send(request)) {
      return new String(response.readAll(1000), StandardCharsets.UTF_8);
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Sender sender, EgressRequest request) {
    return assertThatThrownBy(() -> sender.send(request).close())
        .isInstanceOfSatisfying(
            EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
  }

  private HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          URI uri = exchange.getRequestURI();
          String path = uri.getPath();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          seen.add(
              new Seen(
                  exchange.getRequestMethod(), uri.toString(), exchange.getRequestHeaders(), body));
          String answer = path.equals("/echo") ? body : "ok";
          int status = 200;
          String last = path.substring(path.lastIndexOf('/') + 1);
          if (path.startsWith("/status/")) {
            status = Integer.parseInt(last);
            answer = "said";
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
          } else if (path.startsWith("/redirect/")) {
            status = Integer.parseInt(last);
            exchange.getResponseHeaders().add("Location", uri.getQuery().substring(3));
          } else if (path.startsWith("/countdown/") && !last.equals("0")) {
            status = 302;
            exchange.getResponseHeaders().add("Location", "" + (Integer.parseInt(last) - 1));
          } else if (path.equals("/located")) {
            status = 302;
            exchange
                .getResponseHeaders()
                .add("Location", exchange.getRequestHeaders().getFirst("X-Location"));
          } else if (path.equals("/cookie")) {
            exchange.getResponseHeaders().add("Set-Cookie", "a=1");
            exchange.getResponseHeaders().add("Set-Cookie", "b=2");
          }
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          boolean bodiless = status == 204 || exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
          if (!bodiless) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI uri(HttpServer server, String path) {
    return URI.create("http://" + hostAndPort(server) + path);
  }

  private static String hostAndPort(HttpServer server) {
    return "127.0.0.1:" + server.getAddress().getPort();
  }
}
