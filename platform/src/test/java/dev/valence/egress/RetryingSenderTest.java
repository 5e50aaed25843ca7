package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.egress.EgressRequest.Body;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What failed is sent again where that does no harm. */
class RetryingSenderTest extends RawServerTest {

  private static final String WORKED = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** A server that answers so the first times, and then as it should. */
  private static RawServer failing(int times, String answer) {
    return new RawServer(connection -> {
      connection.head();
      if (connection.number() <= times) {
        if (!answer.isEmpty()) {
          connection.say(
              "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
      } else {
        connection.say(WORKED);
      }
    });
  }

  private int status(RawServer server, EgressRequest request) {
    try (EgressResponse response = new RetryingSender(sender(server)).send(request)) {
      return response.status();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 500 Failed",
    "GET, 503 Busy",
    "PUT, 502 Bad",
    "DELETE, 504 Slow",
    "GET, ''",
    "POST, '429 Wait\r\nRetry-After: 1'",
    "POST, '503 Wait\r\nRetry-After: 0'",
    "GET, '429 Wait'"
  })
  void whatWasNotDoneIsAskedForAgain(String method, String answer) {
    try (RawServer server = failing(2, answer)) {
      assertThat(status(server, EgressRequest.of(method, server.uri("/")))).isEqualTo(200);
      assertThat(server.connections).hasValue(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 Failed", "503 Busy", "502 Bad"})
  void whatMayHaveBeenDoneIsNotDoneAgain(String answer) {
    try (RawServer server = failing(1, answer)) {
      assertThat(status(server, EgressRequest.of("POST", server.uri("/")))).isGreaterThan(499);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aBrokenConnectionIsNotTriedAgainWhereThatCouldDoHarm() {
    try (RawServer server = failing(1, "")) {
      EgressRequest post = EgressRequest.of("POST", server.uri("/"));

      assertThatThrownBy(() -> status(server, post)).isInstanceOf(EgressException.class);
      assertThat(status(server, post.asIdempotent())).isEqualTo(200);
    }
  }

  @Test
  void aRequestThatSaysItIsHarmlessIsSentAgain() {
    try (RawServer server = failing(1, "500 Failed")) {
      assertThat(status(server, EgressRequest.of("POST", server.uri("/")).asIdempotent()))
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"400 Wrong", "401 Who", "404 Nothing", "409 Conflict", "501 Cannot"})
  void aRefusalIsNotAskedForAgain(String answer) {
    try (RawServer server = failing(1, answer)) {
      assertThat(status(server, EgressRequest.of("GET", server.uri("/")))).isBetween(400, 501);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aLongWaitIsTheCallersToDecideOn() {
    try (RawServer server = failing(1, "429 Wait\r\nRetry-After: 11")) {
      assertThat(status(server, EgressRequest.of("GET", server.uri("/")))).isEqualTo(429);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aBodyThatStreamsIsNotSentTwice() {
    try (RawServer server = failing(1, "429 Wait")) {
      EgressRequest streams =
          EgressRequest.of("PUT", server.uri("/"))
              .withBody(Body.stream(new ByteArrayInputStream(new byte[0]), 0, ""));

      assertThat(status(server, streams)).isEqualTo(429);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void afterSomeAttemptsTheFailureIsTold() {
    try (RawServer server = failing(9, "500 Failed")) {
      assertThat(status(server, EgressRequest.of("GET", server.uri("/")))).isEqualTo(500);
      assertThat(server.connections).hasValue(4);
    }
  }
}
