package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.People.Person;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements of an organization's own (contract, platform 6.1 and 9.6). */
@QuarkusTest
@TestProfile(ElementBuilderTest.Profile.class)
@Tag("database")
class ElementBuilderTest extends RestTest {

  /** A server of its own. */
  public static final class Profile implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(TestPlatform.class), new TestResourceEntry(AllowedVendor.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  private static TestVendor vendor() {
    return AllowedVendor.vendor();
  }

  @Inject Database database;
  @Inject Vault vault;

  private People people;

  @BeforeEach
  void meet() {
    people = new People(api);
    vendor().reset();
  }

  // What is asked again and again.

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Api.JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A definition as other systems publish them, with what an importer stumbles over. */
  private static ObjectNode published(String key) {
    return json(
        """
        {'id': 8417, 'name': 'Acme', 'key': '%s', 'description': 'People', 'hub': 'fitness',
         'image': 'https://images.example/acme.png', 'logo': 'acme', 'active': true,
         'typeOauth': false, 'private': true, 'extendable': true, 'cloneable': true,
         'unknown': {'kept': [1, 2.50, 1e3, null]}, 'modelType': 'basic', 'hookName': 'Acme',
         'authentication': {'type': 'custom'}, 'protocolType': 'http',
         'configuration': [
           {'id': 5, 'key': 'base.url', 'name': 'Base', 'description': '', 'type': 'TEXTFIELD_1000',
            'defaultValue': 'https://api.acme.example/v1 ', 'displayOrder': 1, 'di¸splayOrder': 2},
           {'id': 6, 'key': 'api.key', 'name': 'Key', 'type': 'PASSWORD', 'required': true},
           {'key': 'pagination.max', 'name': 'Max', 'type': 'TEXTFIELD_32', 'defaultValue': '50'}],
         'parameters': [
           {'name': 'Bearer ${configuration.api.key}', 'type': 'value', 'vendorName': 'Authorization',
            'vendorType': 'header', 'source': 'request', 'required': false, 'elementId': 8417},
           {'name': 'Authorization', 'type': 'header', 'vendorName': 'Basic CE.b64(x)',
            'vendorType': 'value', 'source': 'request'}],
         'hooks': [{'type': 'event', 'mimeType': 'application/javascript', 'isLegacy': true}],
         'resources': [
           {'id': 77, 'type': 'api', 'kind': 'eb', 'method': 'GET', 'path': '/hubs/fitness/people',
            'vendorMethod': 'GET', 'vendorPath': '/people', 'rootKey': '', 'nextPageKey': '',
            'ownerAccountId': 12, 'createdDate': '2017-08-03T14:41:52Z', 'operationId': 'people',
            'response': {'contentType': 'application/json', 'sampleData': '{}'}, 'hooks': [],
            'parameters': [{'name': 'nonsense', 'type': 'nowhere', 'vendorName': 'x',
              'vendorType': 'neither', 'source': 'request', 'resourceId': 77}]},
           {'type': 'onDeleteWebhook', 'method': 'DELETE', 'path': '/hubs/fitness/hooks/{id}',
            'response': {}, 'hooks': [{'type': 'preRequest', 'body': 'done({continue: true});',
              'contextParams': ''}]},
           {'type': 'api', 'method': 'DELETE', 'path': '/hubs/fitness/hooks/{id}',
            'model': {'name': 'x', 'swagger': {'x': {'properties': {}}}, 'transform': false}}],
         'objects': [{'name': 'people', 'vendorName': 'person', 'fields': [], 'migrated': true}],
         'models': [], 'elementMetadata': {'usage': {}}}
        """
            .formatted(key));
  }

  /** An element with nothing but a call of its vendor. */
  private static ObjectNode callable(String key) {
    ObjectNode definition = published(key);
    definition.remove("hooks");
    definition.withArray("parameters").remove(1);
    definition.withArray("resources").removeIf(each -> !each.path("method").asText().equals("GET"));
    ((ObjectNode) definition.path("resources").get(0)).remove("parameters");
    return definition;
  }

  private static ObjectNode minimal(String name) {
    return json(
        "{'name': '%s', 'description': 'd', 'authentication': {'type': 'custom'}}".formatted(name));
  }

  private static String unique() {
    return "e" + UUID.randomUUID().toString().replace("-", "");
  }

  private JsonNode imported(ObjectNode definition) {
    return succeeded(api.post("/elements", api.organization(), definition)).json();
  }

  private Answer get(String path, Person person) {
    return api.get(path, person.credentials());
  }

  private JsonNode own(String path) {
    return succeeded(api.get("/elements/" + path, api.organization())).json();
  }

  private Answer send(String method, String path, String json) {
    return people.send(method, "/elements/" + path, json);
  }

  private JsonNode sent(String method, String path, String json) {
    return succeeded(send(method, path, json)).json();
  }

  private static JsonNode with(JsonNode list, String field, String value) {
    for (JsonNode item : list) {
      if (item.path(field).asText().equals(value)) {
        return item;
      }
    }
    throw new AssertionError("no " + field + " " + value + " in " + list);
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.valueStream().map(item -> item.path(field).asText()).toList();
  }

  // Importing.

  @Test
  void aPublishedDefinitionComesBackAsItWas() {
    for (String name : List.of("", "(x)", "_1", ".v2")) {
      String key = unique() + name;
      ObjectNode definition = published(key);

      // A client's own way of writing numbers is not ours.
      String text = definition.toString().replace("[1,2.5,1000.0,null]", "[1,2.50,1E+3,null]");
      JsonNode made = succeeded(api.call("POST", "/elements", api.organization(), text)).json();

      String path = Api.encode(key);
      Answer export = succeeded(api.get("/elements/" + path + "/export", api.organization()));
      ObjectNode expected = definition.deepCopy();
      expected.remove("id");
      strip(expected);
      assertThat(export.json()).isEqualTo(expected);
      assertThat(export.response().body()).contains("[1,2.50,1E+3,null]");
      assertThat(made.path("key").asText()).isEqualTo(key);
      assertThat(made.path("id").asLong()).isNotEqualTo(8417);
      assertThat(own(path)).isEqualTo(own(made.path("id").asText()));
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object && !object.has("usage")) {
      object.remove(
          List.of("elementId", "resourceId", "ownerAccountId", "createdDate", "updatedDate"));
      if (object.has("type") || object.has("vendorName")) {
        object.remove("id");
      }
    }
    node.forEach(ElementBuilderTest::strip);
  }

  @Test
  void whatIsLeftOutIsFilledIn() {
    String name = "My " + unique();

    JsonNode made = imported(minimal(name));

    assertThat(made.path("key").asText()).isEqualTo(name.toLowerCase(Locale.ROOT).replace(" ", ""));
    assertThat(texts(made.path("configuration"), "key")).contains("base.url");
    assertThat(made.path("private").asBoolean()).isTrue();
    assertThat(made.path("active").asBoolean()).isTrue();
    assertThat(made.path("hub").asText()).isEqualTo("general");
    assertThat(made.path("ownerAccountId").asLong()).isEqualTo(people.defaultAccount());
    assertThat(made.path("createdDate").asText()).startsWith("20");
    assertThat(own(made.path("key").asText() + "/export").path("configuration")).isEmpty();
  }

  @Test
  void aPathWithoutItsHubGetsIt() {
    ObjectNode definition = minimal(unique());
    definition.withArray("resources").add(json("{'method': 'get', 'path': '/people/{id}'}"));

    JsonNode resource = imported(definition).path("resources").get(0);

    assertThat(resource.path("path").asText()).isEqualTo("/hubs/general/people/{id}");
    assertThat(resource.path("method").asText()).isEqualTo("GET");
    assertThat(resource.path("vendorMethod").asText()).isEqualTo("GET");
    assertThat(resource.path("kind").asText()).isEqualTo("eb");
  }

  @Test
  void aDefinitionMayBeYamlInOurOwnForm() {
    String key = unique();
    String yaml =
        """
        key: %s
        name: Example
        description: People
        hub: crm
        hosts: [api.example.com, "*.example.org"]
        authentication: {type: basic}
        standard: [basic, interface]
        configuration:
          - {key: base.url, defaultValue: "https://api.example.com/v1"}
        hooks:
          - type: preRequest
            body: |
              done({continue: true});
        resources:
          - {method: GET, path: /hubs/crm/people, vendorPath: /people}
        """
            .formatted(key);
    for (String type : List.of("application/yaml", "application/x-yaml", "text/yaml")) {
      api.delete("/elements/" + key, api.organization());
      JsonNode made =
          succeeded(
                  api.call(
                      "POST", "/elements", api.organization(), type, BodyPublishers.ofString(yaml)))
              .json();
      assertThat(texts(made.path("configuration"), "key"))
          .contains("username", "password", "pagination.max", "base.url");
      assertThat(made.path("hosts")).hasSize(2);
      assertThat(made.path("hooks").get(0).path("body").asText()).startsWith("done(");
      assertThat(own(key + "/export").has("standard")).isFalse();
    }
  }

  @Test
  void yamlThatCopiesItselfIsRefused() {
    String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nname: n\n";

    Answer answer =
        api.call(
            "POST",
            "/elements",
            api.organization(),
            "application/yaml",
            BodyPublishers.ofString(bomb));

    assertThat(failed(answer, 400).message()).contains("alias").contains("line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/yaml"})
  void whatIsNestedTooDeeplyIsRefused(String type) {
    String deep = "{\"name\": " + "[".repeat(5000) + "]".repeat(5000) + "}";

    Answer answer =
        api.call("POST", "/elements", api.organization(), type, BodyPublishers.ofString(deep));

    assertThat(failed(answer, 400).message()).contains("nested");
  }

  @Test
  void alargeDefinitionIsTakenAndOneThatIsTooLargeIsNot() {
    ObjectNode definition = minimal(unique());
    definition.put("note", "x".repeat(8 * 1024 * 1024));
    String key = imported(definition).path("key").asText();
    assertThat(own(key + "/export").path("note").asText()).hasSize(8 * 1024 * 1024);
    succeeded(api.delete("/elements/" + key, api.organization()));

    definition.put("note", "x".repeat(17 * 1024 * 1024));
    failed(api.post("/elements", api.organization(), definition), 413);
  }

  @Test
  void everyFaultIsNamedWithItsPlace() {
    ObjectNode wrong =
        json(
            """
            {'key': '12', 'hub': 'crm', 'active': 'perhaps', 'authentication': {},
             'hosts': ['127.0.0.1:80', 'localhost:80'], 'standard': ['oauth3'],
             'configuration': [{'key': 'a', 'required': 3}, {'key': 'a'}, {}],
             'parameters': {}, 'hooks': [{'file': 'hooks/a.js'}],
             'resources': [{'method': 'GET', 'path': '/a'}, {'method': 'GET', 'path': '/a'},
               {'method': 'LIST', 'path': '/hubs/erp/b'}, 7,
               {'method': 'GET', 'path': '/c', 'parameters': [{'name': {}}], 'response': 'text'}]}
            """);

    String message = failed(api.post("/elements", api.organization(), wrong), 400).message();

    assertThat(message)
        .contains(
            "name: is missing.",
            "description: is missing.",
            "authentication.type: is missing.",
            "key: '12' cannot be a key.",
            "active: has to be true or false.",
            "hosts[0]: ",
            "hosts[1]: ",
            "standard[0]: there is no group 'oauth3'.",
            "configuration[0].required: has to be true or false.",
            "configuration[1].key: 'a' is there a second time.",
            "configuration[2].key: is missing.",
            "parameters: has to be a list.",
            "hooks[0].type: is missing.",
            "hooks[0].file: ",
            "resources[1]: 'GET /hubs/crm/a' of the type api is there a second time.",
            "resources[2].method: is none of ",
            "resources[2].path: does not begin with /hubs/crm/.",
            "resources[3]: has to be an object.",
            "resources[4].parameters[0].name: has to be a text.",
            "resources[4].response: has to be an object.");
    assertThat(failed(api.get("/elements/12", api.organization()), 404).message()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "nothing", "{\"name\":", "3"})
  void aBodyThatIsNoDefinitionIsRefused(String body) {
    failed(
        api.call(
            "POST",
            "/elements",
            api.organization(),
            "application/json",
            BodyPublishers.ofString(body)),
        400);
  }

  @Test
  void aKeyIsTakenOnceInAnOrganization() {
    String key = unique();
    imported(published(key));

    assertThat(failed(api.post("/elements", api.organization(), published(key)), 409).message())
        .contains(key);
    Person stranger = People.stranger(database, vault);
    succeeded(api.post("/elements", stranger.credentials(), published(key)));
  }

  @Test
  void anOwnElementWinsByItsKeyAndTheNumberReachesTheBuiltInOne() {
    long builtIn = own("dropbox").path("id").asLong();
    JsonNode made = imported(published("dropbox"));

    assertThat(own("dropbox").path("id")).isEqualTo(made.path("id"));
    assertThat(own(String.valueOf(builtIn)).path("hub").asText()).isEqualTo("documents");
    assertThat(succeeded(get(ELEMENTS + "/elements/dropbox")).json().path("id").asLong())
        .isEqualTo(builtIn);
    assertThat(texts(own("?where=" + Api.encode("key='dropbox'")), "id"))
        .containsExactlyInAnyOrder(String.valueOf(builtIn), made.path("id").asText());
    succeeded(api.delete("/elements/dropbox", api.organization()));
    assertThat(own("dropbox").path("id").asLong()).isEqualTo(builtIn);
  }

  // Changing.

  @Test
  void replacingKeepsTheNumbersOfWhatIsTheSame() {
    String key = unique();
    JsonNode before = imported(published(key));
    ObjectNode next = published(key);
    next.put("name", "Acme 2");
    ((ArrayNode) next.path("resources")).insert(0, json("{'method': 'GET', 'path': '/new'}"));
    ((ObjectNode) next.path("resources").get(1)).put("vendorPath", "/changed");

    JsonNode after = sent("PUT", key, next.toString());

    assertThat(after.path("id")).isEqualTo(before.path("id"));
    assertThat(after.path("name").asText()).isEqualTo("Acme 2");
    JsonNode same = with(after.path("resources"), "vendorPath", "/changed");
    JsonNode former = with(before.path("resources"), "vendorPath", "/people");
    assertThat(same.path("id")).isEqualTo(former.path("id"));
    assertThat(same.path("parameters").get(0).path("id"))
        .isEqualTo(former.path("parameters").get(0).path("id"));
    assertThat(texts(after.path("configuration"), "id"))
        .isEqualTo(texts(before.path("configuration"), "id"));
    assertThat(texts(before.path("resources"), "id"))
        .doesNotContain(after.path("resources").get(0).path("id").asText());
    assertThat(texts(own(key + "/versions"), "version")).containsExactly("2", "1");
  }

  @Test
  void aRefusedChangeChangesNothing() {
    String key = unique();
    JsonNode before = imported(published(key));

    failed(send("PUT", key, "{'name': 'x'}"), 400);
    failed(send("POST", key + "/resources", "{'method': 'GET', 'path': '/hubs/crm/x'}"), 400);
    failed(send("POST", key + "/resources", "{'method': 'GET', 'path': '/people'}"), 400);

    assertThat(own(key)).isEqualTo(before);
    assertThat(own(key + "/versions")).hasSize(1);
  }

  @Test
  void activeIsSwitched() {
    String key = unique();
    imported(published(key));

    assertThat(send("DELETE", key + "/active", "").response().body()).isEmpty();
    assertThat(own(key).path("active").asBoolean()).isFalse();
    assertThat(send("PUT", key + "/active", "").response().body()).isEmpty();
    assertThat(own(key).path("active").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "configuration | {'key': 'region', 'name': 'Region'} | {'key': 'region', 'name': 'Where'}",
        "resources | {'method': 'GET', 'path': '/a', 'operationId': 'o'} | {'method': 'PUT', 'path': '/b'}",
        "hooks | {'type': 'preRequest', 'body': 'done();'} | {'type': 'postRequest', 'body': 'done();'}",
        "parameters | {'name': 'a', 'type': 'value', 'vendorName': 'X', 'vendorType': 'header'} | {'name': 'b', 'type': 'value', 'vendorName': 'Y', 'vendorType': 'header'}",
        "models | {'name': 'm', 'fields': [{'vendorName': 'id'}]} | {'name': 'm', 'vendorName': 'n'}",
        "objects | {'name': 'o', 'vendorName': 'v'} | {'name': 'p', 'vendorName': 'w'}",
        "resources/RESOURCE/hooks | {'type': 'preRequest', 'body': 'done();'} | {'type': 'preRequest', 'body': 'done({});'}",
        "resources/RESOURCE/parameters | {'name': 'q', 'type': 'query'} | {'name': 'r', 'type': 'query'}",
        "objects/people/fields | {'name': 'id'} | {'name': 'key'}"
      })
  void aPartIsAddedShownReplacedAndDeleted(String list, String part, String other) {
    String key = unique();
    String resource = imported(published(key)).path("resources").get(0).path("id").asText();
    String path = key + "/" + list.replace("RESOURCE", resource);
    int before = own(path).size();

    JsonNode added = sent("POST", path, part);
    String one = path + "/" + added.path("id").asLong();

    assertThat(added.path("id").asLong()).isPositive();
    json(part)
        .properties()
        .forEach(field -> {
          if (field.getValue().isTextual() && !field.getKey().equals("path")) {
            assertThat(added.get(field.getKey())).isEqualTo(field.getValue());
          }
        });
    assertThat(own(path)).hasSize(before + 1).contains(added);
    assertThat(own(one)).isEqualTo(added);

    JsonNode replaced = sent("PUT", one, other);
    assertThat(replaced.path("id")).isEqualTo(added.path("id")).isNotEqualTo(null);
    assertThat(own(one)).isEqualTo(replaced).isNotEqualTo(added);

    succeeded(send("DELETE", one, ""));
    assertThat(own(path)).hasSize(before);
    failed(send("GET", one, ""), 404);
    failed(send("PUT", one, other), 404);
    failed(send("DELETE", one, ""), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base.url", "oauth.api.key", "bulk.anything", "event.vendor.type"})
  void aReservedKeyIsNotAdded(String reserved) {
    String key = unique();
    imported(minimal(key));

    Answer refused =
        send("POST", key + "/configuration", "{'key': '%s', 'name': 'x'}".formatted(reserved));

    assertThat(failed(refused, 400).message()).contains(reserved);
  }

  @Test
  void aSettingIsFoundByItsKeyAndMayChangeThough() {
    String key = unique();
    imported(minimal(key));

    sent(
        "PUT",
        key + "/configuration/base.url",
        "{'key': 'base.url', 'name': 'Base', 'defaultValue': 'https://a.example'}");

    assertThat(own(key + "/configuration/base.url").path("defaultValue").asText())
        .isEqualTo("https://a.example");
    assertThat(own(key + "/export").path("configuration")).hasSize(1);
  }

  @Test
  void aHookNeverBecomesLegacyAgain() {
    String key = unique();
    imported(minimal(key));
    JsonNode hook = sent("POST", key + "/hooks", "{'type': 'preRequest', 'body': 'done();'}");
    String path = key + "/hooks/" + hook.path("id").asText();
    String legacy = "{'type': 'preRequest', 'body': 'return {};', 'isLegacy': %s}";
    assertThat(hook.path("isLegacy").asBoolean(true)).isFalse();

    assertThat(failed(send("PUT", path, legacy.formatted(true)), 400).message())
        .contains("hooks[0].isLegacy");
    JsonNode old = sent("POST", key + "/hooks", legacy.formatted(true));
    assertThat(
            sent("PUT", key + "/hooks/" + old.path("id").asText(), legacy.formatted(false))
                .path("isLegacy")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void modelsAreReplacedByNumberOrName() {
    String key = unique();
    imported(minimal(key));
    JsonNode model =
        sent("POST", key + "/models", "{'name': 'a', 'fields': [{'vendorName': 'id'}]}");

    JsonNode all =
        sent(
            "PUT",
            key + "/models",
            "[{'id': %s, 'name': 'b'}, {'name': 'c'}]".formatted(model.path("id").asText()));

    assertThat(texts(all, "name")).containsExactly("b", "c");
    assertThat(all.get(0).path("id")).isEqualTo(model.path("id"));
    assertThat(all.get(0).path("fields")).hasSize(1);
    assertThat(sent("PUT", key + "/models/b/fields", "[{'vendorName': 'x'}, {'vendorName': 'y'}]"))
        .hasSize(2);
    assertThat(own(key + "/models/b/fields")).hasSize(2);
  }

  @Test
  void aResourceHasOneModel() {
    String key = unique();
    JsonNode made = imported(published(key));
    String path =
        key + "/resources/" + made.path("resources").get(0).path("id").asText() + "/models";

    failed(send("GET", path, ""), 404);
    sent("POST", path, "{'name': 'people', 'swagger': {'people': {}}}");
    assertThat(own(path).path("name").asText()).isEqualTo("people");
    succeeded(send("DELETE", path, ""));
    failed(send("GET", path, ""), 404);
  }

  @Test
  void changesAtTheSameTimeAreAllMade() throws Exception {
    String key = unique();
    imported(minimal(key));

    AtomicInteger number = new AtomicInteger();
    List<Answer> answers =
        Parallel.join(
            Parallel.begin(
                4,
                () ->
                    send(
                        "POST",
                        key + "/parameters",
                        "{'name': 'p%d', 'type': 'query'}".formatted(number.incrementAndGet()))));

    long made = answers.stream().filter(answer -> answer.status() == 200).count();
    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 409);
    assertThat(own(key + "/parameters")).hasSize((int) made);
  }

  // Secrets.

  @Test
  void aSecretDefaultIsSealedAndMasked() {
    String key = unique();
    ObjectNode definition = callable(key);
    ((ObjectNode) definition.path("configuration").get(1)).put("defaultValue", "very-secret-1");

    JsonNode made = imported(definition);

    JsonNode setting = with(made.path("configuration"), "key", "api.key");
    assertThat(setting.path("defaultValue").asText()).isEqualTo(Secret.MASK);
    assertThat(own(key + "/export").toString()).contains(Secret.MASK).doesNotContain("very-secret");
    assertThat(stored()).doesNotContain("very-secret");
    assertThat(usedKey(key)).isEqualTo("Bearer very-secret-1");

    // The mask stands for the value, wherever it is sent back.
    sent("PUT", key, own(key).toString());
    assertThat(usedKey(key)).isEqualTo("Bearer very-secret-1");
    sent("PUT", key + "/configuration/api.key", setting.toString());
    assertThat(usedKey(key)).isEqualTo("Bearer very-secret-1");

    // But never for one that would be shown.
    ObjectNode open = setting.deepCopy();
    open.put("type", "TEXTFIELD_32");
    sent("PUT", key + "/configuration/api.key", open.toString());
    assertThat(own(key).toString()).doesNotContain("very-secret");
  }

  @Test
  void aMaskWithoutAValueBehindItIsNone() {
    String key = unique();
    ObjectNode definition = callable(key);
    ((ObjectNode) definition.path("configuration").get(1)).put("defaultValue", Secret.MASK);

    assertThat(with(imported(definition).path("configuration"), "key", "api.key"))
        .noneMatch(value -> value.asText().equals(Secret.MASK));
  }

  /** Every definition in the database. */
  private String stored() {
    return database.read(handle ->
        handle
            .createQuery("select definition from element_versions")
            .mapTo(String.class)
            .collect(Collectors.joining()));
  }

  /** What an instance of the element sends to its vendor as its credentials. */
  private String usedKey(String key) {
    vendor().on("/v1/people", 200, "[]");
    JsonNode instance = connected(key, "{'base.url': '%s'}".formatted(vendorUrl()));
    succeeded(api.get("/hubs/fitness/people", api.element(instance)));
    succeeded(api.delete(Api.path(instance), api.organization()));
    return String.valueOf(vendor().asked("/v1/people").getLast().authorization());
  }

  private static String vendorUrl() {
    return "http://" + vendor().hostAndPort() + "/v1";
  }

  private JsonNode connected(String key, String configuration) {
    ObjectNode body = json("{'name': 'x', 'element': {'key': '%s'}}".formatted(key));
    body.set("configuration", json(configuration));
    return succeeded(api.post("/instances", api.organization(), body)).json();
  }

  // Calling.

  @Test
  void anElementWithoutHostsMayCallPublicOnesAndWhatTheOperatorAllows() {
    String key = unique();
    imported(callable(key));
    connected(key, "{'api.key': 'k', 'base.url': '%s'}".formatted(vendorUrl()));

    JsonNode instance = connected(key, "{'api.key': 'k', 'base.url': 'http://127.0.0.1:1/v1'}");
    assertThat(failed(api.get("/hubs/fitness/people", api.element(instance)), 502).message())
        .isNotEmpty();
  }

  @Test
  void anElementWithHostsCallsNoOthers() {
    String key = unique();
    ObjectNode definition = callable(key);
    definition.putArray("hosts").add("api.acme.example");
    imported(definition);
    ObjectNode body = json("{'name': 'x', 'element': {'key': '%s'}}".formatted(key));
    body.set("configuration", json("{'api.key': 'k', 'base.url': '%s'}".formatted(vendorUrl())));

    assertThat(failed(api.post("/instances", api.organization(), body), 400).message())
        .contains("base.url");
  }

  @Test
  void theNextCallSeesTheChangedDefinition() {
    String key = unique();
    imported(callable(key));
    vendor().on("/v1/people", 200, "[1]");
    vendor().on("/v1/persons", 200, "[2]");
    JsonNode instance = connected(key, "{'api.key': 'k', 'base.url': '%s'}".formatted(vendorUrl()));
    String token = api.element(instance);
    assertThat(succeeded(api.get("/hubs/fitness/people", token)).json()).isEqualTo(list(1));

    ObjectNode next = callable(key);
    ((ObjectNode) next.path("resources").get(0)).put("vendorPath", "/persons");
    sent("PUT", key, next.toString());

    assertThat(succeeded(api.get("/hubs/fitness/people", token)).json()).isEqualTo(list(2));
  }

  private static JsonNode list(int number) {
    return Api.JSON.createArrayNode().add(number);
  }

  @Test
  void anElementWithInstancesIsNotDeleted() {
    String key = unique();
    imported(callable(key));
    JsonNode instance = connected(key, "{'api.key': 'k', 'base.url': '%s'}".formatted(vendorUrl()));

    assertThat(failed(send("DELETE", key, ""), 409).message()).contains("1 instance");
    succeeded(api.delete(Api.path(instance), api.organization()));
    succeeded(send("DELETE", key, ""));
    failed(api.get("/elements/" + key, api.organization()), 404);
  }

  // Who sees and may do what.

  @Test
  void anElementIsSeenByItsOrganizationOnly() {
    String key = unique();
    JsonNode made = imported(published(key));
    Person stranger = People.stranger(database, vault);

    for (String name : List.of(key, made.path("id").asText())) {
      for (String below :
          List.of("", "/export", "/resources", "/docs", "/configuration", "/versions")) {
        failed(get(ELEMENTS + "/elements/" + name + below), 404);
        failed(get("/elements/" + name + below, stranger), 404);
      }
      failed(api.delete("/elements/" + name, stranger.credentials()), 404);
    }
    assertThat(get("/elements/keys?pageSize=5000", stranger).response().body()).doesNotContain(key);
    assertThat(get(ELEMENTS + "/elements/keys?pageSize=5000").response().body())
        .doesNotContain(key);
    assertThat(own("keys?pageSize=5000")).anyMatch(each -> each.asText().equals(key));
  }

  @Test
  void anotherAccountSeesWhatIsSharedWithIt() {
    String key = unique();
    imported(published(key));
    long account = people.account().path("id").asLong();
    Person other = people.user(account, "admin");
    String share = key + "/accounts/" + account;

    failed(get("/elements/" + key, other), 404);
    failed(send("GET", share, ""), 404);
    assertThat(sent("PUT", share, "").path("id").asLong()).isEqualTo(account);
    sent("PUT", share, "");
    assertThat(own(key + "/accounts")).hasSize(1);
    succeeded(get("/elements/" + key, other));
    failed(api.delete("/elements/" + key, other.credentials()), 403);
    failed(people.send("PUT", "/elements/" + share, other.credentials(), ""), 403);
    succeeded(send("DELETE", share, ""));
    failed(get("/elements/" + key, other), 404);
    failed(send("DELETE", share, ""), 404);
    failed(send("PUT", key + "/accounts/999999999", ""), 404);
  }

  @Test
  void anAdministratorOfTheOrganizationSeesTheElementsOfAllAccounts() {
    Person other = people.user(people.account().path("id").asLong(), "admin");
    ObjectNode definition = minimal(unique());
    JsonNode made = succeeded(api.post("/elements", other.credentials(), definition)).json();

    assertThat(own(made.path("key").asText()).path("ownerAccountId").asLong())
        .isEqualTo(other.account());
  }

  @Test
  void whoIsNoAdministratorChangesNothingAndScriptsNeedMore() {
    long account = people.account().path("id").asLong();
    Person user = people.user(account);
    Person admin = people.user(account, "admin");

    failed(api.post("/elements", user.credentials(), minimal(unique())), 403);
    failed(api.post("/elements", admin.credentials(), published(unique())), 403);
    String key =
        succeeded(api.post("/elements", admin.credentials(), minimal(unique())))
            .json()
            .path("key")
            .asText();
    String hook = "{'type': 'preRequest', 'body': 'done();'}";
    String hooks = "/elements/" + key + "/hooks";
    failed(people.send("POST", hooks, admin.credentials(), hook), 403);
    JsonNode made = succeeded(people.send("POST", hooks, api.organization(), hook)).json();
    // What is there already is no new script.
    succeeded(people.send("PUT", "/elements/" + key + "/active", admin.credentials(), ""));
    succeeded(api.delete(hooks + "/" + made.path("id").asText(), admin.credentials()));
    failed(api.delete("/elements/" + key, user.credentials()), 403);
    succeeded(api.get("/elements/" + key, user.credentials()));
  }

  // Adding to elements that are not one's own.

  @Test
  void anAccountAddsAResourceToABuiltInElementForItselfAlone() {
    Person admin = people.user(people.account().path("id").asLong(), "admin");
    Person other = people.user(people.account().path("id").asLong(), "admin");
    String path = "/elements/sfdc/resources";
    int before = get(path, admin).json().size();
    String body =
        "{'method': 'GET', 'path': '/hubs/crm/x', 'vendorPath': '/x', 'operationId': 'x',"
            + " 'response': {'contentType': 'application/json', 'sampleData': 's'}}";

    JsonNode added = succeeded(people.send("POST", path, admin.credentials(), body)).json();

    assertThat(added.path("operationId").asText()).isEqualTo("x");
    assertThat(added.path("response").path("sampleData").asText()).isEqualTo("s");
    assertThat(added.path("ownerAccountId").asLong()).isEqualTo(admin.account());
    assertThat(get(path, admin).json()).hasSize(before + 1);
    assertThat(get(path, admin).json().get(0)).isEqualTo(added);
    assertThat(get(path + "?accountOnly=true", admin).json()).hasSize(1);
    assertThat(get(path, other).json()).hasSize(before);
    assertThat(get(path + "?accountOnly=true", other).json()).isEmpty();
    assertThat(get("/elements/sfdc", admin).json().path("extended").asBoolean()).isTrue();
    assertThat(get("/elements/sfdc", admin).json().path("private").asBoolean()).isFalse();
    assertThat(get("/elements/sfdc", other).json().path("extended").asBoolean()).isFalse();

    String one = path + "/" + added.path("id").asText();
    String parameter = "{'name': 'q', 'type': 'query', 'vendorName': 'q', 'vendorType': 'query'}";
    succeeded(people.send("POST", one + "/parameters", admin.credentials(), parameter));
    assertThat(get(one + "/parameters", admin).json()).hasSize(1);
    succeeded(api.delete(one, admin.credentials()));
    assertThat(get(path, admin).json()).hasSize(before);
    assertThat(get("/elements/sfdc", admin).json().path("extended").asBoolean()).isFalse();
  }

  @Test
  void anAddedResourceTakesThePlaceOfTheBuiltInOneForItsAccount() {
    Person admin = people.user(people.account().path("id").asLong(), "admin");
    String path = "/elements/sfdc/resources";
    JsonNode all = get(path, admin).json();
    JsonNode builtIn = all.get(1);
    String body =
        "{'method': '%s', 'path': '%s', 'vendorPath': '/mine'}"
            .formatted(builtIn.path("method").asText(), builtIn.path("path").asText());

    succeeded(people.send("POST", path, admin.credentials(), body));

    JsonNode after = get(path, admin).json();
    assertThat(after).hasSize(all.size());
    assertThat(after.get(0).path("vendorPath").asText()).isEqualTo("/mine");
    assertThat(texts(after, "id")).doesNotContain(builtIn.path("id").asText());
  }

  @Test
  void aBuiltInElementIsNotChanged() {
    String resource = own("sfdc/resources").get(0).path("id").asText();
    assertThat(own("sfdc/resources/" + resource).path("id").asText()).isEqualTo(resource);

    failed(send("DELETE", "sfdc", ""), 403);
    failed(send("PUT", "sfdc/active", ""), 403);
    failed(send("POST", "sfdc/hooks", "{'type': 'preRequest', 'body': 'done();'}"), 403);
    failed(send("POST", "sfdc/configuration", "{'key': 'a', 'name': 'a'}"), 403);
    String parameter = "{'name': 'q', 'type': 'query'}";
    failed(send("POST", "sfdc/resources/" + resource + "/parameters", parameter), 404);
    failed(send("POST", "sfdc/resources/" + resource + "/models", "{'name': 'x'}"), 404);
    failed(send("PUT", "sfdc/resources/" + resource, parameter), 404);
    failed(send("DELETE", "sfdc/resources/" + resource, ""), 404);
  }

  @Test
  void aCloneHasAKeyOfItsOwnAndNoSecretDefaults() {
    String key = unique();
    ObjectNode definition = published(key);
    definition
        .withArray("configuration")
        .add(json("{'key': 'oauth.api.key', 'name': 'k', 'defaultValue': 'the-app'}"));
    JsonNode made = imported(definition);

    JsonNode clone = sent("POST", key + "/clone", "");
    JsonNode named =
        sent("POST", key + "/clone", "{'name': 'Other', 'key': '%s'}".formatted(unique()));

    assertThat(clone.path("key").asText()).isNotEqualTo(key);
    assertThat(clone.path("id")).isNotEqualTo(made.path("id"));
    assertThat(
            with(clone.path("configuration"), "key", "oauth.api.key")
                .path("defaultValue")
                .asText("?"))
        .isEmpty();
    assertThat(clone.path("resources")).hasSameSizeAs(made.path("resources"));
    assertThat(named.path("name").asText()).isEqualTo("Other");
    succeeded(send("POST", "dropbox/clone", ""));
  }

  // Hubs, and lists.

  @Test
  void aHubThatAnElementNamesIsThereForItsOrganization() {
    ObjectNode definition = minimal(unique());
    String hub = "hub-" + unique();
    definition.put("hub", hub);
    String key = imported(definition).path("key").asText();

    assertThat(succeeded(api.get("/hubs/" + hub, api.organization())).json().path("id").asLong())
        .isGreaterThanOrEqualTo(1000);
    assertThat(
            texts(
                succeeded(api.get("/hubs/" + hub + "/elements", api.organization())).json(), "key"))
        .containsExactly(key);
    failed(get(ELEMENTS + "/hubs/" + hub), 404);
    failed(get("/hubs/" + hub, People.stranger(database, vault)), 404);
    failed(api.delete("/hubs/" + hub, api.organization()), 409);
    succeeded(send("DELETE", key, ""));
    succeeded(api.delete("/hubs/" + hub, api.organization()));
    failed(api.get("/hubs/" + hub, api.organization()), 404);
  }

  @Test
  void aHubIsMadeAndNeverTwice() {
    String body = "{'key': 'h%s', 'name': 'Fitness', 'description': 'd'}".formatted(unique());

    JsonNode hub = succeeded(people.send("POST", "/hubs", body)).json();

    assertThat(hub.path("name").asText()).isEqualTo("Fitness");
    failed(people.send("POST", "/hubs", body), 409);
    failed(people.send("POST", "/hubs", "{'key': 'crm', 'name': 'x'}"), 409);
    assertThat(failed(people.send("POST", "/hubs", "{'key': 'A B'}"), 400).message())
        .contains("key")
        .contains("name");
    failed(api.delete("/hubs/crm", api.organization()), 403);
  }

  @Test
  void theListIsFiltered() {
    String key = unique();
    imported(published(key));

    for (String where : List.of("key='%s'", "name='Acme' and private=true and key='%s'")) {
      JsonNode found = own("?where=" + Api.encode(where.formatted(key)));
      assertThat(texts(found, "key")).containsExactly(key);
      assertThat(found.get(0).path("resources")).isNotEmpty();
    }
    JsonNode abridged = own("?where=" + Api.encode("abridged='true' and key='%s'".formatted(key)));
    assertThat(abridged.get(0).path("resources")).isEmpty();
    assertThat(texts(own("?where=" + Api.encode("private='false'")), "key")).doesNotContain(key);
    assertThat(
            failed(api.get("/elements?where=" + Api.encode("size > 3"), api.organization()), 400)
                .message())
        .contains("position 1");
  }

  @Test
  void pagesGoThroughElementsOfTheSameKey() {
    imported(published("instagram"));
    List<String> walked = new ArrayList<>();
    String next = "";
    do {
      Answer page =
          succeeded(
              api.get(
                  "/elements?abridged=true&pageSize=1"
                      + (next.isEmpty() ? "" : "&nextPage=" + Api.encode(next)),
                  api.organization()));
      walked.addAll(texts(page.json(), "id"));
      next = page.header("Elements-Next-Page-Token");
    } while (!next.isEmpty());

    assertThat(walked)
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(texts(own("?abridged=true&pageSize=5000"), "id"));
    succeeded(send("DELETE", "instagram", ""));
  }

  @Test
  void authenticationTypesAndTheirSettingsAreTold() {
    String key = unique();
    imported(published(key));

    JsonNode types = own(key + "/authentication-types");
    assertThat(types.path("defaultValue").asText()).isEqualTo("custom");
    assertThat(
            own(key + "/authentication-types/custom/configurations")
                .path("api.key")
                .path("name")
                .asText())
        .isEqualTo("Key");
    failed(
        api.get(
            "/elements/" + key + "/authentication-types/basic/configurations", api.organization()),
        404);
    assertThat(own(key + "/transformations")).isEmpty();
    assertThat(own(key + "/validate").path("valid").asBoolean()).isTrue();
    assertThat(own(key + "/metadata").path("hub").asText()).isEqualTo("fitness");
  }

  @Test
  void theOAuthUrlOfAnOwnElementNeedsTheOrganization() {
    String key = unique();
    ObjectNode definition = minimal(unique()).put("key", key);
    definition.withObject("authentication").put("type", "oauth2");
    definition
        .withArray("configuration")
        .add(
            json(
                "{'key': 'oauth.authorization.url', 'name': 'a', 'defaultValue': 'https://a.example/authorize'}"))
        .add(
            json(
                "{'key': 'oauth.token.url', 'name': 't', 'defaultValue': 'https://a.example/token'}"));
    imported(definition);
    String path =
        "/elements/"
            + key
            + "/oauth/url?apiKey=k&apiSecret=s&callbackUrl="
            + Api.encode(Api.CALLBACK);

    failed(get(ELEMENTS + path), 404);
    failed(api.get(path, "User " + api.userSecret()), 404);
    assertThat(succeeded(api.get(path, api.organization())).json().path("oauthUrl").asText())
        .startsWith("https://a.example/authorize?");
  }
}
