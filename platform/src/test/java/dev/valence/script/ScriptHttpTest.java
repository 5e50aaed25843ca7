package dev.valence.script;

import static dev.valence.script.TestScripts.ANOTHER_ORGANIZATION;
import static dev.valence.script.TestScripts.ORGANIZATION;
import static dev.valence.script.TestScripts.call;
import static dev.valence.script.TestScripts.json;
import static dev.valence.script.TestScripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressSettings;
import dev.valence.egress.Sender;
import dev.valence.script.ScriptException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP calls of scripts, with a server of the test's own. */
class ScriptHttpTest {

  private static final ScriptLimits LIMITS = ScriptLimits.standard();
  private static final Scripts SCRIPTS = new Scripts(LIMITS);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch open = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Egress egress = new Egress(EgressSettings.of("1.2.3"));
  private HttpServer server;
  private Sender sender;
  private String address;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.createContext(
        "/slow",
        exchange -> {
          arrived.release();
          try {
            open.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          answer(exchange);
        });
    server.createContext(
        "/large",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (exchange) {
            byte[] piece = new byte[64 * 1024];
            for (int sent = 0; sent <= LIMITS.callBody(); sent += piece.length) {
              exchange.getResponseBody().write(piece);
            }
          } catch (IOException gone) {
            // The other side has had enough.
          }
        });
    server.start();
    address = "127.0.0.1:" + server.getAddress().getPort();
    sender = egress.bind(AllowedHosts.exactly(List.of(address)));
  }

  @AfterEach
  void stop() {
    open.countDown();
    egress.close();
    server.stop(0);
    threads.close();
  }

  @AfterAll
  static void close() {
    SCRIPTS.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
        "%s %s %s %s|%s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("X-Own"),
                body));
    exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=ISO-8859-1");
    exchange.getResponseHeaders().add("X-Answer", "yes");
    exchange.getResponseHeaders().add("Set-Cookie", "a=1");
    exchange.getResponseHeaders().add("Set-Cookie", "b=2");
    byte[] answer = "grüß dich".getBytes(StandardCharsets.ISO_8859_1);
    exchange.sendResponseHeaders(203, answer.length);
    try (exchange) {
      exchange.getResponseBody().write(answer);
    }
  }

  private ScriptOutcome run(long organization, String body) {
    return SCRIPTS.run(
        script(body),
        call(
            organization,
            "{\"url\": \"http://%s\", \"port\": %s}"
                .formatted(address, address.substring(address.indexOf(':') + 1)),
            sender));
  }

  private String run(String body) {
    return run(ORGANIZATION, body).result().toString();
  }

  @Test
  void aRequestByOptionsAnswersInNodesWay() {
    assertThat(
            json(
                run(
                    """
                    const req = require('http').request({
                      method: 'post', hostname: '127.0.0.1', port, path: '/a?b=c',
                      headers: {'content-type': 'text/x', 'Content-Length': 4, Host: 'x'}
                    }, function (res) {
                      res.setEncoding('utf8');
                      let text = '';
                      res.on('data', function (chunk) { text += chunk; });
                      res.on('end', function () {
                        done({status: res.statusCode, text, own: res.headers['x-answer'],
                          cookies: res.headers['set-cookie']});
                      });
                    });
                    req.setHeader('X-Own', 'mine');
                    req.write('ab');
                    req.end('cd');
                    """)))
        .isEqualTo(
            json(
                """
                {"status": 203, "text": "grüß dich", "own": "yes", "cookies": ["a=1", "b=2"]}
                """));
    assertThat(seen).containsExactly("POST /a?b=c text/x mine|abcd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.get(url + '/x', r => r.on('data', d => done({d})));",
        "http.get(url + '/x').on('response', r => r.on('data', d => done({d})));",
        "http.get(require('url').parse(url + '/x'), r => r.on('data', d => done({d})));",
        "http.get({host: '127.0.0.1:' + port, path: '/x'}, r => r.on('data', d => done({d})));",
        "http.get(url, {path: '/x'}, r => r.on('data', d => done({d})));",
        "http.request(url + '/x', r => r.on('data', d => done({d}))).end();",
        "return new Promise(ok => http.get(url + '/x', r => r.on('data', d => ok({d}))));",
        "return (async () => { const r = await new Promise(ok => http.get(url + '/x', ok));"
            + " let d = ''; for await (const part of r) d += part; return {d}; })();",
        "(async () => { const r = await new Promise(ok => http.get(url + '/x', ok));"
            + " r.on('data', d => done({d})); })();"
      })
  void everyShapeOfARequestWorks(String body) {
    assertThat(run("const http = require('http'); " + body)).isEqualTo("{\"d\":\"grüß dich\"}");
    assertThat(seen).containsExactly("GET /x null null|");
  }

  @Test
  void severalCallsFollowEachOther() {
    assertThat(
            run(
                """
                const http = require('http');
                const get = (path) => new Promise(ok => http.get(url + path, ok));
                return (async () => {
                  const first = await get('/1');
                  const both = await Promise.all([get('/2'), get('/3')]);
                  return {n: [first, ...both].map(r => r.statusCode)};
                })();
                """))
        .isEqualTo("{\"n\":[203,203,203]}");
    assertThat(seen).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:1/",
        "http://169.254.169.254/latest",
        "http://other.example/",
        "file:///etc/passwd",
        "http://[::1]/",
        "not a url"
      })
  void whatTheSenderRefusesIsAnErrorEvent(String url) {
    assertThat(
            run(
                "require('http').get('"
                    + url
                    + "').on('error', e => done({x: e instanceof Error}));"))
        .isEqualTo("{\"x\":true}");
    assertThat(seen).isEmpty();
  }

  @Test
  void anErrorThatNobodyListensToFailsTheScript() {
    assertThatThrownBy(() -> run("\nrequire('http').get('http://other.example/');"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("other.example");
  }

  @Test
  void whatElseTheSenderThrowsIsThrownToTheCaller() {
    IllegalStateException own = new IllegalStateException("not now");
    ScriptCall call =
        call(
            ORGANIZATION,
            "{}",
            request -> {
              throw own;
            });
    assertThatThrownBy(() ->
            SCRIPTS.run(
                script("require('http').get('http://a.example').on('error', () => done());"), call))
        .isSameAs(own);
  }

  @Test
  void anAnswerThatIsTooLargeIsAnError() {
    assertThat(run("require('http').get(url + '/large').on('error', e => done({x: e.code}));"))
        .isEqualTo("{\"x\":\"EBROKEN\"}");
  }

  @Test
  void theNumberOfCallsIsBounded() {
    ScriptException failure =
        catchThrowableOfType(
            ScriptException.class,
            () -> run("for (let i = 0; i < 21; i++) require('http').get(url + '/' + i);"));
    assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
    assertThat(failure).hasMessage("The hook made more than 20 HTTP calls.");
  }

  @Test
  void callsEndWithTheScript() {
    assertThat(run("require('http').get(url + '/slow'); setTimeout(() => done({x: 1}), 50);"))
        .isEqualTo("{\"x\":1}");
  }

  /** With one thread for all organizations, what waits must not hold it. */
  @Test
  void aScriptThatWaitsHoldsNoThread() throws Exception {
    try (Scripts own = new Scripts(LIMITS.withShares(1, 1, 100))) {
      List<CompletableFuture<ScriptOutcome>> waiting = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        waiting.add(waiting(own, ORGANIZATION));
      }
      arrived.acquire(20);
      assertThat(own.run(script("done({x: 1});"), call(ORGANIZATION)).result().toString())
          .isEqualTo("{\"x\":1}");
      open.countDown();
      for (CompletableFuture<ScriptOutcome> run : waiting) {
        assertThat(run.get(30, TimeUnit.SECONDS).result().toString()).isEqualTo("{\"x\":203}");
      }
    }
  }

  @Test
  void anOrganizationHasABoundedShareAndOthersHaveTheirs() throws Exception {
    try (Scripts own = new Scripts(LIMITS.withShares(2, 1, 2))) {
      List<CompletableFuture<ScriptOutcome>> waiting =
          List.of(waiting(own, ORGANIZATION), waiting(own, ORGANIZATION));
      arrived.acquire(2);
      ScriptException busy =
          catchThrowableOfType(
              ScriptException.class, () -> own.run(script("done();"), call(ORGANIZATION)));
      assertThat(busy.kind()).isEqualTo(Kind.BUSY);
      assertThat(busy).hasMessageContaining("share");
      assertThat(own.run(script("done({x: 3});"), call(ANOTHER_ORGANIZATION)).result().toString())
          .isEqualTo("{\"x\":3}");
      open.countDown();
      for (CompletableFuture<ScriptOutcome> run : waiting) {
        assertThat(run.get(30, TimeUnit.SECONDS).result().toString()).isEqualTo("{\"x\":203}");
      }
      assertThat(own.run(script("done({x: 4});"), call(ORGANIZATION)).result().toString())
          .isEqualTo("{\"x\":4}");
    }
  }

  @Test
  void closingStopsWhatWaits() throws Exception {
    Scripts own = new Scripts(LIMITS);
    CompletableFuture<ScriptOutcome> run = waiting(own, ORGANIZATION);
    arrived.acquire();
    own.close();
    assertThat(run)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(ScriptException.class);
  }

  private CompletableFuture<ScriptOutcome> waiting(Scripts scripts, long organization) {
    String body = "require('http').get(url, res => done({x: res.statusCode}));";
    ScriptCall call =
        call(organization, "{\"url\": \"http://%s/slow\"}".formatted(address), sender);
    return CompletableFuture.supplyAsync(() -> scripts.run(script(body), call), threads);
  }
}
