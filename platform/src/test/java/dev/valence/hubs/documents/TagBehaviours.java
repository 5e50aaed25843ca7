package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an app sees of tags, descriptions and properties. */
@Needs({DocumentsOperation.UPDATE, DocumentsOperation.UPLOAD})
interface TagBehaviours extends HubUnderTest {

  /** Sets whether the instance has {@code document.tagging}. */
  void tagging(boolean on);

  @Test
  default void tagsAreKeptWithTheFile() {
    tagging(true);
    hub().upload("/a.txt", HubCaller.HELLO);

    JsonNode tagged = tag("/a.txt", "red", "blue");

    assertThat(tags(tagged)).containsExactlyInAnyOrder("red", "blue");
    assertThat(tags(hub().json("/files/metadata", "path", "/a.txt")))
        .containsExactlyInAnyOrder("red", "blue");
  }

  @Test
  default void aFileIsUploadedWithItsTags() {
    tagging(true);

    JsonNode file = hub().upload("/a.txt", HubCaller.HELLO, "tags[]", "red");

    assertThat(tags(file)).containsExactly("red");
  }

  @Test
  default void newTagsTakeThePlaceOfTheFormerOnes() {
    tagging(true);
    hub().upload("/a.txt", HubCaller.HELLO, "tags[]", "red");

    assertThat(tags(tag("/a.txt", "green"))).containsExactly("green");
    assertThat(tags(tag("/a.txt"))).isEmpty();
  }

  @Test
  default void tagsGoAlongWhenAFileMoves() {
    tagging(true);
    hub().upload("/a.txt", HubCaller.HELLO, "tags[]", "red");

    hub().send("PATCH", "/files/metadata", to("/b/c.txt"), "path", "/a.txt");

    assertThat(tags(hub().json("/files/metadata", "path", "/b/c.txt"))).containsExactly("red");
  }

  @Test
  default void aReplacedFileKeepsItsTags() {
    tagging(true);
    hub().upload("/a.txt", HubCaller.HELLO, "tags[]", "red");

    hub().upload("/a.txt", new byte[1], "overwrite", "true");

    assertThat(tags(hub().json("/files/metadata", "path", "/a.txt"))).containsExactly("red");
  }

  @Test
  @Needs(DocumentsOperation.DELETE)
  default void anotherFileAtThePathOfADeletedOneHasNoTags() {
    tagging(true);
    hub().upload("/a.txt", HubCaller.HELLO, "tags[]", "red");
    hub().call("DELETE", "/files", "path", "/a.txt");

    assertThat(tags(hub().upload("/a.txt", new byte[1]))).isEmpty();
  }

  @Test
  default void listsHaveTagsWhenAsked() {
    tagging(true);
    hub().upload("/a.txt", HubCaller.HELLO, "tags[]", "red");
    hub().upload("/b.txt", HubCaller.HELLO);

    JsonNode with =
        hub().json("/folders/contents", "path", "/", "fetchTags", "true", "orderBy", "name");

    assertThat(tags(with.path(0))).containsExactly("red");
    assertThat(tags(with.path(1))).isEmpty();
  }

  @Test
  @Needs(DocumentsOperation.SEARCH)
  default void filesAreFoundByTheirTags() {
    tagging(true);
    hub().upload("/deep/a.txt", HubCaller.HELLO, "tags[]", "red");
    hub().upload("/b.txt", HubCaller.HELLO, "tags[]", "blue");

    assertThat(hub().walk(5, "/search", "tags[]", "red")).containsExactly("a.txt");
    assertThat(hub().walk(5, "/search", "where", "tags = 'blue'")).containsExactly("b.txt");
  }

  @Test
  default void descriptionsAreKeptWithTheFile() {
    tagging(true);
    hub().upload("/a.txt", HubCaller.HELLO);

    JsonNode described =
        hub()
            .send(
                "PATCH",
                "/files/metadata",
                "{\"description\":\"The roof, from above\"}",
                "path",
                "/a.txt");

    assertThat(described.path("description").asText()).isEqualTo("The roof, from above");
    assertThat(hub().json("/files/metadata", "path", "/a.txt").path("description").asText())
        .isEqualTo("The roof, from above");
  }

  @Test
  default void propertiesAreKeptWithTheFile() {
    tagging(true);
    hub().upload("/a.txt", HubCaller.HELLO);

    hub()
        .send(
            "PATCH",
            "/files/metadata/properties",
            "{\"project\":\"house\",\"floor\":\"2\"}",
            "path",
            "/a.txt");
    hub().send("PATCH", "/files/metadata", "{\"properties\":{\"floor\":\"\"}}", "path", "/a.txt");

    JsonNode properties = hub().json("/files/metadata", "path", "/a.txt").path("properties");
    assertThat(properties.path("project").asText()).isEqualTo("house");
    assertThat(properties.has("floor")).isFalse();
    assertThat(properties.path("mimeType").asText()).isEqualTo("text/plain");
  }

  @Test
  default void withoutTaggingNoTagsAreKeptAndThatIsSaid() {
    tagging(false);
    hub().upload("/a.txt", HubCaller.HELLO);

    HubAnswer answer =
        hub().answer("PATCH", "/files/metadata", "{\"tags\":[\"red\"]}", "path", "/a.txt");

    assertThat(answer.warningText())
        .hasValueSatisfying(it -> assertThat(it).contains("document.tagging", "tags"));
    assertThat(tags(HubCaller.json(answer))).isEmpty();
  }

  private JsonNode tag(String path, String... tags) {
    String list = List.of(tags).stream().map(tag -> '"' + tag + '"').toList().toString();
    return hub().send("PATCH", "/files/metadata", "{\"tags\":" + list + "}", "path", path);
  }

  private static List<String> tags(JsonNode item) {
    return item.path("tags").valueStream().map(JsonNode::asText).toList();
  }
}
