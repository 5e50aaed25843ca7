package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The founding document "Create Instance" of Dropbox: its two requests, word for word, in its own
 * vocabulary and in the other one; their answers against its samples, field by field. Ids and
 * tokens are ours.
 */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class DropboxFoundingDocumentTest {

  private static final ObjectMapper JSON =
      // The document breaks a text over two lines.
      new ObjectMapper().enable(JsonParser.Feature.ALLOW_UNQUOTED_CONTROL_CHARS);

  @TestHTTPResource("/")
  URI server;

  @ConfigProperty(name = "valence.data")
  Path data;

  @ParameterizedTest
  @ValueSource(strings = {"your_mom", "element"})
  void step1GetsTheOAuthInformation(String word) throws Exception {
    HttpResponse<String> answer = curl("oauth-url.curl", word).run(base(), "");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode information = JSON.readTree(answer.body());
    JsonNode sample = JSON.readTree(document("oauth-url.answer.json", word));
    assertThat(information.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("oauthUrl", word);
    assertThat(information.path(word)).isEqualTo(sample.path(word));
    assertThat(information.path("oauthUrl").asText())
        .contains("response_type=code", "client_id=fake_Dropbox_api_key", "state=dropbox")
        .contains("redirect_uri=https%3A%2F%2Fwww.mycoolapp.com%2Fauth")
        .doesNotContain("fake_Dropbox_api_secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"your_mom", "element"})
  void step2CreatesAnInstance(String word) throws Exception {
    Api app = new Api(server, data);
    String code = app.consentAtDropbox(TestPlatform.sandbox());
    String body =
        document("instance.json", word)
            .replace("Code on Return the URL", code)
            .replace("<INSERT_DROPBOX_CLIENT_ID>", "key")
            .replace("<INSERT_DROPBOX_CLIENT_SECRET>", "secret")
            .replace("<INSERT_TAGS>", "documents")
            .replace("<INSERT_INSTANCE_NAME>", "Test");

    HttpResponse<String> answer =
        curl("create-instance.curl", word)
            .with("<INSERT_USER_SECRET>", app.userSecret())
            .with("<INSERT_ORGANIZATION_SECRET>", app.organizationSecret())
            .run(base(), body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode instance = JSON.readTree(answer.body());
    JsonNode sample = JSON.readTree(document("create-instance.answer.json", word));
    assertThat(instance.path("id").isIntegralNumber()).isTrue();
    assertThat(instance.path("token").asText()).matches("[A-Za-z0-9+/]+=*");
    assertThat(instance.path("tags")).hasSize(1).first().hasToString("\"documents\"");
    assertSame(instance, sample, "");
  }

  private static void assertSame(JsonNode ours, JsonNode sample, String place) {
    for (Map.Entry<String, JsonNode> field : sample.properties()) {
      String name = place + "/" + field.getKey();
      JsonNode value = ours.path(field.getKey());
      if (field.getKey().equals("id") || field.getKey().equals("token")) {
        assertThat(value.isMissingNode()).as(name).isFalse();
      } else if (field.getValue().isObject()) {
        assertSame(value, field.getValue(), name);
      } else if (field.getValue().isTextual()) {
        assertThat(value.asText())
            .as(name)
            .isEqualToNormalizingWhitespace(field.getValue().asText());
      } else {
        assertThat(value).as(name).isEqualTo(field.getValue());
      }
    }
  }

  private URI base() {
    String text = server.toString();
    return URI.create(text.substring(0, text.length() - 1));
  }

  private static Curl curl(String name, String word) throws IOException {
    return new Curl(document(name, word));
  }

  private static String document(String name, String word) throws IOException {
    try (InputStream file =
        DropboxFoundingDocumentTest.class.getResourceAsStream("/seeds/dropbox/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("your_mom", word);
    }
  }
}
