package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.Call;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of connecting an account (contract, core 3.2, 3.5 and 7.3). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class InstanceCreationTest extends InstancesRestTest {

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
    assertThat(api.get(Api.path(instance), api.organization()).json().path("configuration"))
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

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
