package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of comments on files. */
@Needs({
  DocumentsOperation.COMMENTS,
  DocumentsOperation.COMMENT,
  DocumentsOperation.ADD_COMMENT,
  DocumentsOperation.DELETE_COMMENT,
  DocumentsOperation.UPLOAD
})
interface CommentBehaviours extends HubUnderTest {

  /** The id under which a file is commented on. */
  String commentedId(JsonNode file);

  @Test
  default void commentsAreListedTheNewestFirst() {
    String comments = comments();
    hub().send("POST", comments, "{\"comment\":\"first\"}");
    JsonNode second = hub().send("POST", comments, "{\"comment\":\"second\"}");

    assertThat(second.path("comment").asText()).isEqualTo("second");
    assertThat(second.path("id").asText()).isNotEmpty();
    assertThat(hub().json(comments).findValuesAsText("comment")).containsExactly("second", "first");
  }

  @Test
  default void commentsAreWalkedPageByPage() {
    String comments = comments();
    for (String text : new String[] {"1", "2", "3"}) {
      hub().send("POST", comments, "{\"comment\":\"" + text + "\"}");
    }

    HubAnswer first = hub().call("GET", comments, "pageSize", "2");
    JsonNode rest =
        hub().json(comments, "pageSize", "2", "nextPage", first.nextPage().orElseThrow());

    assertThat(HubCaller.json(first).findValuesAsText("comment")).containsExactly("3", "2");
    assertThat(rest.findValuesAsText("comment")).containsExactly("1");
  }

  @Test
  default void aCommentIsFoundByItsIdUntilItIsDeleted() {
    String comments = comments();
    JsonNode comment = hub().send("POST", comments, "{\"comment\":\"Grüße 🚀\"}");
    String id = "/" + segment(comment.path("id").asText());

    assertThat(hub().json(comments + id)).isEqualTo(comment);
    hub().call("DELETE", comments + id);

    assertThat(hub().failure("GET", comments + id).status()).isEqualTo(404);
    assertThat(hub().json(comments)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"comment\":\" \"}", "{\"comment\":7}", "no JSON"})
  default void aCommentWithoutATextIsRefused(String body) {
    String comments = comments();

    assertThat(HubCaller.failure(() -> hub().send("POST", comments, body)).status()).isEqualTo(400);
  }

  private String comments() {
    JsonNode file = hub().upload("/a.txt", HubCaller.HELLO);
    return "/files/" + segment(commentedId(file)) + "/comments";
  }
}
