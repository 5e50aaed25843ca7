package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.model.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of the content of single items and of their deletion. */
@Needs({DocumentsOperation.DOWNLOAD, DocumentsOperation.DELETE})
interface ItemBehaviours extends HubUnderTest {

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
    for (String method : List.of("GET", "DELETE")) {
      ApiException failure = hub().failure(method, "/files", "path", "/missing.txt");

      assertThat(failure.status()).isEqualTo(404);
      assertThat(failure.message()).contains("/missing.txt");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "no such id", "%2Fmissing.txt", "%ZZ"})
  default void anUnknownIdIsNotFound(String id) {
    for (String method : List.of("GET", "DELETE")) {
      ApiException failure = hub().failure(method, "/files/" + segment(id));

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

  @ParameterizedTest
  @ValueSource(strings = {"", "file.txt", "/a//b", "/a/", "/../etc", "/a/./b", "/nul\0.txt"})
  default void whatIsNoPathIsRefused(String path) {
    assertThat(hub().failure("GET", "/files", "path", path).status()).isEqualTo(400);
    assertThat(HubCaller.failure(() -> hub().upload(path, HubCaller.HELLO)).status())
        .isEqualTo(400);
  }
}
