package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app sees of what was counted. */
@Needs({"GET /media/{id}/insights", "GET /users/self/insights"})
interface InsightBehaviours extends SocialHub {

  @Test
  default void mediaAndTheAccountHaveTheirMetrics() {
    String medium =
        account()
            .record("media", Map.of("like_count", 3, "insights", Map.of("reach", 40)))
            .path("id")
            .asText();

    JsonNode counted = hub().json("/media/" + medium + "/insights", "metric", "reach,likes");
    assertThat(counted.at("/0/values/0/value").asInt()).isEqualTo(40);
    assertThat(counted.at("/1/values/0/value").asInt()).isEqualTo(3);
    JsonNode total =
        hub().json("/users/self/insights", "metric", "reach", "metric_type", "total_value");
    assertThat(total.at("/0/total_value/value").asInt()).isEqualTo(40);
  }

  @Test
  default void aMetricHasToBeNamedAndKnown() {
    String medium = account().publish(1).getFirst().path("id").asText();

    assertThat(hub().failure("GET", "/media/" + medium + "/insights").status()).isEqualTo(400);
    assertThat(hub().failure("GET", "/media/" + medium + "/insights", "metric", "charm").status())
        .isEqualTo(400);
  }
}
