package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.FaceClient;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of connected accounts share: a Dropbox of the sandbox, and nothing connected. */
abstract class InstancesRestTest extends RestTest {

  static final String TOKEN_ENDPOINT = "/oauth2/token";

  FaceClient dropbox;

  @BeforeEach
  void clean() {
    disconnectAll();
    dropbox = TestPlatform.sandbox().face("dropbox");
  }

  ObjectNode body() {
    return Api.dropboxInstance(api.consentAtDropbox(TestPlatform.sandbox()));
  }

  Answer create(String path, JsonNode body) {
    return post(path, body.toString(), "Authorization", api.organization());
  }

  Answer create(JsonNode body) {
    return create(ELEMENTS + "/instances", body);
  }

  JsonNode connect() {
    return api.connectDropbox(TestPlatform.sandbox());
  }

  void assertNothingHappened() {
    failed(api.get("/instances", api.organization()), 404);
    assertThat(dropbox.calls(TOKEN_ENDPOINT)).isEmpty();
  }
}
