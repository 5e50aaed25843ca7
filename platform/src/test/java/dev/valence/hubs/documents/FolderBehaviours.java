package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of folders within folders. */
public interface FolderBehaviours extends HubUnderTest {

  @Test
  default void aListHasFilesAndFoldersOfThisFolderOnly() {
    store("/a/file.txt", HubCaller.HELLO);
    store("/a/b/below.txt", HubCaller.HELLO);

    JsonNode items = hub().json("/folders/contents", "path", "/a");

    assertThat(items)
        .extracting(item -> item.path("name").asText())
        .containsExactlyInAnyOrder("b", "file.txt");
    assertThat(items)
        .allSatisfy(item ->
            assertThat(item.path("directory").asBoolean())
                .isEqualTo(item.path("name").asText().equals("b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "refId"})
  default void aFolderIsListedById(String field) {
    store("/a #1/file.txt", HubCaller.HELLO);
    JsonNode folder = hub().json("/folders/metadata", "path", "/a #1");
    String id = segment(folder.path(field).asText(folder.path("id").asText()));

    assertThat(hub().json("/folders/" + id + "/contents"))
        .extracting(item -> item.path("name").asText())
        .containsExactly("file.txt");
  }
}
