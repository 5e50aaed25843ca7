package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.face.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app sees and does where others name the account. */
@Needs({"GET /mentions/media/{id}", "GET /mentions/comments/{id}", "POST /mentions"})
interface MentionBehaviours extends SocialHub {

  @Test
  default void mediaAndCommentsThatNameTheAccountAreReadAndAnswered() {
    User bea = account().somebody();
    String medium =
        account()
            .vendor()
            .createRecord(bea, "media", Map.of("caption", "With @alex"))
            .path("id")
            .asText();
    String comment =
        account()
            .vendor()
            .createRecord(bea, "comment", Map.of("media", medium, "text", "You, @alex?"))
            .path("id")
            .asText();

    assertThat(caption(hub().json("/mentions/media/" + medium))).isEqualTo("With @alex");
    assertThat(hub().json("/mentions/comments/" + comment).path("text").asText())
        .isEqualTo("You, @alex?");
    String body = "{\"media_id\":\"%s\",\"comment_id\":\"%s\",\"message\":\"Yes\"}";
    hub().send("POST", "/mentions", body.formatted(medium, comment));
    assertThat(account().vendor().allRecords(account().user(), "comment"))
        .extracting(reply -> reply.path("parent_id").asText())
        .containsExactly(comment);
    assertThat(hub().failure("GET", "/mentions/media/17900000000000001").status()).isEqualTo(404);
  }

  @Test
  @Needs("GET /users/self/tagged-media")
  default void mediaInWhichTheAccountIsTaggedAreListed() {
    account()
        .vendor()
        .createRecord(
            account().somebody(),
            "media",
            Map.of(
                "caption",
                "Both",
                "user_tags",
                List.of(Map.of("username", "alex", "x", 0.5, "y", 0.5))));

    assertThat(caption(hub().json("/users/self/tagged-media").path(0))).isEqualTo("Both");
  }
}
