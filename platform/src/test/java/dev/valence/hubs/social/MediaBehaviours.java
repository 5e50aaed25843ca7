package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app sees of what was published. */
interface MediaBehaviours extends SocialHub {

  @Test
  default void somethingIsFoundByItsId() {
    account().publish(3);
    JsonNode listed = hub().json("/users/self/media").path(1);

    JsonNode found = hub().json("/media/" + listed.path("id").asText());

    assertThat(caption(found)).isEqualTo("Picture 2");
    assertThat(found).isEqualTo(listed);
  }

  @Test
  default void somethingIsFoundByTheCodeInItsLink() {
    account().record("media", Map.of("caption", "Wanted", "shortcode", "BsOGulcndj-"));
    account().publish(5);

    assertThat(caption(hub().json("/media/shortcode/BsOGulcndj-"))).isEqualTo("Wanted");
    assertThat(hub().failure("GET", "/media/shortcode/none").status()).isEqualTo(404);
  }

  @Test
  default void whatIsMissingIsNotFound() {
    assertThat(hub().failure("GET", "/media/17900000000000001").status()).isEqualTo(404);
  }

  @Test
  default void anAlbumHasItsPictures() {
    account()
        .record(
            "media",
            Map.of(
                "media_type",
                "CAROUSEL_ALBUM",
                "children",
                List.of(
                    Map.of("media_url", "https://media.example/1.jpg"),
                    Map.of("media_url", "https://media.example/2.jpg"))));

    String album = hub().json("/users/self/media").path(0).toString();

    assertThat(album).contains("https://media.example/1.jpg", "https://media.example/2.jpg");
  }

  @Test
  @Needs("GET /media/{id}/children")
  default void thePartsOfAnAlbumAreListed() {
    String id =
        account()
            .record(
                "media",
                Map.of("media_type", "CAROUSEL_ALBUM", "children", List.of(Map.of(), Map.of())))
            .path("id")
            .asText();

    JsonNode parts = hub().json("/media/" + id + "/children");

    assertThat(parts).hasSize(2);
    assertThat(parts.findValuesAsText("media_url")).hasSize(2);
  }

  @Test
  @Needs("GET /users/self/stories")
  default void storiesAreListedApart() {
    account().record("media", Map.of("media_product_type", "STORY"));

    assertThat(hub().json("/users/self/stories")).hasSize(1);
    assertThat(hub().json("/users/self/media")).isEmpty();
  }

  @Test
  @Needs("DELETE /media/{id}")
  default void whatWasPublishedIsTakenBack() {
    String id = account().publish(1).getFirst().path("id").asText();

    hub().call("DELETE", "/media/" + id);

    assertThat(hub().failure("GET", "/media/" + id).status()).isEqualTo(404);
  }
}
