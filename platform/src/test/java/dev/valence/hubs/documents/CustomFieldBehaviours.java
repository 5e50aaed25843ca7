package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What an app sees of templates of custom fields and of a file's values for them. */
@Needs({
  DocumentsOperation.TEMPLATES,
  DocumentsOperation.TEMPLATE,
  DocumentsOperation.CREATE_TEMPLATE,
  DocumentsOperation.UPDATE_TEMPLATE,
  DocumentsOperation.DELETE_TEMPLATE,
  DocumentsOperation.CUSTOM_FIELDS,
  DocumentsOperation.ADD_CUSTOM_FIELDS,
  DocumentsOperation.UPDATE_CUSTOM_FIELDS,
  DocumentsOperation.DELETE_CUSTOM_FIELDS,
  DocumentsOperation.UPLOAD
})
interface CustomFieldBehaviours extends HubUnderTest {

  String TEMPLATES = "/custom-fields-templates";

  @Test
  default void aTemplateIsThereUntilItIsDeleted() {
    String id = template();

    assertThat(hub().json(TEMPLATES).toString()).contains(id);
    assertThat(hub().json(TEMPLATES + "/" + segment(id)).path("name").asText()).isEqualTo("House");
    hub().call("DELETE", TEMPLATES + "/" + segment(id));

    assertThat(hub().json(TEMPLATES).toString()).doesNotContain(id);
    assertThat(hub().failure("GET", TEMPLATES + "/" + segment(id)).status()).isEqualTo(404);
  }

  @Test
  default void aTemplateIsChanged() {
    String id = template();

    hub().send("PUT", TEMPLATES + "/" + segment(id), "{\"name\":\"Home\"}");

    assertThat(hub().json(TEMPLATES + "/" + segment(id)).path("name").asText()).isEqualTo("Home");
  }

  @Test
  default void aFileHasValuesUntilTheyAreTakenAway() {
    String fields = "/files" + TEMPLATES + "/" + segment(template()) + "/custom-fields";
    hub().upload("/a.txt", HubCaller.HELLO);

    hub().send("POST", fields, values("red"), "path", "/a.txt");
    assertThat(hub().json(fields, "path", "/a.txt").toString()).contains("red");
    hub().send("PUT", fields, values("blue"), "path", "/a.txt");
    assertThat(hub().json(fields, "path", "/a.txt").toString()).contains("blue");
    hub().call("DELETE", fields, "path", "/a.txt");

    assertThat(hub().failure("GET", fields, "path", "/a.txt").status()).isEqualTo(404);
  }

  private String template() {
    JsonNode made =
        hub()
            .send(
                "POST",
                TEMPLATES,
                "{\"name\":\"House\",\"description\":\"Of houses\",\"fields\":[{\"name\":\"colour\","
                    + "\"description\":\"Its colour\",\"type\":\"string\"}]}");
    return made.path("template_id").asText();
  }

  private static String values(String colour) {
    return "{\"fields\":[{\"name\":\"colour\",\"value\":\"" + colour + "\"}]}";
  }
}
