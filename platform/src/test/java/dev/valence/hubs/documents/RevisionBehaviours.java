package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of the revisions of a file. */
@Needs({
  DocumentsOperation.REVISIONS,
  DocumentsOperation.REVISION,
  DocumentsOperation.REVISION_CONTENT,
  DocumentsOperation.UPLOAD
})
interface RevisionBehaviours extends HubUnderTest {

  @Test
  default void aNewFileHasOneRevision() {
    JsonNode file = hub().upload("/a.txt", HubCaller.HELLO);

    JsonNode revisions = hub().json("/files/revisions", "path", "/a.txt");

    assertThat(revisions).hasSize(1);
    assertThat(revisions.path(0).path("id").asText()).isNotEmpty();
    assertThat(revisions.path(0).path("fileId")).isEqualTo(file.path("id"));
    assertThat(revisions.path(0).path("filePath").asText()).isEqualTo("/a.txt");
    assertThat(revisions.path(0).path("size").asLong()).isEqualTo(HubCaller.HELLO.length);
    assertThat(revisions.path(0).path("modifiedDate").isIntegralNumber()).isTrue();
  }

  @Test
  default void theNewestRevisionComesFirst() {
    threeRevisions();

    JsonNode revisions = hub().json("/files/revisions", "path", "/a.txt");

    assertThat(revisions)
        .extracting(revision -> revision.path("size").asInt())
        .containsExactly(3, 2, 1);
  }

  @Test
  default void revisionsAreWalkedPageByPage() {
    threeRevisions();

    List<String> sizes = new ArrayList<>();
    var page = hub().call("GET", "/files/revisions", "path", "/a.txt", "pageSize", "2");
    sizes.addAll(HubCaller.json(page).findValuesAsText("size"));
    page =
        hub()
            .call(
                "GET",
                "/files/revisions",
                "path",
                "/a.txt",
                "pageSize",
                "2",
                "nextPage",
                page.nextPage().orElseThrow());
    sizes.addAll(HubCaller.json(page).findValuesAsText("size"));

    assertThat(sizes).containsExactly("3", "2", "1");
    assertThat(page.nextPage()).isEmpty();
  }

  @Test
  default void aRevisionIsFoundByPathAndById() {
    JsonNode file = threeRevisions();
    JsonNode oldest = hub().json("/files/revisions", "path", "/a.txt").path(2);
    String id = segment(oldest.path("id").asText());

    assertThat(hub().json("/files/revisions/" + id, "path", "/a.txt")).isEqualTo(oldest);
    assertThat(hub().json("/files/" + segment(file.path("id").asText()) + "/revisions/" + id))
        .isEqualTo(oldest);
  }

  @Test
  default void theContentOfEveryRevisionIsThere() {
    threeRevisions();
    JsonNode revisions = hub().json("/files/revisions", "path", "/a.txt");

    for (JsonNode revision : revisions) {
      String id = segment(revision.path("id").asText());
      assertThat(hub().content("/files/revisions/" + id + "/content", "path", "/a.txt"))
          .isEqualTo("x".repeat(revision.path("size").asInt()).getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "no such revision"})
  default void anUnknownRevisionIsNotFound(String id) {
    hub().upload("/a.txt", HubCaller.HELLO);

    for (String part : List.of("", "/content")) {
      assertThat(
              hub()
                  .failure("GET", "/files/revisions/" + segment(id) + part, "path", "/a.txt")
                  .status())
          .isEqualTo(404);
    }
  }

  @Test
  default void aRevisionOfAnotherFileIsNotFound() {
    hub().upload("/a.txt", HubCaller.HELLO);
    hub().upload("/b.txt", new byte[2]);
    hub().upload("/b.txt", new byte[3], "overwrite", "true");
    String other =
        segment(hub().json("/files/revisions", "path", "/b.txt").path(0).path("id").asText());

    assertThat(hub().failure("GET", "/files/revisions/" + other, "path", "/a.txt").status())
        .isEqualTo(404);
  }

  @Test
  default void whatIsMissingHasNoRevisions() {
    assertThat(hub().failure("GET", "/files/revisions", "path", "/missing.txt").status())
        .isEqualTo(404);
  }

  private JsonNode threeRevisions() {
    JsonNode last = null;
    for (int size = 1; size <= 3; size++) {
      byte[] content = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
      last = hub().upload("/a.txt", content, "overwrite", "true");
    }
    return last;
  }
}
