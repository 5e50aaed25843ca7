package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.model.Secret;
import dev.valence.sandbox.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps an account from being connected, and that it leaves nothing behind (core 3.3). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class InstanceRefusalTest extends InstancesRestTest {

  @Test
  void everyMissingEntryIsNamedAndNothingHappens() {
    ObjectNode body = body();
    body.withObject("configuration").put("oauth.api.secret", " ").remove("oauth.api.key");

    Answer answer = failed(create(body), 400);

    assertThat(answer.message())
        .contains("API Key", "oauth.api.key", "API Secret", "oauth.api.secret")
        .doesNotContain("oauth.callback.url");
    assertNothingHappened();
    succeeded(create(Api.dropboxInstance(body.path("providerData").path("code").asText())));
  }

  @Test
  void everythingElseThatIsMissingIsNamedWithIt() {
    for (String body :
        List.of("{}", "{\"element\": {}, \"name\": \"<b></b>\"}", "{\"tags\": []}")) {
      Answer answer =
          failed(post(ELEMENTS + "/instances", body, "Authorization", api.organization()), 400);
      // What else an instance needs depends on the element.
      assertThat(answer.message()).contains("element", "name");
    }
    ObjectNode noCode = body();
    noCode.remove("providerData");
    noCode.remove("configuration");
    noCode.remove("name");
    assertThat(failed(create(noCode), 400).message())
        .contains("name", "code", "oauth.api.key", "oauth.api.secret", "oauth.callback.url");
    assertNothingHappened();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such", "999999999", "-1"})
  void anUnknownElementIs404(String key) {
    ObjectNode body = body();
    body.putObject("element").put("key", key);

    assertThat(failed(create(body), 404).message()).isEqualTo("No element found with ID " + key);
    failed(create(ELEMENTS + "/elements/" + key + "/instances", body), 404);
    assertNothingHappened();
  }

  @Test
  void theMaskOfASecretIsNoSecret() {
    ObjectNode body = body();
    body.withObject("configuration").put("oauth.api.secret", Secret.MASK);

    assertThat(failed(create(body), 400).message()).contains("oauth.api.secret");
    assertNothingHappened();
  }

  @Test
  void aNulCharacterIsRefusedOrDropped() {
    ObjectNode body = body();
    body.withObject("configuration").put("oauth.scope", "a\u0000b");
    assertThat(failed(create(body), 400).message()).contains("oauth.scope");
    assertNothingHappened();

    body.withObject("configuration").remove("oauth.scope");
    body.put("name", "My\u0000 Dropbox").putArray("tags").add("a\u0000b");
    assertThat(succeeded(create(body)).json().path("name").asText()).doesNotContain("\u0000");
  }

  @Test
  void aCodeThatTheProviderRefusesIsReportedInItsWords() {
    Answer answer = failed(create(Api.dropboxInstance("no-code-of-theirs")), 400);

    assertThat(answer.message()).contains("Dropbox");
    assertThat(answer.json().path("providerMessage").asText()).contains("invalid_grant");
    assertThat(answer.response().body()).doesNotContain("no-code-of-theirs");
    failed(api.get("/instances", api.organization()), 404);
  }

  @Test
  void aProviderThatIsDownIs502AndTheCodeIsNotLost() {
    ObjectNode body = body();
    dropbox.fault(Fault.status(TOKEN_ENDPOINT, 1, 503, "busy"));

    assertThat(failed(create(body), 502).message()).contains("Dropbox");

    failed(api.get("/instances", api.organization()), 404);
    succeeded(create(body));
  }

  @Test
  void aProviderThatCutsTheConnectionIs502() {
    ObjectNode body = body();
    dropbox.fault(Fault.cut(TOKEN_ENDPOINT).times(5));

    failed(create(body), 502);
    failed(api.get("/instances", api.organization()), 404);
  }

  @Test
  void aCodeThatWasTakenIsReportedAsSuch() {
    ObjectNode body = body();
    succeeded(create(body));

    Answer answer = failed(create(body), 400);

    assertThat(answer.message())
        .contains("already used")
        .containsPattern("20\\d\\d-\\d\\d-\\d\\dT");
    assertThat(answer.response().body())
        .doesNotContain(body.path("providerData").path("code").asText());
    assertThat(dropbox.calls(TOKEN_ENDPOINT)).hasSize(1);
    assertThat(api.get("/instances", api.organization()).json()).hasSize(1);
  }
}
