package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app publishes. */
@Needs({
  "POST /media",
  "POST /media-containers",
  "GET /media-containers/{id}",
  "POST /media-containers/{id}/publish"
})
interface PublishingBehaviours extends SocialHub {

  String PICTURE = "{\"image_url\":\"https://media.example/1.jpg\",\"caption\":\"Roof\"}";

  @Test
  default void aPictureIsPublishedByOneCall() {
    JsonNode made = hub().send("POST", "/media", PICTURE);

    JsonNode medium = hub().json("/media/" + made.path("id").asText());
    assertThat(caption(medium)).isEqualTo("Roof");
    assertThat(medium.path("media_url").asText()).isEqualTo("https://media.example/1.jpg");
    assertThat(made.path("status_code").asText()).isEqualTo("PUBLISHED");
  }

  @Test
  default void aVideoThatTakesAMomentIsPublishedByTheSameCall() {
    account().variants(Map.of("containerMillis", "1500"));

    JsonNode made =
        hub()
            .send(
                "POST",
                "/media",
                "{\"media_type\":\"REELS\",\"video_url\":\"https://media.example/1.mp4\"}");

    assertThat(hub().json("/media/" + made.path("id").asText()).path("media_type").asText())
        .isEqualTo("VIDEO");
  }

  @Test
  default void whatTakesLongerIsToldAndPublishedByTheCaller() {
    account().variants(Map.of("containerMillis", "60000"));

    HubAnswer answer = hub().answer("POST", "/media", PICTURE);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(HubCaller.json(answer).has("id")).isFalse();
    assertThat(HubCaller.json(answer).path("status_code").asText()).isEqualTo("IN_PROGRESS");
    String container = HubCaller.json(answer).path("container_id").asText();
    assertThat(hub().failure("POST", "/media-containers/" + container + "/publish").status())
        .isEqualTo(409);
    account().pass(Duration.ofMinutes(1));
    assertThat(hub().json("/media-containers/" + container).path("status_code").asText())
        .isEqualTo("FINISHED");
    JsonNode made =
        HubCaller.json(hub().call("POST", "/media-containers/" + container + "/publish"));
    assertThat(caption(hub().json("/media/" + made.path("id").asText()))).isEqualTo("Roof");
  }

  @Test
  default void anAlbumIsPublishedOfContainers() {
    account().variants(Map.of("containerMillis", "0"));
    String part = "{\"is_carousel_item\":true,\"image_url\":\"https://media.example/%s.jpg\"}";
    String one = hub().send("POST", "/media-containers", part.formatted(1)).path("id").asText();
    String two = hub().send("POST", "/media-containers", part.formatted(2)).path("id").asText();

    JsonNode made =
        hub()
            .send(
                "POST",
                "/media",
                "{\"media_type\":\"CAROUSEL\",\"children\":[\"%s\",\"%s\"]}".formatted(one, two));

    assertThat(hub().json("/media/" + made.path("id").asText() + "/children")).hasSize(2);
  }

  @Test
  default void whatCannotBePreparedIsToldInTheProvidersWords() {
    account().variants(Map.of("containerMillis", "0", "containerEnd", "ERROR"));

    ApiException failure = HubCaller.failure(() -> hub().send("POST", "/media", PICTURE));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("Media upload has failed");
    ApiException nowhere =
        HubCaller.failure(() -> hub().send("POST", "/media", "{\"image_url\":\"nowhere\"}"));
    assertThat(nowhere.status()).isEqualTo(400);
    assertThat(nowhere.providerMessage().orElse("")).contains("could not be fetched");
  }

  @Test
  @Needs("GET /users/self/publishing-limit")
  default void theQuotaIsToldAndKept() {
    account().variants(Map.of("containerMillis", "0", "publishingQuota", "1"));
    hub().send("POST", "/media", PICTURE);

    JsonNode limit = hub().json("/users/self/publishing-limit");

    assertThat(limit.path("quota_usage").asInt()).isEqualTo(1);
    assertThat(limit.at("/config/quota_total").asInt()).isEqualTo(1);
    assertThat(HubCaller.failure(() -> hub().send("POST", "/media", PICTURE)).status())
        .isEqualTo(429);
  }
}
