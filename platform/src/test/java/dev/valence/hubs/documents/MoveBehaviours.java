package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static dev.valence.hubs.documents.HubCaller.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of files and folders that are moved or renamed. */
@Needs({DocumentsOperation.UPDATE, DocumentsOperation.UPLOAD, DocumentsOperation.DOWNLOAD})
interface MoveBehaviours extends HubUnderTest {

  @Test
  default void aFileIsMovedByPath() {
    hub().upload("/a.txt", HubCaller.HELLO);
    hub().upload("/folder/other.txt", HubCaller.HELLO);

    JsonNode moved = hub().send("PATCH", "/files/metadata", to("/folder/b.txt"), "path", "/a.txt");

    assertThat(moved.path("path").asText()).isEqualTo("/folder/b.txt");
    assertThat(moved.path("name").asText()).isEqualTo("b.txt");
    assertThat(hub().content("/files", "path", "/folder/b.txt")).isEqualTo(HubCaller.HELLO);
    assertThat(hub().failure("GET", "/files", "path", "/a.txt").status()).isEqualTo(404);
  }

  @Test
  default void aFileIsMovedById() {
    String id = segment(hub().upload("/a #1.txt", HubCaller.HELLO).path("id").asText());

    hub().send("PATCH", "/files/" + id + "/metadata", to("/b/c #2.txt"));

    assertThat(hub().content("/files", "path", "/b/c #2.txt")).isEqualTo(HubCaller.HELLO);
    assertThat(hub().walk("/", 10)).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"b.txt", "B #1.txt", "Grüße.txt", "rocket 🚀.txt", "it's.txt", "100%.txt", "b"})
  default void aFileIsRenamed(String name) {
    assumeFalse(forbids(name), "The vendor has no such names.");
    hub().upload("/folder/a.txt", HubCaller.HELLO);

    JsonNode renamed = hub().send("PATCH", "/files/metadata", named(name), "path", "/folder/a.txt");

    assertThat(renamed.path("path").asText()).isEqualTo("/folder/" + name);
    assertThat(hub().walk("/folder", 10)).containsExactly(name);
    assertThat(hub().content("/files", "path", "/folder/" + name)).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void theCaseOfANameCanBeChanged() {
    hub().upload("/name.txt", HubCaller.HELLO);

    hub().send("PATCH", "/files/metadata", named("NAME.txt"), "path", "/name.txt");

    assertThat(hub().walk("/", 10)).containsExactly("NAME.txt");
  }

  @Test
  default void aMovedFileKeepsWhatItIs() {
    JsonNode before = hub().upload("/a.txt", HubCaller.HELLO);

    JsonNode after = hub().send("PATCH", "/files/metadata", to("/b.txt"), "path", "/a.txt");

    assertThat(lasting(after)).isEqualTo(lasting(before));
    assertThat(after.path("size")).isEqualTo(before.path("size"));
  }

  @Test
  default void allThatIsKnownOfAFileCanBeSentBackWithANewName() {
    ObjectNode file = hub().upload("/folder/a.txt", HubCaller.HELLO).deepCopy();

    hub()
        .send(
            "PATCH",
            "/files/metadata",
            file.put("name", "b.txt").toString(),
            "path",
            "/folder/a.txt");

    assertThat(hub().walk("/folder", 10)).containsExactly("b.txt");
  }

  @Test
  default void aMoveDoesNotReplaceAnything() {
    hub().upload("/a.txt", HubCaller.HELLO);
    hub().upload("/b.txt", new byte[1]);

    assertThat(
            HubCaller.failure(
                    () -> hub().send("PATCH", "/files/metadata", to("/b.txt"), "path", "/a.txt"))
                .status())
        .isEqualTo(409);
    assertThat(hub().content("/files", "path", "/b.txt")).hasSize(1);
    assertThat(hub().content("/files", "path", "/a.txt")).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void whatIsMissingIsNotMoved() {
    assertThat(
            HubCaller.failure(() ->
                    hub().send("PATCH", "/files/metadata", to("/b.txt"), "path", "/missing.txt"))
                .status())
        .isEqualTo(404);
  }

  @Test
  default void theRootIsNotMoved() {
    assertThat(
            HubCaller.failure(() -> hub().send("PATCH", "/folders/metadata", to("/b"), "path", "/"))
                .status())
        .isEqualTo(400);
  }

  @Test
  default void aFolderIsMovedWithAllInIt() {
    hub().upload("/a/deep/file.txt", HubCaller.HELLO);

    JsonNode moved = hub().send("PATCH", "/folders/metadata", to("/b/c"), "path", "/a");

    assertThat(moved.path("path").asText()).isEqualTo("/b/c");
    assertThat(moved.path("directory").asBoolean()).isTrue();
    assertThat(hub().content("/files", "path", "/b/c/deep/file.txt")).isEqualTo(HubCaller.HELLO);
    assertThat(hub().walk("/", 10)).containsExactly("b");
  }

  @Test
  default void aFolderIsNotMovedIntoItself() {
    hub().upload("/a/file.txt", HubCaller.HELLO);

    assertThat(
            HubCaller.failure(
                    () -> hub().send("PATCH", "/folders/metadata", to("/a/b"), "path", "/a"))
                .status())
        .isIn(400, 409);
    assertThat(hub().walk("/a", 10)).containsExactly("file.txt");
  }

  @Test
  default void aFileIsMovedAsAFolderToo() {
    hub().upload("/a.txt", HubCaller.HELLO);

    hub().send("PATCH", "/folders/metadata", to("/b.txt"), "path", "/a.txt");

    assertThat(hub().walk("/", 10)).containsExactly("b.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"path\":\"x\"}", "{\"name\":\"a/b\"}", "{\"tags\":\"x\"}", "[]"})
  default void aWrongChangeIsRefused(String body) {
    hub().upload("/a.txt", HubCaller.HELLO);

    assertThat(
            HubCaller.failure(() -> hub().send("PATCH", "/files/metadata", body, "path", "/a.txt"))
                .status())
        .isEqualTo(400);
  }

  @Test
  default void aChangeOfNothingChangesNothing() {
    JsonNode before = hub().upload("/a.txt", HubCaller.HELLO);

    assertThat(hub().send("PATCH", "/files/metadata", "{\"size\":7}", "path", "/a.txt"))
        .isEqualTo(before);
  }

  private static String named(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name).toString();
  }

  private static String lasting(JsonNode item) {
    return item.path("refId").asText(item.path("id").asText());
  }
}
