package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.model.Secret;
import dev.valence.sandbox.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of connected accounts: shown, listed, deleted (contract, core 3 and 7.4). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class InstancesApiTest extends InstancesRestTest {

  // Masking

  @Test
  void secretsAreMaskedWhereverTheyAreShown() {
    ObjectNode body = body();
    body.withObject("configuration")
        .put("event.notification.signature.key", "signature-1")
        .put("event.notification.basic.password", "password-1");
    Answer created = create(body);
    String path = Api.path(succeeded(created).json());
    String token = api.element(created.json().path("token").asText());
    Answer entries = api.get(path + "/configuration", api.organization());

    for (Answer answer :
        List.of(
            created,
            api.get(path, api.organization()),
            api.get("/instances", api.organization()),
            api.get("/elements/dropbox/instances", api.organization()),
            entries,
            api.get("/instances/configuration", token))) {
      assertThat(succeeded(answer).response().body())
          .contains(Secret.MASK)
          .doesNotContain("signature-1", "password-1", "sl.");
    }
    for (String key :
        List.of(
            "oauth.api.key",
            "oauth.api.secret",
            "oauth.user.token",
            "oauth.user.refresh_token",
            "event.notification.signature.key",
            "event.notification.basic.password")) {
      assertThat(created.json().path("configuration").path(key).asText())
          .as(key)
          .isEqualTo(Secret.MASK);
    }
    assertThat(api.get("/instances/configuration", token).json()).isEqualTo(entries.json());
  }

  @Test
  void anEntryOfTheConfigurationHasTheFieldsOfTheContract() {
    JsonNode entries =
        succeeded(api.get(Api.path(connect()) + "/configuration", api.organization())).json();

    assertThat(entries).isNotEmpty();
    for (JsonNode entry : entries) {
      assertThat(entry.properties().stream().map(Map.Entry::getKey))
          .contains(
              "id", "key", "name", "type", "required", "active", "hideFromConsole", "internal");
      JsonNode value = entry.path("propertyValue");
      assertThat(value.isTextual() || value.isNull() || value.isMissingNode()).isTrue();
    }
  }

  // Reading

  @Test
  void anInstanceIsReadByIdAndUnderItsElement() {
    JsonNode instance = connect();
    String id = String.valueOf(instance.path("id").asLong());

    assertThat(succeeded(api.get("/instances/" + id, api.organization())).json())
        .isEqualTo(instance);
    assertThat(succeeded(api.get("/elements/dropbox/instances/" + id, api.organization())).json())
        .isEqualTo(instance);
    long element = instance.path("elementId").asLong();
    assertThat(
            succeeded(api.get("/elements/" + element + "/instances/" + id, api.organization()))
                .json())
        .isEqualTo(instance);
    failed(api.get("/elements/no-such/instances/" + id, api.organization()), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "999999999999", "99999999999999999999999", "x", "%00", "1%20"})
  void anUnknownIdIs404(String id) {
    for (Answer answer :
        List.of(
            api.get("/instances/" + id, api.organization()),
            api.get("/instances/" + id + "/configuration", api.organization()),
            api.delete("/instances/" + id, api.organization()),
            api.get("/elements/dropbox/instances/" + id, api.organization()))) {
      assertThat(failed(answer, 404).message()).startsWith("No instance found with ID ");
    }
  }

  @Test
  void emptyListsAre404() {
    failed(api.get("/instances", api.organization()), 404);
    failed(api.get("/elements/dropbox/instances", api.organization()), 404);
    failed(api.get("/elements/no-such/instances", api.organization()), 404);
  }

  @Test
  void withAnElementTokenTheListIsTheListToo() {
    JsonNode one = connect();
    connect();

    assertThat(
            succeeded(
                    api.get(
                        "/instances",
                        api.organization() + ", Element " + one.path("token").asText()))
                .json())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/instances", "/elements/dropbox/instances"})
  void pagesOfOneGoThroughTheWholeList(String path) {
    List<Long> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      made.add(connect().path("id").asLong());
    }
    List<Long> walked = new ArrayList<>();
    String next = "";
    do {
      Answer page =
          succeeded(
              api.get(
                  path + "?pageSize=1" + (next.isEmpty() ? "" : "&nextPage=" + Api.encode(next)),
                  api.organization()));
      assertThat(page.header("Elements-Returned-Count")).isEqualTo("1");
      walked.add(page.json().get(0).path("id").asLong());
      next = page.header("Elements-Next-Page-Token");
    } while (!next.isEmpty() && walked.size() < 5);

    assertThat(walked).isEqualTo(made);
  }

  // Deletion

  @ParameterizedTest
  @ValueSource(strings = {"/instances/<id>", "/elements/dropbox/instances/<id>", "/instances"})
  void deletionEndsItAllHereAndAtTheProvider(String template) {
    JsonNode instance = connect();
    String id = String.valueOf(instance.path("id").asLong());
    String token = api.element(instance);
    succeeded(api.get("/ping", token));
    assertThat(dropbox.tokens().accessTokens().live()).isEqualTo(1);

    Answer deleted =
        api.delete(
            template.replace("<id>", id), template.endsWith(">") ? api.organization() : token);

    assertThat(succeeded(deleted).response().body()).isEmpty();
    assertThat(failed(api.get("/ping", token), 401).message()).isEqualTo(INVALID_CREDENTIALS);
    assertThat(dropbox.tokens().accessTokens().live()).isZero();
    assertThat(dropbox.tokens().refreshTokens().live()).isZero();
    failed(api.get("/instances/" + id, api.organization()), 404);
    failed(api.delete("/instances/" + id, api.organization()), 404);
    failed(api.delete("/elements/dropbox/instances/" + id, api.organization()), 404);
    failed(api.delete("/instances", token), 401);
  }

  @Test
  void deletionRevokesTheTokensAlsoWhenTheAccessTokenIsOver() {
    JsonNode instance = connect();
    dropbox.expireAccessTokens();

    succeeded(api.delete(Api.path(instance), api.organization()));

    assertThat(dropbox.tokens().accessTokens().live()).isZero();
    assertThat(dropbox.tokens().refreshTokens().live()).isZero();
  }

  @Test
  void deletionDoesNotNeedTheProvider() {
    JsonNode instance = connect();
    dropbox.fault(Fault.cut("/").times(20));

    succeeded(api.delete(Api.path(instance), api.organization()));

    dropbox.clearFaults();
    failed(api.get("/ping", api.element(instance)), 401);
    failed(api.get("/instances", api.organization()), 404);
  }
}
