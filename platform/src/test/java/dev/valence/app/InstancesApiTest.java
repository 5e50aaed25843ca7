package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.model.Secret;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting accounts, and the life of what comes of it (contract, core 3 and 7.3, 7.4). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class InstancesApiTest extends RestTest {

  private static final String TOKEN_ENDPOINT = "/oauth2/token";

  private FaceClient dropbox;

  @BeforeEach
  void clean() {
    disconnectAll();
    dropbox = TestPlatform.sandbox().face("dropbox");
  }

  private ObjectNode body() {
    return Api.dropboxInstance(api.consentAtDropbox(TestPlatform.sandbox()));
  }

  private Answer create(String path, JsonNode body) {
    return post(path, body.toString(), "Authorization", api.organization());
  }

  private Answer create(JsonNode body) {
    return create(ELEMENTS + "/instances", body);
  }

  private JsonNode connect() {
    return api.connectDropbox(TestPlatform.sandbox());
  }

  private String instancePath(JsonNode instance) {
    return "/instances/" + instance.path("id").asLong();
  }

  private void assertNothingHappened() {
    failed(api.get("/instances", api.organization()), 404);
    assertThat(dropbox.calls(TOKEN_ENDPOINT)).isEmpty();
  }

  // Creation

  @ParameterizedTest
  @CsvSource({
    ELEMENTS + ", element, element",
    ELEMENTS + ", your_mom, element",
    YOUR_MOMS + ", element, your_mom",
    YOUR_MOMS + ", your_mom, your_mom"
  })
  void theBodyUsesEitherWordAndTheAnswerThatOfThePath(String base, String sent, String answered) {
    ObjectNode body = body();
    body.set(sent, body.remove("element"));

    JsonNode instance = succeeded(create(base + "/instances", body)).json();

    assertThat(instance.path(answered).path("key").asText()).isEqualTo("dropbox");
    assertThat(instance.path(answered + "Id").isIntegralNumber()).isTrue();
    assertThat(instance.has(answered.equals("element") ? "your_mom" : "element")).isFalse();
  }

  @Test
  void anInstanceHasTheFieldsOfTheContract() {
    JsonNode instance = succeeded(create(body())).json();

    assertThat(instance.path("id").isIntegralNumber()).isTrue();
    assertThat(instance.path("token").asText()).matches("[A-Za-z0-9+/]{40,}=*");
    assertThat(instance.path("name").asText()).isEqualTo("My Dropbox");
    assertThat(instance.path("valid").asBoolean()).isTrue();
    assertThat(instance.path("disabled").isBoolean()).isTrue();
    assertThat(instance.path("disabled").asBoolean()).isFalse();
    assertThat(instance.path("provisionInteractions").isArray()).isTrue();
    assertThat(instance.path("provisionInteractions")).isEmpty();
    assertThat(instance.path("maxCacheSize").asInt(-1)).isZero();
    assertThat(instance.path("cacheTimeToLive").asInt(-1)).isZero();
    for (String no : List.of("cachingEnabled", "eventsEnabled", "traceLoggingEnabled")) {
      assertThat(instance.path(no).isBoolean() && !instance.path(no).asBoolean()).as(no).isTrue();
    }
    assertThat(instance.path("externalAuthentication").asText()).isEqualTo("none");
    assertThat(instance.path("createdDate").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(instance.path("user").path("id").isIntegralNumber()).isTrue();
    assertThat(instance.has("providerData")).isFalse();
    JsonNode element = instance.path("element");
    assertThat(element.path("authentication").path("type").asText()).isEqualTo("oauth2");
    assertThat(element.path("hub").asText()).isEqualTo("documents");
    assertThat(element.has("configuration")).isFalse();
    assertThat(instance.path("elementId")).isEqualTo(element.path("id"));
  }

  @Test
  void anElementIsNamedByItsIdAsWell() {
    long id = api.get("/elements/dropbox", "").json().path("id").asLong();
    ObjectNode body = body();
    body.putObject("element").put("id", id);

    assertThat(succeeded(create(body)).json().path("element").path("key").asText())
        .isEqualTo("dropbox");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {ELEMENTS + "/elements", YOUR_MOMS + "/your_moms", YOUR_MOMS + "/elements"})
  void underTheElementThePathSaysWhichItIs(String collection) {
    long id = api.get("/elements/dropbox", "").json().path("id").asLong();
    for (Object keyOrId : List.of("dropbox", id)) {
      ObjectNode body = body();
      body.remove("element");

      Answer answer = create(collection + "/" + keyOrId + "/instances", body);

      assertThat(succeeded(answer).json().path("name").asText()).isEqualTo("My Dropbox");
    }
  }

  @Test
  void valuesOfTheConfigurationReadBackAsStrings() {
    ObjectNode body = body();
    body.withObject("configuration")
        .put("document.tagging", true)
        .put("filter.response.nulls", "false")
        .put("event.notification.basic.username", 42)
        .put("event.notification.callback.url", "https://app.example/events")
        .put("no.such.setting", "x");

    JsonNode instance = succeeded(create(body)).json();

    JsonNode configuration = instance.path("configuration");
    assertThat(configuration.get("document.tagging").textValue()).isEqualTo("true");
    assertThat(configuration.get("filter.response.nulls").textValue()).isEqualTo("false");
    assertThat(configuration.get("event.notification.basic.username").textValue()).isEqualTo("42");
    assertThat(configuration.get("event.notification.callback.url").textValue())
        .isEqualTo("https://app.example/events");
    assertThat(configuration.has("no.such.setting")).isFalse();
    assertThat(api.get(instancePath(instance), api.organization()).json().path("configuration"))
        .isEqualTo(configuration);
  }

  @Test
  void defaultsAndValuesWithoutOneAreShown() {
    JsonNode configuration = connect().path("configuration");

    assertThat(configuration.get("document.tagging").textValue()).isEqualTo("false");
    assertThat(configuration.get("filter.response.nulls").textValue()).isEqualTo("true");
    assertThat(configuration.get("oauth.callback.url").textValue()).isEqualTo(Api.CALLBACK);
    assertThat(configuration.get("event.notification.callback.url").isNull()).isTrue();
  }

  @Test
  void eventsThatWereAskedForShow() {
    ObjectNode body = body();
    body.withObject("configuration").put("event.notification.enabled", true);

    assertThat(succeeded(create(body)).json().path("eventsEnabled").asBoolean()).isTrue();
  }

  @Test
  void tagsAreKeptAndTheNameIsTheTagWithoutThem() {
    ObjectNode tagged = body();
    tagged.putArray("tags").add("one").add("zwei ü");
    ObjectNode none = body();
    none.putArray("tags");

    assertThat(texts(succeeded(create(tagged)).json().path("tags")))
        .containsExactly("one", "zwei ü");
    assertThat(texts(succeeded(create(body())).json().path("tags"))).containsExactly("My Dropbox");
    assertThat(succeeded(create(none)).json().path("tags")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<a href='https://evil.example' onClick='x()'>name</a> | name",
        "a < b & c > d | a < b & c > d",
        "<script>alert(1)</script>name | name",
        "<<b>b>x | <b>x",
        "Grüße 🎈 | Grüße 🎈"
      })
  void markupIsTakenOutOfNamesAndTags(String sent, String kept) {
    ObjectNode body = body().put("name", sent);
    body.putArray("tags").add(sent);

    JsonNode instance = succeeded(create(body)).json();

    assertThat(instance.path("name").asText()).doesNotContain("href", "script");
    assertThat(instance.path("tags").get(0)).isEqualTo(instance.path("name"));
    if (!sent.startsWith("<<")) {
      assertThat(instance.path("name").asText()).isEqualTo(kept);
    }
  }

  @Test
  void twoAreTwo() {
    JsonNode one = connect();
    JsonNode two = connect();

    assertThat(one.path("id")).isNotEqualTo(two.path("id"));
    assertThat(one.path("token")).isNotEqualTo(two.path("token"));
  }

  @Test
  void theExchangeSendsTheCredentialsOnce() {
    connect();

    List<Call> calls = dropbox.calls(TOKEN_ENDPOINT);
    assertThat(calls).hasSize(1);
    Call call = calls.getFirst();
    String form = String.valueOf(call.body());
    assertThat(form).contains("grant_type=authorization_code", "code=", "redirect_uri=");
    int inForm = form.split("client_secret=", -1).length - 1;
    int inHeader = call.headers().containsKey("authorization") ? 1 : 0;
    assertThat(inForm + inHeader).isEqualTo(1);
    assertThat(call.query()).doesNotContain("secret");
  }

  @Test
  void theTokenWorksAtOnce() {
    succeeded(api.get("/hubs/documents/ping", api.element(connect().path("token").asText())));
  }

  // Outcomes of core 3.3

  @Test
  void everyMissingEntryIsNamedAndNothingHappens() {
    ObjectNode body = body();
    dropbox = TestPlatform.sandbox().face("dropbox");
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
      assertThat(answer.message()).contains("element", "name", "code");
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

  // Masking

  @Test
  void secretsAreMaskedWhereverTheyAreShown() {
    ObjectNode body = body();
    body.withObject("configuration")
        .put("event.notification.signature.key", "signature-1")
        .put("event.notification.basic.password", "password-1");
    Answer created = create(body);
    String path = instancePath(succeeded(created).json());
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
        succeeded(api.get(instancePath(connect()) + "/configuration", api.organization())).json();

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
    String token = api.element(instance.path("token").asText());
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

    succeeded(api.delete(instancePath(instance), api.organization()));

    assertThat(dropbox.tokens().accessTokens().live()).isZero();
    assertThat(dropbox.tokens().refreshTokens().live()).isZero();
  }

  @Test
  void deletionDoesNotNeedTheProvider() {
    JsonNode instance = connect();
    dropbox.fault(Fault.cut("/").times(20));

    succeeded(api.delete(instancePath(instance), api.organization()));

    dropbox.clearFaults();
    failed(api.get("/ping", api.element(instance.path("token").asText())), 401);
    failed(api.get("/instances", api.organization()), 404);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
