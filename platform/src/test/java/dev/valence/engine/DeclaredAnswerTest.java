package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.engine.TestVendor.Reply;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a vendor's answer, and the steps of an instance's life. */
class DeclaredAnswerTest extends DeclaredTest {

  private static final String ONE =
      "{'path': '/hubs/social/a', 'vendorPath': '/a', 'rootKey': '|data'}";

  @Test
  void anAnswerIsUnwrappedAndItsNullsAreLeftOut() {
    vendor.answers = _ -> Reply.json("{\"data\": {\"a\": 1, \"b\": null}, \"meta\": 2}");
    assertThat(json(get(instance(ONE), "/a"))).isEqualTo("{'a':1}");
    TestInstance keeping =
        instance("custom", "{'resources': [" + ONE + "]}", "filter.response.nulls", "false");
    assertThat(json(get(keeping, "/a"))).isEqualTo("{'a':1,'b':null}");
    vendor.answers = _ -> Reply.json("{\"other\": 1}");
    assertThat(json(get(instance(ONE), "/a"))).isEqualTo("{'other':1}");
    vendor.answers = _ -> Reply.json("\"text\"");
    assertThat(json(get(instance(ONE), "/a"))).isEqualTo("'text'");
  }

  @Test
  void anAnswerWithoutABodyIsEmpty() {
    vendor.answers = _ -> Reply.json(204, "");
    assertThat(get(instance(ONE), "/a").body()).isInstanceOf(HubAnswer.Empty.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 400",
    "401, 401",
    "402, 400",
    "403, 403",
    "404, 404",
    "405, 400",
    "408, 502",
    "409, 409",
    "410, 404",
    "422, 400",
    "429, 429",
    "304, 502",
    "500, 502",
    "503, 502"
  })
  void aVendorsFailureHasItsWords(int vendors, int ours) {
    vendor.answers = _ -> Reply.json(vendors, vendors == 304 ? "" : "{\"error\": \"broken\"}");

    ApiException failure = refused(ours, instance(ONE), "/a");

    assertThat(failure.message()).startsWith("Example ");
    assertThat(failure.providerMessage()).contains(vendors == 304 ? "" : "{\"error\": \"broken\"}");
  }

  @Test
  void itsWordsAreShortAndWithoutSecrets() {
    String definition =
        "{'configuration': [{'key': 'api.key', 'name': 'n', 'description': 'd', 'type': 'PASSWORD'}],"
            + "'resources': ["
            + ONE
            + "]}";
    TestInstance instance = instance("oauth2", definition, "api.key", "the secret/key");
    vendor.answers =
        _ -> Reply.json(500, "the%20secret%2Fkey the secret/key old-token " + "x".repeat(100_000));

    assertThat(refused(502, instance, "/a").providerMessage().orElseThrow())
        .startsWith("******** ******** ******** xxx")
        .hasSize(1000);
  }

  @Test
  void whenToTryAgainIsTold() {
    vendor.answers = _ -> new Reply(429, Map.of("Retry-After", "7"), "slow down");
    assertThat(refused(429, instance(ONE), "/a").retryAfter()).contains("7");
  }

  @Test
  void whatIsNotJsonIsAFailureOfTheVendors() {
    vendor.answers = _ -> new Reply(200, Map.of("Content-Type", "text/html"), "<html>");
    assertThat(refused(502, instance(ONE), "/a").providerMessage()).contains("<html>");
    vendor.answers = _ -> new Reply(200, Map.of("Content-Type", "application/xml"), "<a>");
    assertThat(refused(502, instance(ONE), "/a").providerMessage()).contains("<a>");
  }

  @Test
  void aPingAsksTheVendorWhereTheElementHasACallForIt() {
    TestInstance instance =
        instance(
            ONE
                + ",{'path': '/hubs/social/check', 'vendorPath': '/check',"
                + " 'type': 'provisionAuthValidation'}");

    assertThat(json(get(instance, "/ping")))
        .matches("\\{'dateTime':'[^']+Z','endpoint':'example','valid':true}");

    assertThat(vendor.targets()).containsExactly("/v1/check");
    vendor.answers = _ -> Reply.json(401, "revoked");
    assertThat(refused(401, instance, "/ping").providerMessage()).contains("revoked");
    refused(404, instance, call("POST", "/ping"));
  }

  @Test
  void aPingWithoutSuchACallAsksForCredentials() {
    String resources = "{'resources': [" + ONE + "]}";
    assertThat(json(get(instance("oauth2", resources), "/ping"))).contains("'valid':true");
    assertThat(json(get(instance("basic", resources, "username", "u"), "/ping")))
        .contains("'valid':true");
    refused(400, instance("basic", resources), "/ping");
    refused(
        401,
        instance("oauth2", resources)
            .with(
                new TestVendor.Tokens() {
                  @Override
                  public Secret accessToken() {
                    throw ApiException.of(401, "consent");
                  }
                }),
        "/ping");
    assertThat(vendor.seen()).isEmpty();
  }

  @Test
  void anElementsOwnPingIsItsOwn() {
    vendor.answers = _ -> Reply.json("{\"pong\": 1}");
    assertThat(json(get(instance("{'path': '/hubs/social/ping'}"), "/ping")))
        .isEqualTo("{'pong':1}");
  }

  @Test
  void anAccountIsCheckedAndWhatItsAnswersHaveIsKept() {
    TestInstance instance =
        instance(
            """
            {'path': '/hubs/social/second', 'vendorPath': '/second/{site}', 'type': 'onProvision',
             'parameters': [
              {'name': 'site', 'type': 'configuration', 'vendorName': 'site', 'vendorType': 'path'},
              {'name': 'etag', 'type': 'configuration', 'vendorName': 'ETag',
               'vendorType': 'header', 'source': 'response'},
              {'name': 'none', 'type': 'configuration', 'vendorName': 'none', 'vendorType': 'body',
               'source': 'response'}]},
            {'path': '/hubs/social/first', 'vendorPath': '/first', 'rootKey': '|data',
             'type': 'provisionAuthValidation', 'parameters': [
              {'name': 'site', 'type': 'configuration', 'vendorName': 'data[0].site',
               'vendorType': 'bodyField', 'source': 'response'}]},
            {'path': '/hubs/social/bye', 'vendorPath': '/bye', 'type': 'onDelete',
             'method': 'DELETE'}\
            """);
    vendor.answers = _ -> new Reply(200, Map.of("ETag", "7"), "{\"data\": [{\"site\": 9}]}");

    engine.provision(instance);

    assertThat(instance.values())
        .contains(Map.entry("site", "9"), Map.entry("etag", "7"))
        .doesNotContainKey("none");

    assertThat(vendor.targets()).containsExactly("/v1/first", "/v1/second/9");
    engine.leave(instance);
    assertThat(vendor.last().method() + vendor.last().target()).isEqualTo("DELETE/v1/bye");
  }

  @ParameterizedTest
  @CsvSource({"400, 400", "401, 400", "404, 400", "429, 429", "500, 502"})
  void anAccountThatIsNotAcceptedIsABadRequest(int vendors, int ours) {
    TestInstance instance =
        instance("{'path': '/hubs/social/check', 'type': 'provisionAuthValidation'}");
    vendor.answers = _ -> Reply.json(vendors, "no such account");

    ApiException failure = HubCaller.failure(() -> engine.provision(instance));

    assertThat(failure.status()).isEqualTo(ours);
    assertThat(failure.providerMessage()).contains("no such account");
  }

  @Test
  void anElementWithoutConnectorAndResourcesCannotBeCalled() {
    refused(501, instance("custom", "{}"), "/a");
    engine.provision(instance("custom", "{}"));
  }
}
