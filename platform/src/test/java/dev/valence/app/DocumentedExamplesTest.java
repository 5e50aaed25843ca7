package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.FaceClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pages of {@code docs} tell a reader to run works and is answered as they say. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class DocumentedExamplesTest extends RestTest {

  private DocumentedExamples examples;

  @BeforeEach
  void clean() {
    disconnectAll();
    String base = server.toString() + "elements/api-v2";
    examples =
        new DocumentedExamples(
            Map.of(
                "V",
                () -> base,
                "USER",
                api::userSecret,
                "ORGANIZATION",
                api::organizationSecret,
                "CODE",
                () -> Api.code(examples.value("OAUTH_URL"))));
  }

  @Test
  void social() {
    FaceClient instagram = TestPlatform.sandbox().face("instagram");
    instagram.consentAutomatically();
    instagram.createRecord(
        instagram.users().getFirst(),
        "media",
        Map.of(
            "caption",
            "The roof #roof",
            "shortcode",
            "BsOGulcndj-",
            "children",
            List.of(Map.of(), Map.of()),
            "media_type",
            "CAROUSEL_ALBUM"));
    instagram.createRecord(
        instagram.users().getFirst(), "media", Map.of("caption", "The garden", "like_count", 3));

    assertThat(examples.run("social.md")).isGreaterThan(20);
  }

  @Test
  void crm() {
    assertThat(ofSalesforce("sfdc").run("crm.md")).isGreaterThan(20);
  }

  @Test
  void helpdesk() {
    assertThat(ofSalesforce("sfdcservicecloud").run("helpdesk.md")).isGreaterThan(15);
  }

  @Test
  void marketing() {
    assertThat(ofSalesforce("sfdcmarketingcloud").run("marketing.md")).isGreaterThan(8);
  }

  /** Examples for a reader who has connected an element already. */
  private DocumentedExamples ofSalesforce(String element) {
    TestPlatform.sandbox().face("salesforce").consentAutomatically();
    JsonNode instance =
        succeeded(
                api.post(
                    "/instances",
                    api.organization(),
                    Api.instance(element, Api.code(api.oauthUrl(element)))))
            .json();
    String base = server.toString() + "elements/api-v2";
    return new DocumentedExamples(
        Map.of(
            "V", () -> base,
            "JSON", () -> "Content-Type: application/json",
            "TOKEN", () -> "Authorization: " + api.element(instance)));
  }
}
