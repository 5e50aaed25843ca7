package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many calls are allowed, and what is said of those that were made. */
class InstagramLimitsTest extends InstagramTest {

  private static JsonNode usage(HttpResponse<String> answer, String header) throws Exception {
    return Json.MAPPER.readTree(answer.headers().firstValue(header).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "appCallsPerHour, 403, 4, PT1H",
    "userCallsPerHour, 400, 17, PT1H",
    "businessCallsPerDay, 400, 80002, P1D"
  })
  void callsAboveTheAllowanceAreRefusedUntilItsTimeIsOver(
      String allowance, int status, int code, Duration time) throws Exception {
    String token = longLived();
    control.advanceClock(time);
    variants(Map.of(allowance, "2"));
    graph("GET", token, "/me");
    graph("GET", token, "/me");

    HttpResponse<String> refused = get(url(graph, token, "/me"));

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(json(refused).at("/error/code").asInt()).isEqualTo(code);
    control.advanceClock(time);
    graph("GET", token, "/me");
  }

  @Test
  void theHeadersTellHowMuchIsUsedAndWhenThereIsAccessAgain() throws Exception {
    String token = longLived();
    control.advanceClock(Duration.ofDays(1));
    variants(Map.of("appCallsPerHour", "10", "businessCallsPerDay", "4"));

    HttpResponse<String> first = get(url(graph, token, "/me"));
    assertThat(usage(first, "X-App-Usage").get("call_count").asInt()).isEqualTo(10);
    JsonNode business = usage(first, "X-Business-Use-Case-Usage").get(alex().id()).get(0);
    assertThat(business.get("call_count").asInt()).isEqualTo(25);
    assertThat(business.get("type").asText()).isEqualTo("instagram");
    assertThat(business.get("estimated_time_to_regain_access").asInt()).isZero();

    control.advanceClock(Duration.ofMinutes(30));
    HttpResponse<String> last = first;
    for (int call = 0; call < 4; call++) {
      last = get(url(graph, token, "/me"));
    }

    assertThat(last.statusCode()).isEqualTo(400);
    JsonNode over = usage(last, "X-Business-Use-Case-Usage").get(alex().id()).get(0);
    assertThat(over.get("call_count").asInt()).isEqualTo(100);
    assertThat(over.get("estimated_time_to_regain_access").asInt()).isBetween(1405, 1410);
  }
}
