package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.engine.TestVendor.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a call on its way to the vendor (contract, element format 0, 3, 6). */
class DeclaredRequestTest extends DeclaredTest {

  @Test
  void parametersGoWhereTheyAreDeclaredToGo() {
    TestInstance instance =
        instance(
            "custom",
            """
            {'resources': [{'path': '/hubs/social/a/{id}', 'vendorMethod': 'POST',
              'vendorPath': '/x/{vid}/{site}/{fixed}?own=1', 'parameters': [
              {'name': 'id', 'type': 'path', 'vendorName': 'vid', 'vendorType': 'path'},
              {'name': 'site', 'type': 'configuration', 'vendorName': 'site', 'vendorType': 'path'},
              {'name': 'f', 'type': 'value', 'vendorName': 'fixed', 'vendorType': 'path'},
              {'name': 'q', 'type': 'query', 'vendorName': 'vq', 'vendorType': 'query'},
              {'name': 'omitted', 'type': 'query', 'vendorName': 'vo', 'vendorType': 'query'},
              {'name': 'x-sent', 'type': 'header', 'vendorName': 'X-Got ', 'vendorType': 'header'},
              {'name': 'k${configuration.site}', 'type': 'value', 'vendorName': 'X-Value',
               'vendorType': 'header'},
              {'name': 'hidden', 'type': 'query', 'vendorName': 'h', 'vendorType': 'no-op'}]}]}\
            """,
            "site",
            "s%40");

    get(instance, "/a/1%2F2", "q=a+b&c", "hidden=1", "undeclared=1");

    assertThat(vendor.last().method()).isEqualTo("POST");
    assertThat(vendor.last().target()).isEqualTo("/v1/x/1%2F2/s%40/f?own=1&vq=a%2Bb%26c");
    assertThat(vendor.last().headers())
        .containsEntry("X-Got", "header")
        .containsEntry("X-Value", "ks%40")
        .containsEntry("Accept", "application/json");
  }

  @Test
  void theElementsParametersAreFirstAndTheLaterOneWins() {
    TestInstance instance =
        instance(
            "custom",
            """
            {'parameters': [
              {'name': 'application/json', 'type': 'value', 'vendorName': 'accept',
               'vendorType': 'header'},
              {'name': 'e', 'type': 'value', 'vendorName': 'kept', 'vendorType': 'query'},
              {'name': 'e', 'type': 'value', 'vendorName': 'v', 'vendorType': 'query'}],
             'resources': [{'path': '/hubs/social/a', 'vendorPath': '/a', 'parameters': [
              {'name': 'text/json', 'type': 'value', 'vendorName': 'Accept',
               'vendorType': 'header'},
              {'name': 'r', 'type': 'value', 'vendorName': 'v', 'vendorType': 'query'},
              {'name': 'v', 'type': 'query', 'vendorName': 'v', 'vendorType': 'query'}]}]}\
            """);

    get(instance, "/a");
    get(instance, "/a", "v=caller");

    assertThat(vendor.targets()).containsExactly("/v1/a?kept=e&v=r", "/v1/a?kept=e&v=caller");
    assertThat(vendor.last().headers()).containsEntry("Accept", "text/json");
  }

  @Test
  void aPlaceholderOfTheSameNameNeedsNoParameter() {
    TestInstance instance =
        instance(
            """
            {'path': '/hubs/social/a/{id}', 'vendorPath': '/a/{id}'},
            {'path': '/hubs/social/b/{id}', 'vendorPath': '/b/{id}', 'parameters': [
              {'name': 'id', 'type': 'path', 'vendorName': 'x', 'vendorType': 'no-op'}]}\
            """);

    get(instance, "/a/7");

    get(instance, "/b/7");

    assertThat(vendor.targets()).containsExactly("/v1/a/7", "/v1/b/%7Bid%7D");
  }

  @Test
  void theBaseUrlHasPlaceholdersToo() {
    TestInstance instance =
        instance(
            "custom",
            """
            {'configuration': [{'key': 'base.url', 'name': 'n', 'description': 'd',
                'type': 'TEXTFIELD_32'},
              {'key': 'company', 'name': 'n', 'description': 'd', 'type': 'TEXTFIELD_32'}],
             'parameters': [{'name': 'company', 'type': 'configuration',
               'vendorName': 'company.name', 'vendorType': 'path'}],
             'resources': [{'path': '/hubs/social/a'}]}\
            """,
            "base.url",
            vendor.url() + "/{company.name}/query?key=1 ",
            "company",
            "a b");

    get(instance, "/a");

    assertThat(vendor.targets()).containsExactly("/a%20b/query?key=1");
  }

  @Test
  void aHostWithoutAValueIsABadRequest() {
    TestInstance instance = instance("{'path': '/hubs/social/a'}");
    instance.values().put("base.url", "https://{subdomain}.example.com");

    assertThat(refused(400, instance, "/a").message()).contains("'subdomain'");
  }

  @Test
  void aWholeUrlAsVendorPathHasToBeAtAHostOfTheElement() {
    try (TestVendor other = new TestVendor()) {
      TestInstance instance =
          instance(
              "{'path': '/hubs/social/a', 'vendorPath': '%s/a'}, {'path': '/hubs/social/b', 'vendorPath': '%s/b'}"
                  .formatted(vendor.url(), other.url()));

      get(instance, "/a");

      assertThat(vendor.targets()).containsExactly("/a");
      assertThat(refused(502, instance, "/b").message()).contains("not among the hosts");
      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void everythingThatIsMissingIsNamedAndNothingIsSent() {
    TestInstance instance =
        instance(
            "custom",
            """
            {'resources': [{'path': '/hubs/social/a', 'method': 'POST', 'vendorPath': '/{where}',
              'parameters': [
              {'name': 'q', 'type': 'query', 'vendorName': 'q', 'vendorType': 'query',
               'required': true},
              {'name': 'X-H', 'type': 'header', 'vendorName': 'h', 'vendorType': 'header',
               'required': true},
              {'name': 'site', 'type': 'configuration', 'vendorName': 's', 'vendorType': 'header',
               'required': true},
              {'name': 'body', 'type': 'body', 'vendorName': 'b', 'vendorType': 'body',
               'required': true}]}]}\
            """);
    instance.values().remove("base.url");

    assertThat(refused(400, instance, call("POST", "/a")).message())
        .contains("'q'", "'X-H'", "'site'", "body", "'base.url'");
    assertThat(vendor.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/..", "/a/.", "/a/%2E%2E"})
  void aCallersValueLeadsNowhereElse(String path) {
    TestInstance instance = instance("{'path': '/hubs/social/a/{id}', 'vendorPath': '/a/{id}'}");

    assertThat(refused(400, instance, path).message()).contains("'id'");
    assertThat(vendor.seen()).isEmpty();
  }

  @Test
  void aJsonBodyIsPassedOnAndWrapped() {
    TestInstance instance =
        instance(
            """
            {'path': '/hubs/social/a', 'method': 'POST', 'vendorPath': '/a', 'rootKey': 'item|item',
             'parameters': [{'name': 'body', 'type': 'body', 'vendorName': 'b',
               'vendorType': 'body'}]},
            {'path': '/hubs/social/b', 'method': 'POST', 'vendorPath': '/b'}\
            """);
    vendor.answers = request -> Reply.json(201, request.body());

    assertThat(json(engine.call(instance, post("/a", "{\"n\": 1.10}")))).isEqualTo("{'n':1.10}");
    assertThat(vendor.last().body()).isEqualTo("{\"item\":{\"n\":1.10}}");
    assertThat(vendor.last().headers()).containsEntry("Content-Type", "application/json");
    assertThat(refused(400, instance, post("/a", "{")).message()).contains("JSON");
    refused(413, instance, post("/a", "\"" + "x".repeat(1024 * 1024) + "\""));
    engine.call(instance, post("/b", "not even JSON"));
    assertThat(vendor.last().body()).isEmpty();
  }

  @Test
  void theTokenGoesWhereTheElementPlacesItAndIsTheFreshOne() {
    TestInstance instance =
        instance(
            "oauth2",
            """
            {'parameters': [{'name': 'oauth.user.token', 'type': 'configuration',
               'vendorName': 'access_token', 'vendorType': 'query'}],
             'resources': [{'path': '/hubs/social/a', 'vendorPath': '/a?x=1'}]}\
            """,
            "oauth.user.token",
            "stored");
    vendor.answers =
        request -> Reply.json(request.target().contains("new-token") ? 200 : 401, "{}");

    get(instance, "/a");

    assertThat(vendor.targets())
        .containsExactly("/v1/a?x=1&access_token=old-token", "/v1/a?x=1&access_token=new-token");
    assertThat(vendor.last().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void aDeclaredAuthorizationTakesThePlaceOfTheBearers() {
    TestInstance instance =
        instance(
            "oauth2",
            """
            {'parameters': [{'name': 'Token ${configuration.oauth.user.token}', 'type': 'value',
               'vendorName': 'authorization', 'vendorType': 'header'}],
             'resources': [{'path': '/hubs/social/a'}]}\
            """);
    vendor.answers =
        request ->
            Reply.json(
                "Token new-token".equals(request.headers().get("Authorization")) ? 200 : 401, "{}");

    get(instance, "/a");

    assertThat(vendor.seen()).hasSize(2);
  }

  @Test
  void aLiteralSegmentGoesFirstAndOtherMethodsAreNamed() {
    TestInstance instance =
        instance(
            """
            {'path': '/hubs/social/a/{id}', 'vendorPath': '/id'},
            {'path': '/hubs/social/a/b', 'vendorPath': '/b'},
            {'path': '/hubs/social/c', 'vendorPath': '/c', 'type': 'onProvision'}\
            """);

    get(instance, "/a/b");

    assertThat(vendor.targets()).containsExactly("/v1/b");
    refused(404, instance, "/c");
    refused(405, instance, call("DELETE", "/a/b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'parameters': [{'name': 'w', 'type': 'query', 'vendorName': 'w', 'vendorType': 'query', 'converter': 'toY'}] # toY",
        "'parameters': [{'name': 'w', 'type': 'query', 'vendorName': 'converter:toX', 'vendorType': 'query'}] # toX",
        "'type': 'formulaAsResource' # formulaAsResource"
      })
  void whatIsNotCarriedOutIsRefusedByItsName(String declared) {
    String[] parts = declared.split(" # ");
    TestInstance instance = instance("{'path': '/hubs/social/a', " + parts[0] + "}");

    assertThat(refused(501, instance, "/a", "w=x='1'").message()).contains(parts[1]);
    assertThat(vendor.seen()).isEmpty();
  }

  @Test
  void whatOnlyTheFormersPlatformCodeAnsweredIsRefused() {
    TestInstance instance = instance("{'path': '/hubs/social/a', 'kind': 'java'}");

    assertThat(refused(400, instance, "/a").message())
        .isEqualTo("This API is not currently supported for this element.");
    assertThat(vendor.seen()).isEmpty();
  }

  @Test
  void whatDoesNothingIsNotRefused() {
    TestInstance instance =
        instance(
            """
            {'path': '/hubs/social/a', 'vendorPath': '/a', 'nextResource': '', 'hooks': [
              {'type': 'preRequest'}], 'parameters': [
              {'name': 'where', 'type': 'query', 'vendorName': 'converter:toX',
               'vendorType': 'no-op'},
              {'name': 'w', 'type': 'query', 'vendorName': 'w', 'vendorType': 'query',
               'converter': 'toODataFilter'},
              {'name': 'Authorization', 'type': 'header', 'vendorName': 'Basic x',
               'vendorType': 'value'}]}\
            """);

    get(instance, "/a", "where=a='1'");

    assertThat(vendor.targets()).containsExactly("/v1/a");
  }
}
