package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.TestVendor.Reply;
import dev.valence.model.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of a call, with and without sending it. */
class ExplanationTest extends DeclaredTest {

  private static final String SECRETS =
      "'configuration': [{'key': 'api.key', 'name': 'n', 'description': 'd', 'type': 'PASSWORD'},"
          + "{'key': 'site', 'name': 'n', 'description': 'd', 'type': 'TEXTFIELD_32'}],";

  @Test
  void itSaysTheWayOfEachParameterAndTheRequestAndSendsNothing() {
    TestInstance instance =
        account(
            "custom",
            """
            'resources': [{'path': '/hubs/social/a/{id}', 'vendorPath': '/v/{id}', 'parameters': [
              {'name': 'q', 'type': 'query', 'vendorName': 'vq', 'vendorType': 'query'},
              {'name': 'none', 'type': 'query', 'vendorName': 'vn', 'vendorType': 'query'},
              {'name': 'hidden', 'type': 'query', 'vendorName': 'h', 'vendorType': 'no-op'}]}]\
            """);

    JsonNode told = engine.explain(instance, call("GET", "/a/7", "q=x y", "hidden=1"));

    assertThat(vendor.seen()).isEmpty();
    assertThat(told.path("call").asText()).isEqualTo("GET /a/7");
    assertThat(told.path("stopped").asText()).isEqualTo("before the call of the vendor");
    JsonNode call = told.path("calls").path(0);
    assertThat(call.path("resource").asText()).isEqualTo("GET /hubs/social/a/{id}");
    assertThat(call.path("request").path("url").asText())
        .isEqualTo(vendor.url() + "/v1/v/7?vq=x%20y");
    assertThat(call.path("steps").findValuesAsText("outcome"))
        .containsExactly("assigned", "no value", "for hooks alone");
    assertThat(call.path("steps").path(0).path("value").asText()).isEqualTo("x y");
  }

  @Test
  void secretsAndWhatIsMadeOfThemAreMasked() {
    TestInstance instance =
        account(
            "oauth2",
            """
            'resources': [{'path': '/hubs/social/a', 'method': 'POST', 'vendorPath': '/a', 'parameters': [
              {'name': 'Key CE.b64(${configuration.api.key}:x)', 'type': 'value', 'vendorName': 'X-Key',
               'vendorType': 'header'},
              {'name': 'api.key', 'type': 'configuration', 'vendorName': 'k', 'vendorType': 'query'},
              {'name': 'site', 'type': 'configuration', 'vendorName': 's', 'vendorType': 'query'},
              {'name': 'api.key', 'type': 'configuration', 'vendorName': 'nested.key', 'vendorType': 'bodyField'}]}]\
            """);
    instance.values().put("oauth.user.token", "stored-token");

    String told = engine.explain(instance, post("/a", "{}")).toString();

    assertThat(told)
        .contains(
            "&s=the-site", "Bearer ********", "{\\\"nested\\\":{\\\"key\\\":\\\"********\\\"}}")
        .doesNotContain("hunter2", "aHVudGVyMg", "stored-token", "old-token");
  }

  @Test
  void ofWhatAHookGivesOnlyWhatIsKnownIsShown() {
    TestInstance instance =
        account(
            "custom",
            """
            'resources': [{'path': '/hubs/social/a', 'vendorPath': '/a', 'hooks': [{'type': 'preRequest',
              'body': 'done({request_vendor_path: `/changed/` + request_parameters.q, \
            request_vendor_headers: {Sign: CE.md5(configuration[`api.key`]), \
            Turned: configuration[`api.key`].split(``).reverse().join(``)}})'}]}]\
            """);

    JsonNode told = engine.explain(instance, call("GET", "/a", "q=word"));

    JsonNode call = told.path("calls").path(0);
    assertThat(call.path("steps").path(0).path("done").toString().replace('"', '\''))
        .isEqualTo(
            "{'request_vendor_path':'/changed/word',"
                + "'request_vendor_headers':{'Sign':'********','Turned':'********-********'}}");
    assertThat(call.path("request").path("path").asText()).isEqualTo("/v1/changed/word");
    assertThat(call.path("request").path("headers").path("Turned").asText())
        .isEqualTo(Secret.MASK + "-" + Secret.MASK);
  }

  @Test
  void itEndsWhereAHookWouldCallSomebody() {
    TestInstance instance =
        account(
            "custom",
            """
            'resources': [{'path': '/hubs/social/a', 'hooks': [{'type': 'preRequest', 'body':
              'require(`http`).get(`http://127.0.0.1:1/x`, r => done()).on(`error`, e => done())'}]}]\
            """);

    assertThat(engine.explain(instance, call("GET", "/a")).path("stopped").asText())
        .isEqualTo("before a hook's own call");
    assertThat(vendor.seen()).isEmpty();
  }

  @Test
  void aHooksOwnAnswerIsTheEndAndNothingIsKept() {
    TestInstance instance =
        account(
            "custom",
            """
            'resources': [{'path': '/hubs/social/a', 'hooks': [{'type': 'preRequest', 'body':
              'done({continue: false, response_body: {a: 1}, configuration: {kept: 1}})'}]}]\
            """);

    JsonNode told = engine.explain(instance, call("GET", "/a"));

    assertThat(told.path("stopped").asText()).startsWith("at its end");
    assertThat(told.path("answer").toString()).isEqualTo("{\"a\":1}");
    assertThat(instance.values()).doesNotContainKey("kept");
  }

  @Test
  void aWrongCallIsRefusedAsItWouldBe() {
    assertThat(
            dev.valence.hubs.documents.HubCaller.failure(
                    () -> engine.explain(account("custom", "'resources': []"), call("GET", "/a")))
                .status())
        .isEqualTo(501);
  }

  @Test
  void aTracedCallIsRecordedWithItsAnswer() {
    vendor.answers =
        _ ->
            new Reply(
                200,
                Map.of("Content-Type", "application/json", "Set-Cookie", "session=1"),
                "{\"data\": [\"hunter2-secret\"], \"next\": null}");
    TestInstance instance =
        account(
                "custom",
                """
                'resources': [{'path': '/hubs/social/a', 'vendorPath': '/v/a', 'rootKey': '|data',
                  'parameters': [{'name': 'api.key', 'type': 'configuration', 'vendorName': 'k',
                    'vendorType': 'query'}]}]\
                """)
            .tracing();

    get(instance, "/a");

    JsonNode call = instance.trace().path("GET:/v1/v/a");
    assertThat(call.path("request").path("url").asText())
        .isEqualTo(vendor.url() + "/v1/v/a?k=********");
    assertThat(call.path("response").path("status").asInt()).isEqualTo(200);
    assertThat(call.path("response").path("body").toString())
        .isEqualTo("{\"data\":[\"********\"],\"next\":null}");
    assertThat(call.path("response").path("headers").path("set-cookie").asText())
        .isEqualTo(Secret.MASK);
    vendor.answers = _ -> Reply.json(500, "broken");
    refused(502, instance, "/a");
    assertThat(instance.trace().path("GET:/v1/v/a").path("response").path("status").asInt())
        .isEqualTo(500);
  }

  private TestInstance account(String authentication, String definition) {
    return instance(
        authentication,
        "{" + SECRETS + definition + "}",
        "api.key",
        "hunter2-secret",
        "site",
        "the-site");
  }
}
