package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.User;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application prepares and publishes. */
class InstagramPublishingTest extends InstagramTest {

  private static final String PICTURE = "image_url=" + encode("https://media.example/1.jpg");
  private static final String VIDEO = "video_url=" + encode("https://media.example/2.mp4");

  private static String prepare(String token, String parameters) throws Exception {
    return graph("POST", token, "/me/media?" + parameters).get("id").asText();
  }

  private static String status(String token, String container) throws Exception {
    return graph("GET", token, "/" + container + "?fields=status_code").get("status_code").asText();
  }

  private static String publish(String token, String container) throws Exception {
    return graph("POST", token, "/" + alex().id() + "/media_publish?creation_id=" + container)
        .get("id")
        .asText();
  }

  private static void atOnce() {
    variants(Map.of("containerMillis", "0"));
  }

  @Test
  void aContainerIsInProgressThenFinishedThenPublished() throws Exception {
    variants(Map.of("containerMillis", "60000"));
    String token = everything();
    String container = prepare(token, PICTURE + "&caption=Roof&alt_text=A%20roof");

    assertThat(status(token, container)).isEqualTo("IN_PROGRESS");
    refused("POST", token, "/me/media_publish?creation_id=" + container, 9007, 2207027);
    control.advanceClock(Duration.ofMinutes(1));
    JsonNode shown = graph("GET", token, "/" + container + "?fields=status,status_code");
    assertThat(shown.get("status_code").asText()).isEqualTo("FINISHED");
    assertThat(shown.get("status").asText()).startsWith("Finished");
    assertThat(graph("GET", token, "/" + container)).hasSize(1);

    String id = publish(token, container);

    assertThat(status(token, container)).isEqualTo("PUBLISHED");
    refused("POST", token, "/me/media_publish?creation_id=" + container, 24, 2207006);
    JsonNode media =
        graph(
            "GET",
            token,
            "/me/media?fields=caption,media_url,alt_text,media_type,media_product_type");
    assertThat(media.get("data")).hasSize(1);
    JsonNode first = media.get("data").get(0);
    assertThat(first.get("id").asText()).isEqualTo(id);
    assertThat(first.get("caption").asText()).isEqualTo("Roof");
    assertThat(first.get("alt_text").asText()).isEqualTo("A roof");
    assertThat(first.get("media_url").asText()).isEqualTo("https://media.example/1.jpg");
    assertThat(first.get("media_product_type").asText()).isEqualTo("FEED");
  }

  @Test
  void aContainerExpiresAfterADay() throws Exception {
    atOnce();
    String token = longLivedWithEverything();
    String container = prepare(token, PICTURE);

    control.advanceClock(Duration.ofDays(1));

    assertThat(status(token, container)).isEqualTo("EXPIRED");
    refused("POST", token, "/me/media_publish?creation_id=" + container, 24, 2207008);
  }

  @Test
  void aContainerCanEndInError() throws Exception {
    variants(Map.of("containerMillis", "0", "containerEnd", "ERROR"));
    String token = everything();
    String container = prepare(token, VIDEO + "&media_type=REELS");

    assertThat(status(token, container)).isEqualTo("ERROR");
    refused("POST", token, "/me/media_publish?creation_id=" + container, 352, 2207026);
  }

  @Test
  void anAlbumIsMadeOfItemsThatCannotBePublishedAlone() throws Exception {
    atOnce();
    String token = everything();
    String one = prepare(token, PICTURE + "&is_carousel_item=true");
    String two = prepare(token, VIDEO + "&media_type=VIDEO&is_carousel_item=true");
    refused("POST", token, "/me/media_publish?creation_id=" + one, 100, 2207028);

    String album =
        prepare(token, "media_type=CAROUSEL&caption=Two&children=" + encode(one + "," + two));
    String id = publish(token, album);

    JsonNode shown =
        graph("GET", token, "/" + id + "?fields=media_type," + encode("children{media_url}"));
    assertThat(shown.get("media_type").asText()).isEqualTo("CAROUSEL_ALBUM");
    assertThat(shown.get("children").get("data").findValuesAsText("media_url"))
        .containsExactly("https://media.example/1.jpg", "https://media.example/2.mp4");
    refused("POST", token, "/me/media?media_type=CAROUSEL&children=" + one, 100, 2207028);
    String alone = prepare(token, PICTURE);
    refused(
        "POST",
        token,
        "/me/media?media_type=CAROUSEL&children=" + encode(one + "," + alone),
        100,
        33);
  }

  @Test
  void aStoryIsShownForADayAndNotAmongTheMedia() throws Exception {
    atOnce();
    String token = longLivedWithEverything();
    String id = publish(token, prepare(token, PICTURE + "&media_type=STORIES"));

    assertThat(graph("GET", token, "/me/media").get("data")).isEmpty();
    assertThat(graph("GET", token, "/me/stories").get("data").findValuesAsText("id"))
        .containsExactly(id);
    control.advanceClock(Duration.ofDays(1));
    assertThat(graph("GET", token, "/me/stories").get("data")).isEmpty();
  }

  @Test
  void whatIsRecordedIsLive() throws Exception {
    instagram.createRecord(
        alex(), "media", Map.of("media_type", "VIDEO", "media_product_type", "LIVE"));

    JsonNode live =
        graph("GET", everything(), "/me/live_media?fields=media_type,media_product_type");

    assertThat(live.get("data")).hasSize(1);
    assertThat(live.get("data").get(0).get("media_type").asText()).isEqualTo("BROADCAST");
    assertThat(graph("GET", everything(), "/me/media").get("data")).isEmpty();
  }

  @Test
  void theQuotaCountsWhatWasPublishedInADay() throws Exception {
    variants(Map.of("containerMillis", "0", "publishingQuota", "2"));
    String token = longLivedWithEverything();
    publish(token, prepare(token, PICTURE));
    control.advanceClock(Duration.ofHours(12));
    publish(token, prepare(token, PICTURE));
    String third = prepare(token, PICTURE);

    refused("POST", token, "/me/media_publish?creation_id=" + third, 9, 2207042);
    JsonNode limit =
        graph("GET", token, "/me/content_publishing_limit?fields=config,quota_usage")
            .get("data")
            .get(0);
    assertThat(limit.get("quota_usage").asInt()).isEqualTo(2);
    assertThat(limit.get("config").get("quota_total").asInt()).isEqualTo(2);
    assertThat(limit.get("config").get("quota_duration").asInt()).isEqualTo(86_400);
    assertThat(graph("GET", token, "/me/content_publishing_limit").get("data").get(0)).hasSize(1);
    control.advanceClock(Duration.ofHours(12));
    publish(token, third);
  }

  @ParameterizedTest
  @CsvSource({
    "caption=alone, 100, 0",
    "image_url=nowhere, 9004, 2207052",
    "image_url=ftp://a/b, 9004, 2207052",
    "media_type=GIF&image_url=https://a.example/1, 100, 2207023",
    "media_type=REELS&image_url=https://a.example/1, 100, 0",
    "image_url=https://a.example/1&location_id=1, 100, 0",
    "image_url=https://a.example/1&user_tags=x, 100, 0",
    "image_url=https://a.example/1&user_tags=%5B%7B%22username%22:%22alex%22%7D%5D, 100, 0",
    "'image_url=https://a.example/1&user_tags=%5B%7B%22username%22:%22none%22,%22x%22:1,%22y%22:1%7D%5D', 110, 2207013",
  })
  void whatCannotBePublishedIsRefusedAtOnce(String parameters, int code, int subcode)
      throws Exception {
    refused("POST", everything(), "/me/media?" + parameters, code, subcode);
  }

  @Test
  void aCaptionHasItsLimits() throws Exception {
    String token = everything();
    String tags =
        String.join(" ", Stream.iterate(1, n -> n <= 31, n -> n + 1).map(n -> "#t" + n).toList());

    refused("POST", token, "/me/media?" + PICTURE + "&caption=" + "x".repeat(2201), 36004, 2207010);
    refused("POST", token, "/me/media?" + PICTURE + "&caption=" + encode(tags), 36004, 2207010);
  }

  @Test
  void whoIsSeenFindsItAmongTheTags() throws Exception {
    atOnce();
    String token = everything();
    User bea = instagram.createUser("bea@example.com", "Bea");
    publish(
        token,
        prepare(
            token,
            PICTURE + "&user_tags=" + encode("[{\"username\":\"bea\",\"x\":0.5,\"y\":0.25}]")));

    instagram.consentAutomatically(bea);
    JsonNode tags = graph("GET", everything(), "/me/tags?fields=username");

    assertThat(tags.get("data").findValuesAsText("username")).containsExactly("alex");
  }

  @Test
  void otherPeoplesContainersAreNotThere() throws Exception {
    atOnce();
    String container = prepare(everything(), PICTURE);
    instagram.consentAutomatically(instagram.createUser("bea@example.com", "Bea"));
    String other = everything();

    refused("GET", other, "/" + container, 100, 33);
    refused("POST", other, "/me/media_publish?creation_id=" + container, 24, 2207006);
    refused("POST", other, "/" + alex().id() + "/media?" + PICTURE, 100, 33);
  }

  private static String longLivedWithEverything() throws Exception {
    return json(get(
            graph
                + "/access_token?grant_type=ig_exchange_token&client_secret=secret&access_token="
                + everything()))
        .get("access_token")
        .asText();
  }
}
