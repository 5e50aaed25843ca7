package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static dev.valence.hubs.documents.HubCaller.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.model.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of folders that are made and deleted. */
@Needs({
  DocumentsOperation.CREATE_FOLDER,
  DocumentsOperation.DELETE_FOLDER,
  DocumentsOperation.METADATA
})
interface FolderChangeBehaviours extends HubUnderTest {

  @Test
  default void aNewFolderIsToldAndEmpty() {
    JsonNode folder = hub().send("POST", "/folders", to("/new"));

    assertThat(folder.path("path").asText()).isEqualTo("/new");
    assertThat(folder.path("name").asText()).isEqualTo("new");
    assertThat(folder.path("directory").asBoolean()).isTrue();
    assertThat(folder.path("size").asLong()).isZero();
    assertThat(hub().json("/folders/metadata", "path", "/new").path("id"))
        .isEqualTo(folder.path("id"));
    assertThat(hub().walk("/new", 10)).isEmpty();
  }

  @Test
  default void aNewFolderHasItsMissingParentsMade() {
    hub().send("POST", "/folders", to("/a/b/c"));

    assertThat(hub().walk("/a/b", 10)).containsExactly("c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with blank", "number #1", "100%", "Grüße", "rocket 🚀", "it's"})
  default void aFoldersNameSurvives(String name) {
    assumeFalse(forbids(name), "The vendor has no such names.");
    JsonNode folder = hub().send("POST", "/folders", to("/" + name));

    assertThat(folder.path("name").asText()).isEqualTo(name);
    assertThat(hub().walk("/", 10)).containsExactly(name);
    assertThat(
            hub()
                .json("/folders/" + segment(folder.path("id").asText()) + "/metadata")
                .path("path")
                .asText())
        .isEqualTo("/" + name);
  }

  @Test
  default void aFolderThatIsThereIsNotMadeAgain() {
    hub().send("POST", "/folders", to("/a"));

    ApiException failure = HubCaller.failure(() -> hub().send("POST", "/folders", to("/a")));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.message()).contains("exists");
    assertThat(hub().walk("/", 10)).containsExactly("a");
  }

  @Test
  @Needs(DocumentsOperation.UPLOAD)
  default void aFolderDoesNotTakeTheNameOfAFile() {
    hub().upload("/a.txt", HubCaller.HELLO);

    assertThat(HubCaller.failure(() -> hub().send("POST", "/folders", to("/a.txt"))).status())
        .isEqualTo(409);
    assertThat(HubCaller.failure(() -> hub().send("POST", "/folders", to("/a.txt/b"))).status())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"path\":\"/\"}", "{\"path\":\"a\"}", "{\"path\":[]}", "no JSON"})
  default void aFolderWithoutAPathIsRefused(String body) {
    assertThat(HubCaller.failure(() -> hub().send("POST", "/folders", body)).status())
        .isEqualTo(400);
  }

  @Test
  @Needs(DocumentsOperation.UPLOAD)
  default void aDeletedFolderIsGoneWithAllInIt() {
    hub().upload("/a/deep/file.txt", HubCaller.HELLO);

    assertThat(hub().call("DELETE", "/folders", "path", "/a").body())
        .isEqualTo(new HubAnswer.Empty());

    assertThat(hub().failure("GET", "/folders/metadata", "path", "/a").status()).isEqualTo(404);
    assertThat(hub().failure("GET", "/files/metadata", "path", "/a/deep/file.txt").status())
        .isEqualTo(404);
    assertThat(hub().walk("/", 10)).isEmpty();
  }

  @Test
  default void aFolderIsDeletedById() {
    String id = segment(hub().send("POST", "/folders", to("/a #1")).path("id").asText());

    hub().call("DELETE", "/folders/" + id);

    assertThat(hub().walk("/", 10)).isEmpty();
  }

  @Test
  @Needs(DocumentsOperation.UPLOAD)
  default void aFileIsNotDeletedAsAFolder() {
    hub().upload("/a.txt", HubCaller.HELLO);

    ApiException failure = hub().failure("DELETE", "/folders", "path", "/a.txt");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("is a file");
    assertThat(hub().walk("/", 10)).containsExactly("a.txt");
  }

  @Test
  default void theRootIsNotDeleted() {
    hub().send("POST", "/folders", to("/a"));

    assertThat(hub().failure("DELETE", "/folders", "path", "/").status()).isEqualTo(400);
    assertThat(hub().walk("/", 10)).containsExactly("a");
  }

  @Test
  default void aMissingFolderIsNotDeleted() {
    assertThat(hub().failure("DELETE", "/folders", "path", "/missing").status()).isEqualTo(404);
  }

  @Test
  default void emptyTrashDeletesAsWellAsTheProviderCan() {
    hub().send("POST", "/folders", to("/a"));

    HubAnswer answer = hub().call("DELETE", "/folders", "path", "/a", "emptyTrash", "true");

    assertThat(answer.warningText().isEmpty())
        .isEqualTo(connector().features().contains(DocumentsFeature.PERMANENT_DELETION));
    assertThat(hub().walk("/", 10)).isEmpty();
  }
}
