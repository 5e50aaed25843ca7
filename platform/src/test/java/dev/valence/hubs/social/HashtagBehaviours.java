package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app finds by hashtags today. */
@Needs({"GET /hashtags", "GET /hashtags/{id}/recent-media", "GET /hashtags/{id}/top-media"})
interface HashtagBehaviours extends SocialHub {

  @Test
  default void aHashtagLeadsToWhatWasPublishedWithIt() {
    account().vendor().createRecord(account().somebody(), "media", Map.of("caption", "Her #roof"));

    String id = hub().json("/hashtags", "q", "roof").path(0).path("id").asText();

    assertThat(hub().json("/hashtags/" + id).path("name").asText()).isEqualTo("roof");
    assertThat(caption(hub().json("/hashtags/" + id + "/recent-media").path(0)))
        .isEqualTo("Her #roof");
    assertThat(hub().json("/hashtags/" + id + "/top-media")).hasSize(1);
    assertThat(hub().json("/users/self/hashtags").findValuesAsText("name")).containsExactly("roof");
    assertThat(hub().failure("GET", "/hashtags", "q", "none").status()).isEqualTo(404);
  }

  @Test
  default void theLimitOfHashtagsIsTold() {
    account().variants(Map.of("hashtagQuota", "1"));
    account().record("media", Map.of("caption", "#one #two"));
    hub().json("/hashtags", "q", "one");

    assertThat(hub().failure("GET", "/hashtags", "q", "two").status()).isEqualTo(429);
  }
}
