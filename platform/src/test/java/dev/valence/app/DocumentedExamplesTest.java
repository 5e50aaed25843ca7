package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

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
}
