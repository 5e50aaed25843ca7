package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.apidocs.DocumentJudge;
import dev.valence.app.Api.Answer;
import dev.valence.model.Secret;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of elements and hubs (contract, core 2.1, 2.8, 2.9 and 7.10). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class CatalogueApiTest extends RestTest {

  private static final String[] PATHS = {
    "/elements",
    "/elements/keys",
    "/elements/metadata",
    "/elements/dropbox",
    "/elements/dropbox/configuration",
    "/elements/dropbox/metadata",
    "/hubs",
    "/hubs/keys",
    "/hubs/documents",
    "/hubs/documents/elements"
  };

  @Test
  void itIsOpenUnderBothBasePaths() {
    for (String path : PATHS) {
      String first = succeeded(get(ELEMENTS + path)).response().body();
      succeeded(get(YOUR_MOMS + path));
      assertThat(succeeded(get(YOUR_MOMS + path.replace("elements", "your_moms"))).json())
          .isEqualTo(get(YOUR_MOMS + path).json());
      assertThat(first).isNotBlank();
    }
  }

  @Test
  void wrongCredentialsAreRefusedAllTheSame() {
    for (String path : PATHS) {
      assertThat(
              failed(get(ELEMENTS + path, "Authorization", "User a, Organization b"), 401)
                  .message())
          .isEqualTo(INVALID_CREDENTIALS);
    }
  }

  @Test
  void theElementsAreABareList() {
    Answer answer = succeeded(get(ELEMENTS + "/elements"));

    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Elements-Returned-Count"))
        .isEqualTo(String.valueOf(answer.json().size()));
    assertThat(answer.header("Elements-Next-Page-Token")).isEmpty();
    JsonNode dropbox = withKey(answer.json(), "dropbox");
    assertThat(dropbox.path("configuration")).isNotEmpty();
    assertThat(dropbox.path("resources")).isNotEmpty();
    assertThat(dropbox.path("hub").asText()).isEqualTo("documents");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/elements?abridged=true", "/hubs/documents/elements?abridged=true"})
  void abridgedLeavesTheLongPartsOut(String path) {
    JsonNode dropbox = withKey(succeeded(get(ELEMENTS + path)).json(), "dropbox");

    assertThat(dropbox.path("configuration")).isEmpty();
    assertThat(dropbox.path("resources")).isEmpty();
    assertThat(dropbox.path("name").asText()).isEqualTo("Dropbox");
  }

  @Test
  void anElementIsFoundByKeyAndById() {
    JsonNode byKey = succeeded(get(ELEMENTS + "/elements/dropbox")).json();
    JsonNode byId = succeeded(get(ELEMENTS + "/elements/" + byKey.path("id").asLong())).json();

    assertThat(byId).isEqualTo(byKey);
    assertThat(byKey.path("authentication").path("type").asText()).isEqualTo("oauth2");
    assertThat(byKey.path("image").asText()).isEqualTo("elements/provider_dropbox.png");
  }

  @Test
  void theOtherVocabularyRenamesThePathOfTheImage() {
    assertThat(get(YOUR_MOMS + "/your_moms/dropbox").json().path("image").asText())
        .isEqualTo("your_moms/provider_dropbox.png");
  }

  @Test
  void theConfigurationIsThatOfTheElementWithoutSecrets() {
    JsonNode configuration = succeeded(get(ELEMENTS + "/elements/dropbox/configuration")).json();

    assertThat(configuration)
        .isEqualTo(get(ELEMENTS + "/elements/dropbox").json().path("configuration"));
    JsonNode baseUrl = withKey(configuration, "base.url");
    assertThat(baseUrl.path("defaultValue").asText()).isNotEmpty();
    assertThat(baseUrl.path("id").isIntegralNumber()).isTrue();
    for (JsonNode entry : configuration) {
      if (entry.path("type").asText().equals("PASSWORD")) {
        assertThat(entry.path("defaultValue").asText("")).isIn("", Secret.MASK, "null");
      }
    }
    assertThat(withKey(configuration, "oauth.api.key").path("required").asBoolean()).isTrue();
  }

  @Test
  void theMetadataTellsOfEvents() {
    JsonNode metadata = succeeded(get(ELEMENTS + "/elements/dropbox/metadata")).json();

    assertThat(metadata.path("events").path("supported").asBoolean()).isTrue();
    assertThat(metadata.path("events").path("methods"))
        .extracting(JsonNode::asText)
        .contains("webhook");
    for (String field : List.of("id", "key", "name", "description", "events", "hub")) {
      assertThat(metadata.has(field)).as(field).isTrue();
    }
    assertThat(withKey(get(ELEMENTS + "/elements/metadata").json(), "dropbox")).isEqualTo(metadata);
    assertThat(get(ELEMENTS + "/elements/" + metadata.path("id").asLong() + "/metadata").json())
        .isEqualTo(metadata);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/elements/no-such | No element found with ID no-such",
        "/elements/999999999999 | No element found with ID 999999999999",
        "/elements/999999999999/metadata | No element found with ID 999999999999",
        "/elements/-1 | No element found with ID -1",
        "/elements/no-such/configuration | No element found with ID no-such",
        "/hubs/no-such | No hub found with ID no-such",
        "/hubs/no-such/elements | No hub found with ID no-such"
      })
  void whatIsUnknownIsNamed(String path, String message) {
    assertThat(failed(get(ELEMENTS + path), 404).message()).isEqualTo(message);
    assertThat(failed(get(YOUR_MOMS + path), 404).message()).isEqualTo(message);
  }

  @Test
  void theHubsAreThoseOfTheContract() {
    assertThat(succeeded(get(ELEMENTS + "/hubs/keys")).json())
        .extracting(JsonNode::asText)
        .contains("documents", "crm", "helpdesk", "marketing", "social");
    JsonNode documents = succeeded(get(ELEMENTS + "/hubs/documents")).json();
    for (String field : List.of("id", "name", "key", "description", "active")) {
      assertThat(documents.has(field)).as(field).isTrue();
    }
    assertThat(withKey(get(ELEMENTS + "/hubs").json(), "documents")).isEqualTo(documents);
  }

  @Test
  void hydrateAddsTheResourcesOfAHub() {
    for (JsonNode hub :
        List.of(
            get(ELEMENTS + "/hubs/documents?hydrate=true").json(),
            withKey(get(ELEMENTS + "/hubs?hydrate=true").json(), "documents"))) {
      assertThat(hub.path("resources")).isNotEmpty();
    }
    assertThat(get(ELEMENTS + "/hubs/documents").json().path("resources")).isEmpty();
  }

  @Test
  void theElementsOfAHubAreOfThatHub() {
    JsonNode elements = succeeded(get(ELEMENTS + "/hubs/documents/elements")).json();

    assertThat(elements).isNotEmpty().allMatch(e -> e.path("hub").asText().equals("documents"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/elements/keys", "/hubs/keys"})
  void pagesOfOneGoThroughTheWholeList(String path) {
    List<String> all = texts(get(ELEMENTS + path).json());
    List<String> walked = new ArrayList<>();
    String next = "";
    do {
      Answer page =
          succeeded(
              get(
                  ELEMENTS
                      + path
                      + "?pageSize=1"
                      + (next.isEmpty() ? "" : "&nextPage=" + Api.encode(next))));
      assertThat(page.header("Elements-Returned-Count")).isEqualTo("1");
      walked.addAll(texts(page.json()));
      next = page.header("Elements-Next-Page-Token");
    } while (!next.isEmpty() && walked.size() <= all.size());

    assertThat(walked).isEqualTo(all);
  }

  @Test
  void everyElementIsDescribedInBothLanguages() {
    for (String key : texts(get(ELEMENTS + "/elements/keys").json())) {
      String path = ELEMENTS + "/elements/" + key + "/docs";
      JsonNode swagger = succeeded(get(path)).json();
      JsonNode openApi = succeeded(get(path + "?format=openapi")).json();

      assertThat(swagger.path("swagger").asText()).isEqualTo("2.0");
      assertThat(openApi.path("openapi").asText()).isEqualTo("3.1.0");
      assertThat(swagger.path("paths")).isNotEmpty().hasSameSizeAs(openApi.path("paths"));
      DocumentJudge.isValid(swagger);
      DocumentJudge.isValid(openApi);
    }
  }

  @Test
  void aDocumentNamesTheServerThatIsCalled() {
    String path = "/elements/dropbox/docs";
    JsonNode own = succeeded(get(ELEMENTS + path)).json();
    JsonNode other = succeeded(get(ELEMENTS + path + "?baseUrl=https://foo.bar")).json();

    assertThat(own.path("host").asText()).startsWith("localhost");
    assertThat(own.path("basePath").asText()).isEqualTo("/elements/api-v2");
    assertThat(get(YOUR_MOMS + path.replace("elements", "your_moms")).json().path("basePath"))
        .isEqualTo(Api.JSON.getNodeFactory().textNode("/your_moms/api-v2"));
    assertThat(other.path("host").asText()).isEqualTo("foo.bar");
    assertThat(other.path("schemes").path(0).asText()).isEqualTo("https");
    assertThat(failed(get(ELEMENTS + path + "?baseUrl=foo"), 400).message()).contains("baseUrl");
    assertThat(failed(get(ELEMENTS + path + "?format=raml"), 400).message()).contains("format");
    failed(get(ELEMENTS + path + "?operationId=noSuch"), 404);
  }

  @Test
  void openApiIsGivenToWhoeverAcceptsIt() {
    String path = ELEMENTS + "/elements/dropbox/docs";
    Answer answer = succeeded(get(path, "Accept", "application/vnd.oai.openapi+json;version=3.1"));

    assertThat(answer.header("Content-Type")).startsWith("application/vnd.oai.openapi+json");
    assertThat(answer.json()).isEqualTo(get(path + "?format=openapi").json());
    Answer either = succeeded(get(path, "Accept", "application/json, text/plain;q=0.5"));
    assertThat(either.header("Content-Type")).startsWith("application/json");
    assertThat(either.json().path("swagger").asText()).isEqualTo("2.0");
  }

  @Test
  void anElementTokenDoesNotTurnTheCatalogueIntoAHubCall() {
    JsonNode instance = api.connectDropbox(TestPlatform.sandbox());
    String token = api.element(instance);

    for (String path : PATHS) {
      assertThat(succeeded(get(ELEMENTS + path, "Authorization", token)).json())
          .isEqualTo(get(ELEMENTS + path).json());
    }
    succeeded(api.delete(Api.path(instance), api.organization()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/elements", "/your_moms"})
  void theImageIsServedWithATag(String directory) throws Exception {
    String path = directory + "/provider_dropbox.png";
    HttpResponse<InputStream> image = Api.open(api.request(path).build());
    byte[] bytes = image.body().readAllBytes();
    String tag = image.headers().firstValue("ETag").orElseThrow();

    assertThat(image.statusCode()).isEqualTo(200);
    assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(bytes).startsWith(0x89, 'P', 'N', 'G');
    Answer again = call("GET", path, "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.response().body()).isEmpty();
    Answer head = call("HEAD", path);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo(tag);
    assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(bytes.length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/elements/element.yaml",
        "/elements/dropbox/element.yaml",
        "/elements/README.md",
        "/elements/..%2fapplication.properties",
        "/elements/provider_none.png"
      })
  void nothingElseOfTheElementsIsServed(String path) {
    failed(get(path), 404);
  }

  @Test
  void aListAnswersHead() {
    Answer head = call("HEAD", ELEMENTS + "/elements/keys");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.response().body()).isEmpty();
  }

  private static JsonNode withKey(JsonNode list, String key) {
    for (JsonNode item : list) {
      if (item.path("key").asText().equals(key)) {
        return item;
      }
    }
    throw new AssertionError("no " + key + " in " + list);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
