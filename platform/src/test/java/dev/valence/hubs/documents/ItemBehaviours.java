package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.model.ApiException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of the account, of single items, of folders and of what is missing. */
interface ItemBehaviours extends HubUnderTest {

  @Test
  default void meIsTheAccountInTheProvidersWords() {
    assertThat(hub().json("/me").isObject()).isTrue();
    assertThat(hub().json("/me")).isNotEmpty();
  }

  @Test
  default void storageGrowsByTheSizeOfAnUpload() {
    long before = hub().json("/storage").path("used").asLong();

    hub().upload("/grown.txt", HubCaller.HELLO);

    JsonNode storage = hub().json("/storage");
    assertThat(storage.path("used").asLong()).isEqualTo(before + HubCaller.HELLO.length);
    assertThat(storage.path("total").asLong()).isGreaterThan(storage.path("used").asLong());
  }

  @Test
  default void aDeletedFileIsGoneByPath() {
    hub().upload("/gone.txt", HubCaller.HELLO);

    assertThat(hub().call("DELETE", "/files", "path", "/gone.txt").body())
        .isEqualTo(new HubAnswer.Empty());

    assertThat(hub().failure("GET", "/files", "path", "/gone.txt").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "refId"})
  default void aDeletedFileIsGoneById(String field) {
    JsonNode file = hub().upload("/gone #1.txt", HubCaller.HELLO);
    String id = segment(file.path(field).asText(file.path("id").asText()));

    hub().call("DELETE", "/files/" + id);

    assertThat(hub().failure("GET", "/files/" + id).status()).isEqualTo(404);
    assertThat(hub().walk("/", 10)).isEmpty();
  }

  @Test
  default void aFolderIsNotDeletedAsAFile() {
    hub().upload("/folder/file.txt", HubCaller.HELLO);

    ApiException failure = hub().failure("DELETE", "/files", "path", "/folder");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("is a folder");
    assertThat(hub().content("/files", "path", "/folder/file.txt")).isEqualTo(HubCaller.HELLO);
    assertThat(hub().failure("DELETE", "/files", "path", "/").status()).isEqualTo(400);
  }

  @Test
  default void whatIsMissingIsNotFoundAndNamed() {
    for (String resource : List.of("/files", "/files/metadata", "/folders/contents")) {
      ApiException failure = hub().failure("GET", resource, "path", "/missing.txt");

      assertThat(failure.status()).isEqualTo(404);
      assertThat(failure.message()).contains("/missing.txt");
    }
    assertThat(hub().failure("DELETE", "/files", "path", "/missing.txt").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "no such id", "%2Fmissing.txt", "%ZZ"})
  default void anUnknownIdIsNotFound(String id) {
    for (String resource : List.of("/files/%s", "/files/%s/metadata", "/folders/%s/contents")) {
      ApiException failure = hub().failure("GET", resource.formatted(segment(id)));

      assertThat(failure.status()).isEqualTo(404);
      assertThat(failure.message()).contains(id);
    }
  }

  @Test
  default void aFolderHasNoContentToDownload() {
    hub().upload("/folder/file.txt", HubCaller.HELLO);

    for (String path : List.of("/folder", "/")) {
      ApiException failure = hub().failure("GET", "/files", "path", path);

      assertThat(failure.status()).isEqualTo(400);
      assertThat(failure.message()).contains("is a folder");
    }
  }

  @Test
  default void aFileHasNoItemsToList() {
    hub().upload("/file.txt", HubCaller.HELLO);

    ApiException failure = hub().failure("GET", "/folders/contents", "path", "/file.txt");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("is a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file.txt", "/a//b", "/a/", "/../etc", "/a/./b", "/nul\0.txt"})
  default void whatIsNoPathIsRefused(String path) {
    assertThat(hub().failure("GET", "/files", "path", path).status()).isEqualTo(400);
    assertThat(HubCaller.failure(() -> hub().upload(path, HubCaller.HELLO)).status())
        .isEqualTo(400);
  }

  @Test
  default void theRootHasMetadata() {
    JsonNode root = hub().json("/folders/metadata", "path", "/");

    assertThat(root.path("path").asText()).isEqualTo("/");
    assertThat(root.path("directory").asBoolean()).isTrue();
    assertThat(root.path("tags").isArray()).isTrue();
    assertThat(hub().json("/folders/" + segment(root.path("id").asText()) + "/metadata"))
        .isEqualTo(root);
    assertThat(hub().upload("/top.txt", HubCaller.HELLO).path("parentFolderId"))
        .isEqualTo(root.path("id"));
  }

  @Test
  default void datesAreIsoTextsWhenAsked() {
    hub().upload("/dated.txt", HubCaller.HELLO);

    long millis = hub().json("/files/metadata", "path", "/dated.txt").path("modifiedDate").asLong();
    JsonNode iso = hub().json("/files/metadata", "path", "/dated.txt", "isoDates", "true");

    assertThat(Instant.parse(iso.path("modifiedDate").asText()).toEpochMilli()).isEqualTo(millis);
  }

  @Test
  default void rawIsThereOnlyWhenAsked() {
    hub().upload("/raw.txt", HubCaller.HELLO);

    assertThat(hub().json("/files/metadata", "path", "/raw.txt").has("raw")).isFalse();
    assertThat(hub().json("/files/metadata", "path", "/raw.txt", "raw", "true").path("raw"))
        .isNotEmpty();
    assertThat(hub().json("/folders/contents", "path", "/", "raw", "true").path(0).path("raw"))
        .isNotEmpty();
  }
}
