package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.engine.TestVendor.Reply;
import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hooks around a call (contract, element format 0, 4.1 and 7). */
class DeclaredHooksTest extends DeclaredTest {

  @Test
  void aHookSeesTheCallAndTheVendorsRequest() {
    ObjectNode resource = resource("GET", "/a/{id}", "/v/{id}/{open}");
    parameter(resource, "q", "query", "vq", "query");
    parameter(resource, "n", "query", "n", "query").put("vendorDataType", "integer");
    parameter(resource, "none", "query", "none", "query");
    hook(
        resource,
        "preRequest",
        """
        done({continue: false, response_body: {
          path: request_path, variables: request_path_variables, parameters: request_parameters,
          method: request_method, expression: request_expression, vendorPath: request_vendor_path,
          vendorParameters: request_vendor_parameters, accept: request_vendor_headers.Accept,
          vendorMethod: request_vendor_method, url: request_vendor_url.replace(/:\\d+/, ''),
          body: request_body, secret: configuration['api.key'], unset: configuration['none'],
          previous: request_previous_response}});
        """);
    TestInstance instance = with(resource);
    instance.values().put("api.key", "k");

    assertThat(
            json(
                engine.call(
                    instance,
                    call("GET", "/a/7", "q=x y", "n=5", "where=name >= 'it''s' AND b=2"))))
        .isEqualTo(
            "{'path':'/hubs/social/a/7','variables':{'id':'7'},"
                + "'parameters':{'q':'x y','n':'5','where':'name >= 'it''s' AND b=2'},"
                + "'method':'GET','expression':[{'attribute':'name','operator':'>=','value':'it's'},"
                + "{'attribute':'b','operator':'=','value':'2'}],"
                + "'vendorPath':'/v/7/{open}','vendorParameters':{'vq':'x y','n':5},"
                + "'accept':'application/json','vendorMethod':'GET',"
                + "'url':'http://127.0.0.1/v1/v/7/{open}','secret':'k'}");
    assertThat(vendor.seen()).isEmpty();
  }

  @Test
  void whatAHookGivesIsMergedAndANullTakesAway() {
    ObjectNode resource = resource("GET", "/a", "/a");
    parameter(resource, "1", "value", "kept", "query");
    parameter(resource, "2", "value", "gone", "query");
    parameter(resource, "x", "value", "X-Gone", "header");
    hook(
        resource,
        "preRequest",
        """
        done({request_vendor_parameters: {gone: null, added: 3, list: ['a', 'b']},
          request_vendor_headers: {'x-gone': null, 'X-Added': 'v', 'Accept': null},
          request_vendor_path: '/changed?own=1', request_vendor_method: 'PUT',
          request_vendor_body: {a: 1}});
        """);

    get(with(resource), "/a");

    assertThat(vendor.last().method()).isEqualTo("PUT");
    assertThat(vendor.last().target()).isEqualTo("/v1/changed?own=1&kept=1&added=3&list=a&list=b");
    assertThat(vendor.last().headers()).containsEntry("X-Added", "v").doesNotContainKey("X-Gone");
    assertThat(vendor.last().body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void theElementsHooksRunBeforeTheResources() {
    ObjectNode resource = resource("GET", "/a", "/a").put("rootKey", "|data");
    hook(resource, "postRequest", "done({response_body: response_body.concat('resource')});");
    hook(
        resource,
        "preRequest",
        "done({request_vendor_parameters: {o: request_vendor_parameters.o + 'r'}});");
    ObjectNode element = element(resource);
    hook(
        element,
        "postRequest",
        "response_body.data.push('element'); done({response_body: response_body});");
    hook(element, "preRequest", "done({request_vendor_parameters: {o: 'e'}});");
    vendor.answers = _ -> Reply.json("{\"data\": [1]}");

    assertThat(json(get(of(element), "/a"))).isEqualTo("[1,'element','resource']");
    assertThat(vendor.targets()).containsExactly("/v1/a?o=er");
  }

  @Test
  void aRootThatAHookMakesIsTakenOutAfterIt() {
    ObjectNode resource = resource("GET", "/a", "/a").put("rootKey", "|made.items");
    hook(resource, "postRequest", "done({response_body: {made: {items: response_body}}});");
    vendor.answers = _ -> Reply.json("[1,2]");

    assertThat(json(get(with(resource), "/a"))).isEqualTo("[1,2]");
  }

  @Test
  void aHookThatWantsNoCallAnswersAndTheHooksAfterItRun() {
    ObjectNode resource = resource("GET", "/a", "/a");
    hook(resource, "preRequest", "done({continue: false, response_body: {n: 1}});");
    hook(
        resource,
        "postRequest",
        "done({response_body: {n: response_body.n + 1, status: response_status_code}});");

    assertThat(json(get(with(resource), "/a"))).isEqualTo("{'n':2,'status':200}");
    assertThat(vendor.seen()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "done({response_error_message: 'not today'}) | 200 | 400 | not today",
        "done({response_error_message: 'not today', response_status_code: 409}) | 200 | 409 | not today",
        "done({response_status_code: 404}) | 200 | 404 | Example does not find this.",
        "done() | 503 | 502 | Example answered with status 503.",
        "done({response_error_message: response_body.why}) | 422 | 400 | because",
        "done({response_status_code: 401, response_error_message: 'log in'}) | 500 | 401 | log in"
      })
  void aHookSaysWhatIsWrong(String script, int vendors, int ours, String message) {
    ObjectNode resource = resource("GET", "/a", "/a");
    hook(resource, "postRequest", script);
    vendor.answers = _ -> Reply.json(vendors, "{\"why\": \"because\"}");

    assertThat(refused(ours, with(resource), "/a").message()).isEqualTo(message);
  }

  @Test
  void aHookTurnsAFailureIntoAnAnswer() {
    ObjectNode resource = resource("GET", "/a", "/a");
    hook(
        resource,
        "postRequest",
        "if (response_iserror) done({response_status_code: 200, response_body: []}); else done();");
    vendor.answers = _ -> Reply.json(404, "{}");

    assertThat(json(get(with(resource), "/a"))).isEqualTo("[]");
  }

  @Test
  void aHookThatFailsNamesItselfAndItsLine() {
    ObjectNode resource = resource("GET", "/a", "/a");
    hook(resource, "preRequest", "var a = 1;\nvar b = null;\nb.c();");

    ApiException failure = refused(400, with(resource), "/a");

    assertThat(failure.message()).contains("preRequest", "GET /hubs/social/a", "line 3");
    assertThat(vendor.seen()).isEmpty();
    ObjectNode element = element(resource("GET", "/a", "/a"));
    hook(element, "postRequest", "throw new Error('the key is ' + configuration['api.key'])");
    element
        .withArrayProperty("configuration")
        .addObject()
        .put("key", "api.key")
        .put("name", "n")
        .put("description", "d")
        .put("type", "PASSWORD");
    TestInstance instance = of(element);
    instance.values().put("api.key", "the secret");
    assertThat(refused(400, instance, "/a").message())
        .contains("postRequest hook of the element example", "the key is ********");
  }

  @Test
  void aHookThatFailsOnAFailureOfTheVendorsHidesItNot() {
    ObjectNode resource = resource("GET", "/a", "/a");
    hook(resource, "postRequest", "done({response_body: response_body.items.length});");
    vendor.answers = _ -> Reply.json(403, "{\"why\": \"locked\"}");

    assertThat(refused(403, with(resource), "/a").providerMessage().orElseThrow())
        .contains("locked");
  }

  @Test
  void whatAHookKeepsIsFoundAtOnceAndLater() {
    ObjectNode resource = resource("GET", "/a", "/{token}");
    parameter(resource, "token", "configuration", "token", "path");
    hook(
        resource,
        "postRequest",
        "done({configuration: {token: configuration.token + '1', gone: null, list: [1], n: 5}});");
    TestInstance instance = with(resource);
    instance.values().put("token", "t");
    instance.values().put("gone", "g");

    get(instance, "/a");
    get(instance, "/a");

    assertThat(vendor.targets()).containsExactly("/v1/t", "/v1/t1");
    assertThat(instance.values())
        .containsEntry("token", "t11")
        .containsEntry("list", "[1]")
        .containsEntry("n", "5")
        .doesNotContainKey("gone");
  }

  @Test
  void whatIsKeptOfAnAnswerIsReadBeforeTheHookChangesIt() {
    ObjectNode resource = resource("GET", "/a", "/a").put("rootKey", "|data");
    hook(resource, "postRequest", "done({response_body: {seen: configuration.id}});");
    parameter(resource, "id", "configuration", "meta.id", "body").put("source", "response");
    parameter(resource, "etag", "configuration", "ETag", "header").put("source", "response");
    vendor.answers =
        _ -> new Reply(200, Map.of("ETag", "e7"), "{\"data\": {}, \"meta\": {\"id\": 9}}");
    TestInstance instance = with(resource);

    assertThat(json(get(instance, "/a"))).isEqualTo("{'seen':'9'}");
    assertThat(instance.values()).containsEntry("id", "9").containsEntry("etag", "e7");
  }

  @Test
  void theInjectedCredentialsCanBeTakenAwayAndReplaced() {
    ObjectNode resource = resource("GET", "/a", "/a");
    hook(
        resource,
        "preRequest",
        """
        done({request_vendor_headers: {Authorization: null},
          request_vendor_parameters: {token: request_vendor_headers.Authorization.substring(7)}});
        """);
    ObjectNode other = resource("GET", "/b", "/b");
    hook(other, "preRequest", "done({request_vendor_headers: {authorization: 'Own 1'}});");
    ObjectNode element = element(resource, other);
    element.putObject("authentication").put("type", "oauth2");
    vendor.answers =
        request -> Reply.json(request.target().contains("old-token") ? 401 : 200, "{}");
    TestInstance instance = of(element);

    get(instance, "/a");

    assertThat(vendor.targets()).containsExactly("/v1/a?token=old-token", "/v1/a?token=new-token");
    assertThat(vendor.last().headers()).doesNotContainKey("Authorization");
    get(instance, "/b");
    assertThat(vendor.last().headers()).containsEntry("Authorization", "Own 1");
  }

  @Test
  void aHookMakesThePagesThatTheVendorDoesNotHave() {
    ObjectNode resource = resource("GET", "/a", "/a").put("rootKey", "|items");
    parameter(resource, "nextPage", "query", "n", "no-op");
    parameter(resource, "pageSize", "query", "limit", "query");
    hook(
        resource,
        "preRequest",
        """
        if (request_parameters.nextPage) {
          done({request_vendor_parameters: JSON.parse(CE.decode64(request_parameters.nextPage))});
        } else { done(); }
        """);
    hook(
        resource,
        "postRequest",
        """
        var next = response_body_raw_map.next;
        done({response_headers: {'elements-total-count': 4,
          'elements-next-page-token': next ? CE.b64(JSON.stringify({after: next})) : null}});
        """);
    vendor.answers =
        request ->
            Reply.json(
                request.target().contains("after=2")
                    ? "{\"items\": [3, 4]}"
                    : "{\"items\": [1, 2], \"next\": 2}");
    TestInstance instance = with(resource);

    HubAnswer first = get(instance, "/a", "pageSize=2");
    HubAnswer second = get(instance, "/a", "pageSize=2", "nextPage=" + first.nextPage().get());

    assertThat(json(first)).isEqualTo("[1,2]");
    assertThat(first.totalCount()).hasValue(4);
    assertThat(json(second)).isEqualTo("[3,4]");
    assertThat(second.nextPage()).isEmpty();
    assertThat(vendor.last().target()).isEqualTo("/v1/a?limit=2&after=2");
  }

  @Test
  void aConditionThatAHookLooksAtHasToBeReadable() {
    ObjectNode resource = resource("GET", "/a", "/a");
    hook(resource, "preRequest", "done({request_vendor_parameters: {e: request_expression}});");

    assertThat(refused(400, with(resource), "/a", "where=name = ").message())
        .contains("where, position");
    assertThat(vendor.seen()).isEmpty();
    get(with(resource), "/a");
    assertThat(vendor.targets()).containsExactly("/v1/a");
  }

  @Test
  void resourcesFollowEachOther() {
    ObjectNode first =
        resource("POST", "/a", "/first").put("nextResource", "GET:/hubs/other/b/{id}");
    parameter(first, "body", "body", "b", "body");
    ObjectNode second = resource("GET", "/b/{id}", "/second/{id}").put("nextResource", "POST:/c");
    parameter(second, "made.id", "prevBodyField", "id", "path");
    hook(
        second,
        "preRequest",
        "done({request_vendor_parameters: {p: request_previous_response.made.id,"
            + " h: request_previous_response_headers['x-h']}});");
    ObjectNode third = resource("POST", "/c", "/third").put("type", "apiNoDocumentation");
    parameter(third, "b", "prevBody", "b", "body");
    vendor.answers =
        request ->
            new Reply(
                200, Map.of("X-H", "h1"), "{\"made\": {\"id\": " + vendor.seen().size() + "}}");

    assertThat(json(engine.call(with(first, second, third), post("/a", "{\"n\": 1}"))))
        .isEqualTo("{'made':{'id':3}}");

    assertThat(vendor.targets()).containsExactly("/v1/first", "/v1/second/1?p=1&h=h1", "/v1/third");
    assertThat(vendor.last().body()).isEqualTo("{\"made\":{\"id\":2}}");
  }

  @Test
  void aFailureEndsTheChain() {
    ObjectNode first = resource("GET", "/a", "/first").put("nextResource", "GET:/b");
    vendor.answers = _ -> Reply.json(404, "{}");

    refused(404, with(first, resource("GET", "/b", "/second")), "/a");

    assertThat(vendor.targets()).containsExactly("/v1/first");
  }

  @Test
  void fiveResourcesAreTheMost() {
    List<ObjectNode> chain = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      chain.add(resource("GET", "/r" + i, "/" + i).put("nextResource", "GET:/r" + (i + 1)));
    }
    TestInstance instance = with(chain.toArray(ObjectNode[]::new));

    assertThat(refused(400, instance, "/r1").message()).contains("5 resources");
    assertThat(vendor.seen()).isEmpty();
    get(instance, "/r2");
    assertThat(vendor.targets()).containsExactly("/v1/2", "/v1/3", "/v1/4", "/v1/5", "/v1/6");
    ObjectNode circle = resource("GET", "/circle", "/c").put("nextResource", "GET:/circle");
    refused(400, with(circle), "/circle");
  }

  @Test
  void takingLeaveIsWithoutTheElementsHooks() {
    ObjectNode bye = resource("DELETE", "/bye", "/bye").put("type", "onDelete");
    hook(bye, "preRequest", "done({request_vendor_parameters: {own: 1}});");
    ObjectNode element = element(bye);
    hook(element, "preRequest", "done({request_vendor_parameters: {elements: 1}});");

    engine.leave(of(element));

    assertThat(vendor.targets()).containsExactly("/v1/bye?own=1");
  }

  @Test
  void aStepThatSaysNoStopsTheConnecting() {
    ObjectNode check = resource("GET", "/check", "/check").put("type", "provisionAuthValidation");
    hook(
        check,
        "postRequest",
        "done({response_error_message: 'wrong subdomain', response_status_code: 400});");
    ObjectNode next = resource("GET", "/next", "/next").put("type", "onProvision");

    ApiException failure =
        dev.valence.hubs.documents.HubCaller.failure(() -> engine.provision(with(check, next)));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).isEqualTo("wrong subdomain");
    assertThat(vendor.targets()).containsExactly("/v1/check");
  }

  @Test
  void aStepThatAnotherLeadsOnToRunsOnce() {
    ObjectNode first =
        resource("GET", "/first", "/first")
            .put("type", "onProvision")
            .put("nextResource", "GET:/hubs/social/second");
    ObjectNode second = resource("GET", "/second", "/second").put("type", "onProvision");

    engine.provision(with(first, second));

    assertThat(vendor.targets()).containsExactly("/v1/first", "/v1/second");
  }

  @Test
  void stepsOfATypeAreRunWithWhatTheyAreGivenAndWithoutAToken() {
    ObjectNode exchange =
        resource("POST", "/exchange", "/token").put("type", "oauthOnTokenExchange");
    parameter(exchange, "code", "query", "code", "form");
    parameter(exchange, "oauth.user.token", "configuration", "access", "body")
        .put("source", "response");
    ObjectNode element = element(exchange);
    element.putObject("authentication").put("type", "oauth2");
    vendor.answers = _ -> Reply.json("{\"access\": \"a1\"}");
    TestInstance instance = of(element);

    assertThat(engine.step(instance, "oauthOnTokenExchange", Map.of("code", "c 1")).orElseThrow())
        .hasToString("{\"access\":\"a1\"}");

    assertThat(vendor.last().body()).isEqualTo("code=c+1");
    assertThat(vendor.last().headers()).doesNotContainKey("Authorization");
    assertThat(instance.values()).containsEntry("oauth.user.token", "a1");
    assertThat(engine.step(instance, "onRefresh", Map.of())).isEmpty();
  }

  private TestInstance with(ObjectNode... resources) {
    return of(element(resources));
  }

  private TestInstance of(ObjectNode element) {
    String type = element.path("authentication").path("type").asText("custom");
    return instanceOf(type, element);
  }

  private static ObjectNode element(ObjectNode... resources) {
    ObjectNode element = TestVendor.JSON.createObjectNode();
    element.withArrayProperty("resources").addAll(List.of(resources));
    return element;
  }

  private static ObjectNode resource(String method, String path, String vendorPath) {
    return TestVendor.JSON
        .createObjectNode()
        .put("method", method)
        .put("path", "/hubs/social" + path)
        .put("vendorPath", vendorPath);
  }

  private static void hook(ObjectNode owner, String type, String body) {
    owner.withArrayProperty("hooks").addObject().put("type", type).put("body", body);
  }

  private static ObjectNode parameter(
      ObjectNode owner, String name, String type, String vendorName, String vendorType) {
    return owner
        .withArrayProperty("parameters")
        .addObject()
        .put("name", name)
        .put("type", type)
        .put("vendorName", vendorName)
        .put("vendorType", vendorType);
  }
}
