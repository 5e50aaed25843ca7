package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.egress.EgressException.Kind;
import dev.valence.egress.EgressRequest.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that hold a connection or a memory for ever, if they were let. */
class EgressDawdlersTest extends RawServerTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";

  /** Never silent for long, and never done. */
  private static RawServer dripping(String beginning, String drop) {
    return new RawServer(connection -> {
      connection.head();
      connection.say(beginning);
      while (true) {
        connection.say(drop);
        pause(50);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X", "X: y\r\n", "\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue"})
  void aHeadThatDripsIsEnded(String drop) {
    try (RawServer server = dripping("HTTP/1.1 100 Continue", drop)) {
      assertThatThrownBy(() -> sender(server).send(EgressRequest.of("GET", server.uri("/?q"))))
          .isInstanceOfSatisfying(
              EgressException.class, e -> assertThat(e.kind()).isIn(Kind.TIMEOUT, Kind.BROKEN))
          .hasMessageNotContaining("?q");
    }
  }

  @Test
  void aHeadThatDripsIsSaidToBeSlow() {
    try (RawServer server = dripping("HTTP/1.1 200 OK\r\n", "X")) {
      assertThatThrownBy(() -> sender(server).send(EgressRequest.of("GET", server.uri("/"))))
          .hasMessage("127.0.0.1 took longer than 300 ms.");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aBodyThatDripsIsEnded() {
    try (RawServer server = dripping(HEAD, "xxxx");
        EgressResponse response = sender(server).send(EgressRequest.of("GET", server.uri("/")))) {
      assertThatThrownBy(() -> response.readAll(100_000))
          .isInstanceOfSatisfying(
              EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT))
          .hasMessage("127.0.0.1 answers too slowly. It sends fewer than 1024 bytes a second.");
    }
  }

  /** Patient enough for a machine that stops for a moment, and no more than half of the body. */
  @Test
  void aBodyAtAModestPaceIsTaken() {
    String piece = "x".repeat(200);
    try (RawServer server =
            new RawServer(connection -> {
              connection.head();
              connection.say("HTTP/1.1 200 OK\r\nContent-Length: 8000\r\n\r\n");
              for (int i = 0; i < 40; i++) {
                connection.say(piece);
                pause(100);
              }
            });
        Egress patient = egress(Duration.ofSeconds(2));
        EgressResponse response =
            sender(patient, server).send(EgressRequest.of("GET", server.uri("/")))) {
      assertThat(response.readAll(8000)).hasSize(8000);
    }
  }

  @Test
  void theTimeOfASlowReaderIsNotTheProviders() throws IOException {
    try (RawServer server =
            new RawServer(connection -> {
              connection.head();
              connection.say("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nslowly");
            });
        EgressResponse response = sender(server).send(EgressRequest.of("GET", server.uri("/")))) {
      for (int i = 0; i < 6; i++) {
        assertThat(response.body().read()).isPositive();
        pause(150);
      }
    }
  }

  @Test
  void theTimeOfASlowSourceIsNotTheProviders() {
    InputStream slow =
        new InputStream() {

          private int left = 4;

          @Override
          public int read() {
            pause(300);
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            int next = read();
            if (next < 0) {
              return -1;
            }
            buffer[offset] = (byte) next;
            return 1;
          }
        };
    try (RawServer server =
        new RawServer(connection -> {
          connection.head();
          connection.in().readNBytes(4);
          connection.say(OK);
        })) {
      EgressRequest request =
          EgressRequest.of("POST", server.uri("/")).withBody(Body.stream(slow, 4, ""));
      assertThat(sender(server).send(request).readAll(9)).asString().isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aProviderThatStopsReadingIsLeft(boolean streamed) throws Exception {
    byte[] large = new byte[32 * 1024 * 1024];
    CountDownLatch ended = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(connection -> {
          connection.head();
          try {
            ended.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        })) {
      Body body =
          streamed
              ? Body.stream(new java.io.ByteArrayInputStream(large), large.length, "")
              : Body.bytes(large, "");
      assertThat(
              catchKind(() ->
                  sender(server).send(EgressRequest.of("POST", server.uri("/")).withBody(body))))
          .isEqualTo(Kind.TIMEOUT);
      ended.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: y\r\n", "X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"})
  void aHeadWithoutEndIsNotHeld(String part) {
    try (RawServer server =
        new RawServer(connection -> {
          connection.head();
          connection.say("HTTP/1.1 200 OK\r\n");
          while (true) {
            connection.say(part.repeat(100));
          }
        })) {
      assertThatThrownBy(() -> sender(server).send(EgressRequest.of("GET", server.uri("/"))))
          .isInstanceOfSatisfying(
              EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN))
          .hasMessage("127.0.0.1 answers with a larger head than is taken.");
    }
  }

  @Test
  void aBodyWithoutEndIsNotHeld() {
    try (RawServer server =
            new RawServer(connection -> {
              connection.head();
              connection.say("HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                connection.say("x".repeat(10_000));
              }
            });
        EgressResponse response = sender(server).send(EgressRequest.of("GET", server.uri("/")))) {
      assertThatThrownBy(() -> response.readAll(1_000_000))
          .hasMessage("The provider's answer is larger than 1000000 bytes.");
    }
  }

  /** 16 MiB of zeros in a few KiB, told to be compressed. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "gzip, gzip", "deflate", "br"})
  void whatIsCompressedIsNotExpanded(String encoding) throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[16 * 1024 * 1024]);
    }
    try (RawServer server =
            new RawServer(connection -> {
              assertThat(connection.head()).doesNotContainIgnoringCase("accept-encoding");
              connection.say(
                  "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
                      .formatted(encoding, bomb.size()));
              connection.out().write(bomb.toByteArray());
            });
        EgressResponse response = sender(server).send(EgressRequest.of("GET", server.uri("/")))) {
      assertThat(response.readAll(64 * 1024)).isEqualTo(bomb.toByteArray());
    }
  }

  @Test
  void anAnswerOfTwoLengthsIsNone() {
    try (RawServer server =
        new RawServer(connection -> {
          connection.head();
          connection.say(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\nokHTTP/1.1 200 OK");
        })) {
      assertThat(catchKind(() -> sender(server).send(EgressRequest.of("GET", server.uri("/")))))
          .isEqualTo(Kind.BROKEN);
    }
  }

  /** What follows an answer on its connection would be taken for the answer to somebody else. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void whatAProviderSaysUnaskedAnswersNobody(String method) {
    try (RawServer server =
        new RawServer(connection -> {
          connection.head();
          connection.say(OK + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother");
          connection.head();
        })) {
      Sender sender = sender(server);
      for (int i = 0; i < 3; i++) {
        assertThat(sender.send(EgressRequest.of(method, server.uri("/"))).readAll(9))
            .asString()
            .isEqualTo("ok");
      }
      assertThat(server.connections).hasValue(3);
    }
  }

  @Test
  void noProxyOfTheJvmIsUsed() {
    List<String> properties =
        List.of("http.proxyHost", "https.proxyHost", "socksProxyHost", "ftp.proxyHost");
    try (RawServer proxy = new RawServer(connection -> connection.head());
        RawServer server =
            new RawServer(connection -> {
              connection.head();
              connection.say(OK);
            })) {
      String port = String.valueOf(proxy.uri("/").getPort());
      for (String property : properties) {
        System.setProperty(property, "127.0.0.1");
        System.setProperty(property.replace("Host", "Port"), port);
      }
      System.setProperty("http.nonProxyHosts", "");
      System.setProperty("socksNonProxyHosts", "");
      try {
        assertThat(sender(server).send(EgressRequest.of("GET", server.uri("/"))).readAll(9))
            .asString()
            .isEqualTo("ok");
      } finally {
        for (String property : properties) {
          System.clearProperty(property);
          System.clearProperty(property.replace("Host", "Port"));
        }
        System.clearProperty("http.nonProxyHosts");
        System.clearProperty("socksNonProxyHosts");
      }
      assertThat(proxy.connections).hasValue(0);
    } catch (UncheckedIOException e) {
      throw new AssertionError(e);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
