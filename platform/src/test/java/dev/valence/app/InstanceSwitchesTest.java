package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.apidocs.DocumentJudge;
import dev.valence.app.Api.Answer;
import dev.valence.model.Secret;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be switched at an instance, and read of it, by its id and by its token. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class InstanceSwitchesTest extends InstancesRestTest {

  private JsonNode instance;
  private String token;

  /** The path of the instance and the credentials, by its id or by its token. */
  private record Way(String path, String authorization) {}

  private Way way(boolean byToken) {
    instance = connect();
    token = api.element(instance);
    return byToken ? new Way("/instances", token) : new Way(Api.path(instance), api.organization());
  }

  @ParameterizedTest(name = "by token: {0}")
  @ValueSource(booleans = {false, true})
  void callsToADisabledInstanceAreRefusedUntilItIsEnabled(boolean byToken) {
    Way way = way(byToken);

    succeeded(call("DELETE", way, "/enabled", ""));
    failed(api.get("/hubs/documents/ping", token), 403);
    failed(api.get("/ping", token), 403);
    assertThat(show().path("disabled").asBoolean()).isTrue();

    succeeded(call("PUT", way, "/enabled", ""));
    succeeded(api.get("/hubs/documents/ping", token));
    assertThat(show().path("disabled").asBoolean()).isFalse();
  }

  @ParameterizedTest(name = "by token: {0}")
  @ValueSource(booleans = {false, true})
  void tracedCallsSayUnderWhichIdTheyAreInTheLog(boolean byToken) {
    Way way = way(byToken);

    succeeded(call("PUT", way, "/trace-logging", "{\"duration\": 5}"));
    Answer traced = succeeded(api.get("/hubs/documents/ping", token));
    assertThat(traced.header("Elements-Trace-Id")).isEqualTo(traced.header("Elements-Request-Id"));
    assertThat(show().path("traceLoggingEnabled").asBoolean()).isTrue();

    succeeded(call("DELETE", way, "/trace-logging", ""));
    assertThat(succeeded(api.get("/hubs/documents/ping", token)).header("Elements-Trace-Id"))
        .isEmpty();
    assertThat(show().path("traceLoggingEnabled").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1441", "\"soon\"", "1.5", "[]"})
  void aWrongDurationIsRefused(String duration) {
    Way way = way(false);

    Answer answer = call("PUT", way, "/trace-logging", "{\"duration\": " + duration + "}");

    assertThat(failed(answer, 400).message()).contains("duration");
    assertThat(show().path("traceLoggingEnabled").asBoolean()).isFalse();
  }

  @ParameterizedTest(name = "by token: {0}")
  @ValueSource(booleans = {false, true})
  void anEntryIsShownAndChangedByItsNumberAndByItsKey(boolean byToken) {
    Way way = way(byToken);
    JsonNode entry = entry("filter.response.nulls");

    for (String name : List.of("filter.response.nulls", entry.path("id").asText())) {
      String place = "/configuration/" + name;
      assertThat(succeeded(call("GET", way, place, "")).json()).isEqualTo(entry);
      JsonNode changed = succeeded(call("PATCH", way, place, "{\"propertyValue\": false}")).json();
      assertThat(changed.path("propertyValue").asText()).isEqualTo("false");
      assertThat(entry("filter.response.nulls")).isEqualTo(changed);
      succeeded(call("PATCH", way, place, entry.toString()));
      assertThat(entry("filter.response.nulls")).isEqualTo(entry);
    }
    failed(call("GET", way, "/configuration/no.such", ""), 404);
    failed(call("PATCH", way, "/configuration/no.such", "{\"propertyValue\": 1}"), 404);
    assertThat(
            failed(call("PATCH", way, "/configuration/filter.response.nulls", "{}"), 400).message())
        .contains("propertyValue");
    failed(call("PATCH", way, "/configuration/oauth.user.token", "{\"propertyValue\":\"x\"}"), 400);
  }

  @Test
  void theMaskOfASecretChangesNothing() {
    Way way = way(false);
    String entry = "/configuration/event.notification.signature.key";
    succeeded(call("PATCH", way, entry, "{\"propertyValue\": \"the key\"}"));

    Answer masked =
        succeeded(call("PATCH", way, entry, "{\"propertyValue\": \"" + Secret.MASK + "\"}"));

    assertThat(masked.json().path("propertyValue").asText()).isEqualTo(Secret.MASK);
    assertThat(masked.response().body()).doesNotContain("the key");
  }

  @ParameterizedTest(name = "by token: {0}")
  @ValueSource(booleans = {false, true})
  void itsCallsAreDescribedInSwagger(boolean byToken) {
    Way way = way(byToken);

    JsonNode document = succeeded(call("GET", way, "/docs", "")).json();

    assertThat(document.path("swagger").asText()).isEqualTo("2.0");
    assertThat(document.path("paths").has("/folders/contents")).isTrue();
    DocumentJudge.isValid(document);
    assertThat(succeeded(api.get("/elements/dropbox/docs", "")).json()).isEqualTo(document);

    JsonNode one = succeeded(call("GET", way, "/docs/getFolderContents", "")).json();
    assertThat(one.path("paths")).hasSize(1);
    assertThat(one.path("paths").path("/folders/contents").path("get"))
        .isEqualTo(document.path("paths").path("/folders/contents").path("get"));
    assertThat(succeeded(call("GET", way, "/docs?operationId=getFolderContents", "")).json())
        .isEqualTo(one);
    succeeded(call("GET", way, "/docs/getFolderContents/definitions?resolveReferences=true", ""));
    JsonNode modern = succeeded(call("GET", way, "/docs?format=openapi", "")).json();
    assertThat(modern.path("openapi").asText()).isEqualTo("3.1.0");
    DocumentJudge.isValid(modern);
    failed(call("GET", way, "/docs/noSuch", ""), 404);
    failed(call("GET", way, "/docs/noSuch/definitions", ""), 404);
  }

  private JsonNode entry(String key) {
    for (JsonNode entry :
        succeeded(api.get(Api.path(instance) + "/configuration", api.organization())).json()) {
      if (entry.path("key").asText().equals(key)) {
        return entry;
      }
    }
    throw new AssertionError("no entry " + key);
  }

  private JsonNode show() {
    return succeeded(api.get(Api.path(instance), api.organization())).json();
  }

  private Answer call(String method, Way way, String path, String body) {
    return api.call(method, way.path() + path, way.authorization(), body);
  }
}
