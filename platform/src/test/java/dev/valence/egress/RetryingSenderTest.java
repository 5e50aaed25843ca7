package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.egress.EgressRequest.Body;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What failed is sent again where that does no harm. */
class RetryingSenderTest extends RawServerTest {

  private static final ExecutorService POOL = Executors.newVirtualThreadPerTaskExecutor();
  private static final String WORKED = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
    return status(server, request, new RetryBudget());
  }

  private int status(RawServer server, EgressRequest request, RetryBudget budget) {
    Retries retries = new Retries(budget, PATIENCE, true);
    try (EgressResponse response = new RetryingSender(sender(server), retries).send(request)) {
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
  void aDateMayNameTheTime() {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(3).atOffset(ZoneOffset.UTC));
    try (RawServer server = failing(1, "429 Wait\r\nRetry-After: " + date)) {
      long begin = System.nanoTime();
      assertThat(status(server, EgressRequest.of("GET", server.uri("/")))).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void theWaitsTogetherAreNoLongerThanTheCallerCanWait() {
    try (RawServer server = failing(9, "503 Wait\r\nRetry-After: 4")) {
      long begin = System.nanoTime();
      assertThat(status(server, EgressRequest.of("GET", server.uri("/")))).isEqualTo(503);
      assertThat(server.connections).hasValue(3);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
    }
  }

  @Test
  void aProviderThatFailsIsNotHammered() {
    RetryBudget budget = new RetryBudget();
    int calls = 200;
    try (RawServer server = failing(Integer.MAX_VALUE, "500 Failed")) {
      EgressRequest request = EgressRequest.of("GET", server.uri("/"));
      List<CompletableFuture<Integer>> statuses =
          Stream.generate(() -> request)
              .limit(calls)
              .map(each -> CompletableFuture.supplyAsync(() -> status(server, each, budget), POOL))
              .toList();

      assertThat(statuses).extracting(CompletableFuture::join).containsOnly(500);
      // One in ten of them, 30 in any case, and one for each of the seconds that it took.
      assertThat(server.connections.get() - calls).isBetween(1, calls / 10 + 30 + 10);
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
