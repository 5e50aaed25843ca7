package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An organization's own element that says what its vendor has withdrawn and what options mean. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class WithdrawnApiTest extends RestTest {

  private static ObjectNode definition() {
    return json(
        """
        {'name': 'Acme', 'key': '%s', 'description': 'People', 'hub': 'fitness',
         'authentication': {'type': 'custom'},
         'configuration': [
           {'key': 'base.url', 'name': 'Base', 'type': 'TEXTFIELD_1000', 'description': '',
            'defaultValue': 'https://eu.acme.example'},
           {'key': 'region', 'name': 'Region', 'type': 'COMBO', 'description': '',
            'defaultValue': 'eu', 'options': [
              {'value': 'eu', 'description': 'Europe'},
              {'value': 'us', 'description': 'America',
               'defaults': {'base.url': 'https://us.acme.example'}}]}],
         'resources': [{'type': 'api', 'method': 'GET', 'path': '/hubs/fitness/people',
           'vendorPath': '/people'}],
         'withdrawn': [{'method': 'get', 'path': '/runs/{id}', 'since': '2018-04-04',
           'message': 'nobody runs.'}]}
        """
            .formatted("acme" + UUID.randomUUID().toString().substring(0, 8)));
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Api.JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private JsonNode connect(String key, String region) {
    ObjectNode body = json("{'name': 'Acme'}");
    body.putObject("element").put("key", key);
    body.putObject("configuration").put("region", region);
    return succeeded(api.post("/instances", api.organization(), body)).json();
  }

  @Test
  void itComesBackAsItWasAndTheCatalogueShowsIt() {
    ObjectNode definition = definition();
    String key = definition.path("key").asText();
    succeeded(api.post("/elements", api.organization(), definition));

    JsonNode exported =
        succeeded(api.get("/elements/" + key + "/export", api.organization())).json();
    assertThat(exported.path("withdrawn")).isEqualTo(definition.path("withdrawn"));
    assertThat(exported.at("/configuration/1/options"))
        .isEqualTo(definition.at("/configuration/1/options"));
    JsonNode shown = succeeded(api.get("/elements/" + key, api.organization())).json();
    assertThat(shown.at("/withdrawn/0/path").asText()).isEqualTo("/hubs/fitness/runs/{id}");
    assertThat(shown.at("/withdrawn/0/since").asText()).isEqualTo("2018-04-04");
  }

  @Test
  void aCallIsAnsweredWith501AlsoWithoutTheHub() {
    ObjectNode definition = definition();
    String key = definition.path("key").asText();
    succeeded(api.post("/elements", api.organization(), definition));
    String element = api.element(connect(key, "eu"));

    for (String path : new String[] {"/hubs/fitness/runs/7", "/runs/7"}) {
      Answer refused = api.get(path, element);
      assertThat(refused.status()).isEqualTo(501);
      assertThat(refused.message()).isEqualTo("Acme withdrew this on 2018-04-04: nobody runs.");
    }
  }

  @Test
  void anOptionThatIsChosenSaysWhatOtherEntriesAre() {
    ObjectNode definition = definition();
    String key = definition.path("key").asText();
    succeeded(api.post("/elements", api.organization(), definition));

    assertThat(connect(key, "eu").path("configuration").path("base.url").asText())
        .isEqualTo("https://eu.acme.example");
    JsonNode american = connect(key, "us");
    assertThat(american.path("configuration").path("base.url").asText())
        .isEqualTo("https://us.acme.example");
    assertThat(
            succeeded(api.get("/hubs/fitness/people?explain=true", api.element(american)))
                .json()
                .toString())
        .contains("https://us.acme.example/people");
  }

  @Test
  void everyFaultIsNamedWithItsPlace() {
    ObjectNode definition = definition();
    ObjectNode withdrawn = (ObjectNode) definition.at("/withdrawn/0");
    withdrawn.put("method", "LOOK").put("since", "yesterday").put("message", "");
    withdrawn.put("path", "/hubs/crm/runs");
    ((ObjectNode) definition.at("/configuration/1/options/1"))
        .putObject("defaults")
        .put("none", "x")
        .put("oauth.api.secret", "x");
    definition
        .withArray("configuration")
        .addObject()
        .put("key", "oauth.api.secret")
        .put("name", "Secret");

    Answer refused = api.post("/elements", api.organization(), definition);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message())
        .contains(
            "withdrawn[0].method: is none of",
            "withdrawn[0].since: is not a day",
            "withdrawn[0].message: is missing",
            "withdrawn[0].path: does not begin with /hubs/fitness/",
            "configuration[1].options[1].defaults.none: there is no configuration of this key",
            "defaults.oauth.api.secret: a secret is nothing");
  }
}
