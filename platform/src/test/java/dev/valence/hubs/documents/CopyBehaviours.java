package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static dev.valence.hubs.documents.HubCaller.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.ApiException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of copies of files and folders. */
@Needs({DocumentsOperation.COPY, DocumentsOperation.UPLOAD, DocumentsOperation.DOWNLOAD})
interface CopyBehaviours extends HubUnderTest {

  byte[] OTHER = "other".getBytes(StandardCharsets.UTF_8);

  @Test
  default void aCopyOfAFileIsAnotherFileWithTheSameContent() {
    JsonNode original = hub().upload("/a.txt", HubCaller.HELLO);

    JsonNode copy = hub().send("POST", "/files/copy", to("/b.txt"), "path", "/a.txt");

    assertThat(copy.path("path").asText()).isEqualTo("/b.txt");
    assertThat(copy.path("name").asText()).isEqualTo("b.txt");
    assertThat(copy.path("size").asLong()).isEqualTo(HubCaller.HELLO.length);
    assertThat(copy.path("id")).isNotEqualTo(original.path("id"));
    assertThat(hub().content("/files", "path", "/a.txt")).isEqualTo(HubCaller.HELLO);
    assertThat(hub().content("/files", "path", "/b.txt")).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void aFileIsCopiedById() {
    JsonNode original = hub().upload("/a #1.txt", HubCaller.HELLO);

    hub().send("POST", "/files/" + segment(original.path("id").asText()) + "/copy", to("/b.txt"));

    assertThat(hub().content("/files", "path", "/b.txt")).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void aCopyHasItsMissingParentsMade() {
    hub().upload("/a.txt", HubCaller.HELLO);

    hub().send("POST", "/files/copy", to("/new/deep/a.txt"), "path", "/a.txt");

    assertThat(hub().content("/files", "path", "/new/deep/a.txt")).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void aCopyDoesNotReplaceAFileUnasked() {
    hub().upload("/a.txt", HubCaller.HELLO);
    hub().upload("/b.txt", OTHER);

    ApiException failure =
        HubCaller.failure(() -> hub().send("POST", "/files/copy", to("/b.txt"), "path", "/a.txt"));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.message()).contains("exists");
    assertThat(hub().content("/files", "path", "/b.txt")).isEqualTo(OTHER);
  }

  @Test
  default void aCopyReplacesAFileWhenAsked() {
    hub().upload("/a.txt", HubCaller.HELLO);
    hub().upload("/b.txt", OTHER);

    hub().send("POST", "/files/copy", to("/b.txt"), "path", "/a.txt", "overwrite", "true");

    assertThat(hub().content("/files", "path", "/b.txt")).isEqualTo(HubCaller.HELLO);
    assertThat(hub().walk("/", 10)).containsExactlyInAnyOrder("a.txt", "b.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  default void aFileIsNotCopiedOntoItself(String overwrite) {
    hub().upload("/a.txt", HubCaller.HELLO);

    ApiException failure =
        HubCaller.failure(() ->
            hub()
                .send(
                    "POST", "/files/copy", to("/a.txt"), "path", "/a.txt", "overwrite", overwrite));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(hub().content("/files", "path", "/a.txt")).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void whatIsMissingIsNotCopied() {
    ApiException failure =
        HubCaller.failure(
            () -> hub().send("POST", "/files/copy", to("/b.txt"), "path", "/missing.txt"));

    assertThat(failure.status()).isEqualTo(404);
    assertThat(hub().walk("/", 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"path\":7}", "{\"path\":\"b.txt\"}", "[]", "nonsense", ""})
  default void aCopyWithoutAPathToGoToIsRefused(String body) {
    hub().upload("/a.txt", HubCaller.HELLO);

    assertThat(
            HubCaller.failure(() -> hub().send("POST", "/files/copy", body, "path", "/a.txt"))
                .status())
        .isEqualTo(400);
  }

  @Test
  default void theRootIsNeitherCopiedNorATarget() {
    hub().upload("/a.txt", HubCaller.HELLO);

    assertThat(
            HubCaller.failure(() -> hub().send("POST", "/files/copy", to("/"), "path", "/a.txt"))
                .status())
        .isEqualTo(400);
    assertThat(
            HubCaller.failure(() -> hub().send("POST", "/folders/copy", to("/b"), "path", "/"))
                .status())
        .isEqualTo(400);
  }

  @Test
  default void aFolderIsCopiedWithAllInIt() {
    hub().upload("/a/file.txt", HubCaller.HELLO);
    hub().upload("/a/deep/file.txt", OTHER);

    JsonNode copy = hub().send("POST", "/folders/copy", to("/b"), "path", "/a");

    assertThat(copy.path("path").asText()).isEqualTo("/b");
    assertThat(copy.path("directory").asBoolean()).isTrue();
    assertThat(hub().content("/files", "path", "/b/file.txt")).isEqualTo(HubCaller.HELLO);
    assertThat(hub().content("/files", "path", "/b/deep/file.txt")).isEqualTo(OTHER);
    assertThat(hub().walk("/a", 10)).containsExactlyInAnyOrder("deep", "file.txt");
  }

  @Test
  default void aFolderIsCopiedById() {
    hub().upload("/a/file.txt", HubCaller.HELLO);
    String id = segment(hub().json("/folders/metadata", "path", "/a").path("id").asText());

    hub().send("POST", "/folders/" + id + "/copy", to("/b/c"));

    assertThat(hub().content("/files", "path", "/b/c/file.txt")).isEqualTo(HubCaller.HELLO);
  }

  @Test
  default void aFolderIsNotCopiedToWhereThereIsOne() {
    hub().upload("/a/file.txt", HubCaller.HELLO);
    hub().upload("/b/other.txt", OTHER);

    assertThat(
            HubCaller.failure(() -> hub().send("POST", "/folders/copy", to("/b"), "path", "/a"))
                .status())
        .isEqualTo(409);
    assertThat(hub().walk("/b", 10)).containsExactly("other.txt");
  }

  @Test
  default void aFolderIsNotCopiedIntoItself() {
    hub().upload("/a/file.txt", HubCaller.HELLO);

    assertThat(
            HubCaller.failure(() -> hub().send("POST", "/folders/copy", to("/a/b"), "path", "/a"))
                .status())
        .isIn(400, 409);
    assertThat(hub().walk("/a", 10)).containsExactly("file.txt");
  }
}
