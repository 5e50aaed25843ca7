package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An element that an organization describes, from its definition to calls of its accounts. */
@QuarkusTest
@TestProfile(ElementBuilderTest.Profile.class)
class OwnElementTest extends RestTest {

  private static final String SECRET = "the-secret-of-acme";

  private String key;
  private String token;

  @BeforeEach
  void connect() throws JsonProcessingException {
    vendor().reset();
    key = "acme" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    succeeded(api.post("/elements", api.organization(), definition()));
    vendor().on("/v1/check", 200, "{\"site\": \"s7\"}");
    ObjectNode body = (ObjectNode) Api.JSON.readTree("{\"name\": \"Acme\"}");
    body.putObject("element").put("key", key);
    body.putObject("configuration").put("api.key", SECRET).put("debug", "true");
    token = api.element(succeeded(api.post("/instances", api.organization(), body)).json());
  }

  private static TestVendor vendor() {
    return AllowedVendor.vendor();
  }

  private ObjectNode definition() throws JsonProcessingException {
    return (ObjectNode)
        Api.JSON.readTree(
            """
            {'name': 'Acme', 'key': '%s', 'description': 'People', 'hub': 'fitness',
             'authentication': {'type': 'custom'},
             'configuration': [
               {'key': 'base.url', 'name': 'Base', 'type': 'TEXTFIELD_1000',
                'defaultValue': 'http://%s/v1'},
               {'key': 'api.key', 'name': 'Key', 'type': 'PASSWORD', 'required': true},
               {'key': 'site', 'name': 'Site', 'type': 'TEXTFIELD_32'},
               {'key': 'debug', 'name': 'Debug', 'type': 'BOOLEAN'}],
             'parameters': [
               {'name': 'Bearer ${configuration.api.key}', 'type': 'value',
                'vendorName': 'Authorization', 'vendorType': 'header', 'source': 'request'}],
             'resources': [
               {'type': 'provisionAuthValidation', 'method': 'GET', 'path': '/hubs/fitness/check',
                'vendorPath': '/check', 'parameters': [
                 {'name': 'site', 'type': 'configuration', 'vendorName': 'site',
                  'vendorType': 'body', 'source': 'response'}]},
               {'type': 'api', 'method': 'GET', 'path': '/hubs/fitness/people',
                'vendorPath': '/people', 'rootKey': '|items', 'objectName': 'people',
                'model': {'name': 'person', 'swagger': {'person': {'id': 'person',
                  'properties': {'id': {'type': 'string'}}}}},
                'parameters': [
                 {'name': 'where', 'type': 'query', 'vendorName': 'where', 'vendorType': 'query',
                  'converter': 'toQueryParameters', 'source': 'request'},
                 {'name': 'pageSize', 'type': 'query', 'vendorName': 'n', 'vendorType': 'query',
                  'source': 'request'}],
                'hooks': [
                 {'type': 'preRequest', 'body':
                   'done({request_vendor_parameters: {sign: CE.md5(configuration[`api.key`])}});'},
                 {'type': 'postRequest', 'body':
                   'done({response_body: response_body.map(p => Object.assign(p, {site: configuration.site}))});'}]}],
             'objects': [{'name': 'people', 'vendorName': 'person'}]}\
            """
                .formatted(key, vendor().hostAndPort())
                .replace('\'', '"'));
  }

  @Test
  void itsAccountIsCalledThroughParametersAndHooks() {
    vendor().on("/v1/people", 200, "{\"items\": [{\"id\": 1}, {\"id\": 2}, {\"id\": 3}]}");

    Answer answer =
        succeeded(
            api.get("/hubs/fitness/people?pageSize=2&where=" + Api.encode("name='x'"), token));

    assertThat(answer.json().toString())
        .isEqualTo("[{\"id\":1,\"site\":\"s7\"},{\"id\":2,\"site\":\"s7\"}]");
    assertThat(answer.header("Elements-Next-Page-Token")).isNotBlank();
    TestVendor.Question question = vendor().asked("/v1/people").getLast();
    assertThat(question.authorization()).isEqualTo("Bearer " + SECRET);
    assertThat(question.parameter("name")).isEqualTo("x");
    assertThat(question.parameter("sign")).hasSize(32);
    assertThat(
            succeeded(
                    api.get(
                        "/people?pageSize=2&nextPage="
                            + Api.encode(answer.header("Elements-Next-Page-Token")),
                        token))
                .json())
        .hasSize(1);
  }

  @Test
  void aCallIsExplainedAndNotMade() {
    Answer answer = succeeded(api.get("/hubs/fitness/people?pageSize=2&explain=true", token));

    assertThat(vendor().asked("/v1/people")).isEmpty();
    JsonNode request = answer.json().path("calls").path(0).path("request");
    assertThat(request.path("url").asText())
        .isEqualTo("http://" + vendor().hostAndPort() + "/v1/people?n=2&sign=********");
    assertThat(answer.response().body()).doesNotContain(SECRET);
  }

  @Test
  void aTracedCallIsFoundByItsId() {
    vendor().on("/v1/people", 503, "{\"key\": \"" + SECRET + "\"}");

    Answer answer = failed(api.get("/hubs/fitness/people", token), 502);
    JsonNode trace =
        succeeded(
                api.get(
                    "/elements/" + key + "/trace/" + answer.header("Elements-Trace-Id"),
                    api.organization()))
            .json();

    assertThat(trace.path("GET:/v1/people").path("response").path("status").asInt()).isEqualTo(503);
    assertThat(trace.toString()).contains("********").doesNotContain(SECRET);
  }

  @Test
  void itsObjectsAreKnown() {
    assertThat(succeeded(api.get("/hubs/fitness/objects", token)).json().toString())
        .isEqualTo("[\"people\"]");
    assertThat(
            succeeded(api.get("/objects/people/metadata", token))
                .json()
                .path("fields")
                .findValuesAsText("vendorPath"))
        .contains("id");
    assertThat(succeeded(api.get("/hubs/fitness/objects/people/docs", token)).json().path("paths"))
        .hasSize(1);
    failed(api.get("/hubs/fitness/objects/nothing/metadata", token), 404);
    vendor().on("/v1/people", 200, "{\"items\": []}");
    assertThat(succeeded(api.get("/hubs/fitness/person", token)).json()).isEmpty();
  }

  @Test
  void aChangeOfItIsSeenByTheNextCall() throws JsonProcessingException {
    vendor().on("/v2/people", 200, "{\"items\": []}");
    ObjectNode changed = definition();
    ObjectNode people = (ObjectNode) changed.path("resources").get(1);
    people.put("vendorPath", "http://" + vendor().hostAndPort() + "/v2/people");

    succeeded(api.call("PUT", "/elements/" + key, api.organization(), changed.toString()));

    assertThat(succeeded(api.get("/hubs/fitness/people", token)).json()).isEmpty();
    assertThat(vendor().asked("/v2/people")).hasSize(1);
  }
}
