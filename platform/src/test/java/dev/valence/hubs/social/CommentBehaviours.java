package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.HubCaller;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app sees and does of comments. */
interface CommentBehaviours extends SocialHub {

  private String medium() {
    account().publish(1);
    return hub().json("/users/self/media").path(0).path("id").asText();
  }

  private String written(String medium, String text) {
    JsonNode made =
        hub().send("POST", "/media/" + medium + "/comments", "{\"text\":\"" + text + "\"}");
    return made.path("id").asText();
  }

  private List<String> texts(String medium) {
    return hub()
        .json("/media/" + medium + "/comments")
        .valueStream()
        .map(comment -> comment.path("text").asText())
        .toList();
  }

  @Test
  default void aCommentIsWrittenListedAndDeleted() {
    String medium = medium();

    String id = written(medium, "Grüße 🚀");

    assertThat(id).isNotEmpty();
    assertThat(texts(medium)).containsExactly("Grüße 🚀");
    hub().call("DELETE", "/media/" + medium + "/comments/" + id);
    assertThat(texts(medium)).isEmpty();
  }

  @Test
  default void theCommentsOfOthersAreListed() {
    String medium = medium();
    account()
        .vendor()
        .createRecord(
            account().somebody(),
            "comment",
            Map.of("media", medium.replaceFirst("_.*", ""), "text", "Nice"));

    JsonNode comment = hub().json("/media/" + medium + "/comments").path(0);

    assertThat(comment.path("text").asText()).isEqualTo("Nice");
    assertThat(comment.path("from").path("username").asText()).isEqualTo("bea");
  }

  @Test
  default void aCommentWithoutATextIsRefused() {
    String path = "/media/" + medium() + "/comments";

    for (String body : List.of("{}", "{\"text\":\"\"}")) {
      assertThat(HubCaller.failure(() -> hub().send("POST", path, body)).status()).isEqualTo(400);
    }
  }

  @Test
  default void whatIsMissingHasNoComments() {
    assertThat(hub().failure("GET", "/media/17900000000000001/comments").status()).isEqualTo(404);
  }

  @Test
  @Needs({"POST /comments/{id}/replies", "GET /comments/{id}/replies"})
  default void repliesStandBelowTheirComment() {
    String medium = medium();
    String id = written(medium, "Question");

    hub().send("POST", "/comments/" + id + "/replies", "{\"text\":\"Answer\"}");

    assertThat(hub().json("/comments/" + id + "/replies").findValuesAsText("text"))
        .containsExactly("Answer");
    assertThat(hub().json("/media/" + medium + "/comments").at("/0/replies/data/0/text").asText())
        .isEqualTo("Answer");
  }

  @Test
  @Needs({"PATCH /comments/{id}", "GET /comments/{id}"})
  default void aCommentIsHiddenAndShownAgain() {
    String id = written(medium(), "Hm");

    hub().send("PATCH", "/comments/" + id, "{\"hidden\":true}");
    assertThat(hub().json("/comments/" + id).path("hidden").asBoolean()).isTrue();
    hub().send("PATCH", "/comments/" + id, "{\"hidden\":false}");
    assertThat(hub().json("/comments/" + id).path("hidden").asBoolean()).isFalse();
  }

  @Test
  @Needs({"DELETE /comments/{id}", "GET /comments/{id}"})
  default void aCommentIsDeletedByItsIdAlone() {
    String id = written(medium(), "Hm");

    hub().call("DELETE", "/comments/" + id);

    assertThat(hub().failure("GET", "/comments/" + id).status()).isEqualTo(404);
  }

  @Test
  @Needs("PATCH /media/{id}")
  default void commentsAreTurnedOffAndOn() {
    String medium = medium();

    hub().send("PATCH", "/media/" + medium, "{\"comment_enabled\":false}");
    assertThat(HubCaller.failure(() -> written(medium, "no")).status()).isEqualTo(400);
    hub().send("PATCH", "/media/" + medium, "{\"comment_enabled\":true}");
    written(medium, "yes");
  }
}
