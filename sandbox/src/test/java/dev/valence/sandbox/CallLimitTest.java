package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.sandbox.CallLimit.Announce;
import dev.valence.sandbox.CallLimit.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallLimitTest {

  private static final long LONG = 60_000;

  private static Sandbox sandbox;
  private static FaceClient dropbox;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    sandbox = Sandbox.start();
    dropbox = sandbox.client().face("dropbox");
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() throws Exception {
    http.close();
    sandbox.close();
  }

  @BeforeEach
  void reset() {
    sandbox.client().reset();
  }

  @Test
  void callsBeyondTheLimitAreRefusedAndCounted() throws Exception {
    dropbox.limit(CallLimit.of(2, LONG));

    assertThat(call("a").statusCode()).isEqualTo(401);
    assertThat(call("a").statusCode()).isEqualTo(401);
    HttpResponse<String> refused = call("a");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(55, 61);
    assertThat(dropbox.limit().taken()).isEqualTo(2);
    assertThat(dropbox.limit().refused()).isEqualTo(1);
  }

  @Test
  void afterItsTimeACallIsTakenAgain() throws Exception {
    dropbox.limit(CallLimit.of(1, 200));
    assertThat(call("a").statusCode()).isEqualTo(401);

    Thread.sleep(Duration.ofMillis(250));

    assertThat(call("a").statusCode()).isEqualTo(401);
    assertThat(call("a").statusCode()).isEqualTo(429);
  }

  @Test
  void aLimitOfEachTokenLeavesTheOthersAlone() throws Exception {
    dropbox.limit(CallLimit.of(1, LONG).perToken());

    assertThat(call("a").statusCode()).isEqualTo(401);
    assertThat(call("b").statusCode()).isEqualTo(401);
    assertThat(call("a").statusCode()).isEqualTo(429);
  }

  @Test
  void callsElsewhereDoNotCount() throws Exception {
    dropbox.limit(CallLimit.of(0, LONG).at("/2/files"));

    assertThat(call("a").statusCode()).isEqualTo(401);
    assertThat(dropbox.limit().taken()).isZero();
  }

  @Test
  void aRefusalIsAsTheVendorWouldSayIt() throws Exception {
    dropbox.limit(
        CallLimit.of(0, LONG).refusing(403, "{\"error\":\"slow\"}").with(RetryAfter.NONE));

    HttpResponse<String> refused = call("a");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("{\"error\":\"slow\"}");
    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    assertThat(header(refused, "Content-Type")).isEqualTo("application/json");
  }

  @Test
  void aDateSaysWhenToComeAgain() throws Exception {
    dropbox.limit(CallLimit.of(1, LONG).with(RetryAfter.DATE));
    call("a");

    Instant again =
        ZonedDateTime.parse(header(call("a"), "Retry-After"), DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant();

    assertThat(Duration.between(Instant.now(), again).toSeconds()).isBetween(55L, 62L);
  }

  @ParameterizedTest
  @CsvSource({
    "RATELIMIT, RateLimit-Remaining, 9",
    "RATELIMIT, RateLimit-Limit, 10",
    "STRUCTURED, RateLimit, '\"calls\";r=9;t=61'",
    "STRUCTURED, RateLimit-Policy, '\"calls\";q=10;w=61'",
    "X_RATELIMIT, X-RateLimit-Remaining, 9",
    "SALESFORCE, Sforce-Limit-Info, api-usage=1/10",
    "APP_USAGE, X-App-Usage, '{\"call_count\":10,\"total_cputime\":1,\"total_time\":1}'"
  })
  void answersSayHowManyCallsAreLeft(Announce announce, String header, String value)
      throws Exception {
    dropbox.limit(CallLimit.of(10, LONG).announcing(announce));

    assertThat(header(call("a"), header)).isEqualTo(value);
  }

  @Test
  void aLimitThatIsWrongIsRefused() {
    assertThatThrownBy(() -> dropbox.limit(CallLimit.of(1, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("millis");
    assertThatThrownBy(() -> dropbox.limit())
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("dropbox has no limit");
  }

  @Test
  void aResetEndsTheLimit() throws Exception {
    dropbox.limit(CallLimit.of(0, LONG));
    sandbox.client().reset();

    assertThat(call("a").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> call(String token) throws IOException, InterruptedException {
    URI uri = sandbox.face("dropbox").httpUrl().resolve("/2/users/get_space_usage");
    return http.send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
