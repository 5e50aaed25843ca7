package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What an app sees of who may do what with a file. */
@Needs({
  DocumentsOperation.PERMISSIONS,
  DocumentsOperation.ADD_PERMISSION,
  DocumentsOperation.DELETE_PERMISSION,
  DocumentsOperation.UPLOAD
})
interface PermissionBehaviours extends HubUnderTest {

  /** The address of somebody to whom a file can be lent. */
  String somebody();

  @Test
  default void aPermissionIsThereUntilItIsTakenBack() {
    hub().upload("/a.txt", HubCaller.HELLO);
    String body = "{\"email\":\"" + somebody() + "\",\"role\":\"writer\"}";

    JsonNode given = hub().send("POST", "/files/permissions", body, "path", "/a.txt");

    assertThat(given.path("role").asText()).isEqualTo("writer");
    assertThat(hub().json("/files/permissions", "path", "/a.txt").findValuesAsText("id"))
        .contains(given.path("id").asText());
    String id = segment(given.path("id").asText());
    hub().call("DELETE", "/files/permissions/" + id, "path", "/a.txt");

    assertThat(hub().json("/files/permissions", "path", "/a.txt").findValuesAsText("id"))
        .doesNotContain(given.path("id").asText());
  }

  @Test
  default void aPermissionNeedsSomebodyAndARoleThatThereIs() {
    hub().upload("/a.txt", HubCaller.HELLO);

    assertThat(
            HubCaller.failure(() ->
                    hub()
                        .send(
                            "POST",
                            "/files/permissions",
                            "{\"role\":\"emperor\"}",
                            "path",
                            "/a.txt"))
                .message())
        .contains("email", "role");
  }

  @Test
  default void whatIsMissingHasNoPermissions() {
    assertThat(hub().failure("GET", "/files/permissions", "path", "/missing.txt").status())
        .isEqualTo(404);
  }
}
