package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.egress.EgressException.Kind;
import dev.valence.egress.EgressRequest.Body;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EgressConnectionTest extends RawServerTest {

  @Test
  void aClosedPortIsUnreachable() throws IOException {
    String closed;
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = "127.0.0.1:" + listener.getLocalPort();
    }
    Sender sender = egress.bind(AllowedHosts.exactly(List.of(closed)));
    URI uri = URI.create("http://" + closed + "/?secret");
    assertThatThrownBy(() -> sender.send(EgressRequest.of("GET", uri)))
        .isInstanceOfSatisfying(
            EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessage("127.0.0.1 could not be reached.");
  }

  @Test
  void aServerWithoutTlsBehindHttpsIsUnreachable() {
    try (RawServer server =
        new RawServer(connection -> connection.say("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      URI secure = URI.create("https://" + server.hostAndPort() + "/");
      assertThat(catchKind(() -> sender(server).send(EgressRequest.of("GET", secure))))
          .isEqualTo(Kind.UNREACHABLE);
    }
  }

  @Test
  void anUnknownHostIsUnreachable() {
    Sender sender = egress.bind(AllowedHosts.exactly(List.of("nowhere.invalid:443")));
    assertThatThrownBy(
            () -> sender.send(EgressRequest.of("GET", URI.create("https://nowhere.invalid/?q"))))
        .hasMessage("nowhere.invalid is not a known host.");
  }

  @Test
  void aConnectionIsReusedOnceItsAnswerWasTaken() {
    try (RawServer server = answering(Integer.MAX_VALUE)) {
      for (int i = 0; i < 3; i++) {
        try (EgressResponse response =
            sender(server).send(EgressRequest.of("POST", server.uri("/")))) {
          // As a parser of JSON does, which stops at the last brace without asking for the end.
          assertThat(response.body().readNBytes(2)).asString().isEqualTo("ok");
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aStaleConnectionDoesNotFailAnIdempotentRequest() {
    try (RawServer server = answering(1)) {
      for (int i = 0; i < 3; i++) {
        try (EgressResponse response =
            sender(server).send(EgressRequest.of("GET", server.uri("/")))) {
          assertThat(response.readAll(10)).asString().isEqualTo("ok");
        }
      }
      assertThat(server.connections).hasValue(3);
    }
  }

  @Test
  void aStaleConnectionIsNoticedBeforeAPostIsSent() {
    EgressSettings settings =
        new EgressSettings(
            "test", Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, 5, 5, Set.of());
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(connection -> {
              connection.head();
              connection.say(OK);
              connection.socket().close();
              closed.countDown();
            });
        Egress checking = new Egress(settings)) {
      Sender sender = checking.bind(AllowedHosts.exactly(List.of(server.hostAndPort())));
      for (int i = 0; i < 3; i++) {
        try (EgressResponse response =
            sender.send(EgressRequest.of("POST", server.uri("/")).withBody(Body.text("", "a/b")))) {
          assertThat(response.readAll(10)).asString().isEqualTo("ok");
          assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @Test
  void aPostThatAProviderMayHaveActedOnIsNotRepeated() {
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    try (RawServer server =
        new RawServer(connection -> {
          heads.add(connection.head());
          connection.say(OK);
          heads.add(connection.head());
        })) {
      sender(server).send(EgressRequest.of("POST", server.uri("/"))).readAll(10);
      assertThat(catchKind(() -> sender(server).send(EgressRequest.of("POST", server.uri("/")))))
          .isEqualTo(Kind.BROKEN);
      assertThat(server.connections).hasValue(1);
      assertThat(heads).hasSize(2);
    }
  }

  @Test
  void callsBeyondTheLimitAreTurnedAwayUntilOneEnds() {
    EgressSettings settings =
        new EgressSettings(
            "test", Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ZERO, 1, 5, Set.of());
    try (RawServer server = answering(Integer.MAX_VALUE);
        Egress narrow = new Egress(settings)) {
      Sender sender = narrow.bind(AllowedHosts.exactly(List.of(server.hostAndPort())));
      EgressRequest request = EgressRequest.of("GET", server.uri("/"));
      EgressResponse held = sender.send(request);
      assertThat(catchKind(() -> sender.send(request))).isEqualTo(Kind.UNREACHABLE);
      held.close();
      held.close();
      for (int i = 0; i < 3; i++) {
        sender.send(request).readAll(10);
      }
    }
  }

  /** Answers properly so many times on a connection, then closes it without a word. */
  private static RawServer answering(int times) {
    return new RawServer(connection -> {
      for (int i = 0; i < times; i++) {
        if (connection.head().isEmpty()) {
          return;
        }
        connection.say(OK);
      }
    });
  }
}
