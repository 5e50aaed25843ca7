package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app finds by tags and places. */
@Needs({"GET /tags/{name}", "GET /tags/search", "GET /locations/{id}", "GET /media/search"})
interface TagBehaviours extends SocialHub {

  @Test
  default void tagsAreSearchedForAndLeadToMedia() {
    account().record("media", Map.of("caption", "A #roof and a #room"));

    assertThat(hub().json("/tags/search", "q", "roo").findValuesAsText("name"))
        .containsExactly("roof", "room");
    assertThat(hub().json("/tags/roof").path("media_count").asInt()).isEqualTo(1);
    assertThat(hub().json("/tags/roof/media/recent")).hasSize(1);
    assertThat(hub().failure("GET", "/tags/search").status()).isEqualTo(400);
  }

  @Test
  default void placesAreSearchedForAndLeadToMedia() {
    String id =
        account()
            .record(
                "location",
                Map.of("name", "Dogpatch Labs", "latitude", 37.782, "longitude", -122.387))
            .path("id")
            .asText();
    account().record("media", Map.of("caption", "Here", "location", id));
    account().record("media", Map.of("caption", "Elsewhere"));
    String[] near = {"lat", "37.7821", "lng", "-122.3871"};

    JsonNode places = hub().json("/locations/search", near);
    assertThat(places.path(0).path("name").asText()).isEqualTo("Dogpatch Labs");
    assertThat(hub().json("/locations/" + id).path("latitude").asDouble()).isEqualTo(37.782);
    assertThat(caption(hub().json("/locations/" + id + "/media/recent").path(0))).isEqualTo("Here");
    JsonNode media = hub().json("/media/search", near);
    assertThat(media).hasSize(1);
    assertThat(media.path(0).path("location").path("id").asText()).isEqualTo(id);
    assertThat(hub().failure("GET", "/locations/1").status()).isEqualTo(404);
    assertThat(hub().failure("GET", "/media/search", "lat", "1").status()).isEqualTo(400);
  }

  @Test
  @Needs("GET /geographies/{id}/media/recent")
  default void whatIsPublishedWithinACircleIsListed() {
    String location =
        account()
            .record("location", Map.of("name", "Here", "latitude", 1.0, "longitude", 1.0))
            .path("id")
            .asText();
    account().record("media", Map.of("caption", "In", "location", location));
    String circle =
        account()
            .record("geography", Map.of("latitude", 1.0, "longitude", 1.001, "radius", 500))
            .path("id")
            .asText();

    assertThat(hub().json("/geographies/" + circle + "/media/recent")).hasSize(1);
  }
}
