package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.model.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API's own document, and what tells of the server's health. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class ApiDocumentTest extends RestTest {

  private static final String DOCUMENT = "/elements/api-docs";

  /** Routes that answer with nothing, so that no example could say more. */
  private static final List<String> NO_BODY =
      List.of(
          "getFile",
          "getFileById",
          "getFileThumbnail",
          "getFileThumbnailById",
          "getFileRevisionContent",
          "getFileRevisionContentById",
          "getFileVersion",
          "getRecordsData",
          "getLinkedContent");

  private SwaggerParseResult parsed() {
    return new OpenAPIV3Parser()
        .readContents(
            succeeded(get(DOCUMENT, "Accept", "application/json")).response().body(), null, null);
  }

  @Test
  void itIsOpenApiThatAParserReadsWithoutAMessage() {
    SwaggerParseResult result = parsed();

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).startsWith("3.1.");
    assertThat(result.getOpenAPI().getInfo().getTitle()).isEqualTo("Valence");
  }

  @Test
  void itIsJsonWhateverIsAskedFor() {
    Answer answer = succeeded(get(DOCUMENT));

    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().path("openapi").asText()).startsWith("3.1.");
    assertThat(answer.header("X-Frame-Options")).isEmpty();
  }

  @Test
  void aTreeOfJsonIsAnyJsonAndNoClassOfTheLibrary() {
    JsonNode document = succeeded(get(DOCUMENT)).json();

    assertThat(document.at("/components/schemas").fieldNames())
        .toIterable()
        .contains("ErrorBody")
        .noneMatch(name -> name.contains("Node"));
    assertThat(document.at("/components/schemas/JsonObject/type")).hasToString("\"object\"");
    assertThat(
            document.at(
                "/paths/~1elements~1api-v2~1elements~1{keyOrId}/get/responses/200/content"
                    + "/application~1json/schema/$ref"))
        .hasToString("\"#/components/schemas/JsonObject\"");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /elements",
    "GET, /elements/keys",
    "GET, /elements/metadata",
    "GET, /elements/{keyOrId}",
    "GET, /elements/{keyOrId}/configuration",
    "GET, /elements/{keyOrId}/metadata",
    "POST, /elements",
    "PUT, /elements/{keyOrId}",
    "DELETE, /elements/{keyOrId}",
    "GET, /elements/{keyOrId}/export",
    "POST, /elements/{keyOrId}/clone",
    "PUT, /elements/{keyOrId}/active",
    "DELETE, /elements/{keyOrId}/active",
    "GET, /elements/{keyOrId}/versions",
    "GET, /elements/{keyOrId}/accounts",
    "PUT, /elements/{keyOrId}/accounts/{accountId}",
    "DELETE, /elements/{keyOrId}/accounts/{accountId}",
    "POST, /elements/{keyOrId}/configuration",
    "GET, /elements/{keyOrId}/configuration/{id}",
    "PUT, /elements/{keyOrId}/configuration/{id}",
    "DELETE, /elements/{keyOrId}/configuration/{id}",
    "GET, /elements/{keyOrId}/resources",
    "POST, /elements/{keyOrId}/resources",
    "PUT, /elements/{keyOrId}/resources/{id}",
    "POST, /elements/{keyOrId}/resources/{ownerId}/hooks",
    "PUT, /elements/{keyOrId}/resources/{ownerId}/parameters/{id}",
    "POST, /elements/{keyOrId}/resources/{ownerId}/models",
    "POST, /elements/{keyOrId}/hooks",
    "POST, /elements/{keyOrId}/parameters",
    "PUT, /elements/{keyOrId}/models",
    "PUT, /elements/{keyOrId}/models/{ownerId}/fields",
    "POST, /elements/{keyOrId}/objects/{ownerId}/fields",
    "POST, /hubs",
    "DELETE, /hubs/{key}",
    "GET, /elements/{keyOrId}/oauth/url",
    "POST, /elements/convert",
    "POST, /elements/{keyOrId}/oauth/url",
    "GET, /elements/{keyOrId}/trace/{traceId}",
    "GET, /elements/{keyOrId}/instances",
    "POST, /elements/{keyOrId}/instances",
    "GET, /elements/{keyOrId}/instances/{id}",
    "DELETE, /elements/{keyOrId}/instances/{id}",
    "GET, /hubs",
    "GET, /hubs/keys",
    "GET, /hubs/{key}",
    "GET, /hubs/{key}/elements",
    "POST, /instances",
    "GET, /instances",
    "DELETE, /instances",
    "GET, /instances/{id}",
    "DELETE, /instances/{id}",
    "GET, /instances/{id}/configuration",
    "GET, /instances/configuration",
    "GET, /instances/count",
    "PUT, /instances",
    "PATCH, /instances",
    "PUT, /instances/{id}",
    "PATCH, /instances/{id}",
    "GET, /instances/{id}/configuration/{configId}",
    "PATCH, /instances/{id}/configuration/{configId}",
    "GET, /instances/configuration/{configId}",
    "PATCH, /instances/configuration/{configId}",
    "PUT, /instances/{id}/enabled",
    "DELETE, /instances/{id}/enabled",
    "PUT, /instances/enabled",
    "DELETE, /instances/enabled",
    "PUT, /instances/{id}/trace-logging",
    "DELETE, /instances/{id}/trace-logging",
    "PUT, /instances/trace-logging",
    "DELETE, /instances/trace-logging",
    "PUT, /elements/{keyOrId}/instances/{id}",
    "DELETE, /elements/{keyOrId}/instances/{id}",
    "GET, /accounts/instances",
    "GET, /accounts/{id}/instances",
    "POST, /authentication",
    "GET, /authentication/secrets",
    "GET, /organizations/me",
    "GET, /users/me",
    "GET, /accounts",
    "POST, /accounts",
    "GET, /accounts/{id}",
    "PUT, /accounts/{id}",
    "PATCH, /accounts/{id}",
    "DELETE, /accounts/{id}",
    "GET, /accounts/{accountId}/users",
    "POST, /accounts/{accountId}/users",
    "PATCH, /accounts/{accountId}/users/{idOrEmail}",
    "PUT, /accounts/{accountId}/roles/{key}",
    "GET, /organizations/users",
    "POST, /organizations/users",
    "PUT, /organizations/me",
    "PUT, /organizations/me/secret",
    "GET, /users",
    "GET, /users/{idOrEmail}",
    "PATCH, /users/{idOrEmail}",
    "PUT, /users/{idOrEmail}",
    "DELETE, /users/{idOrEmail}",
    "PUT, /users/{idOrEmail}/secret",
    "PUT, /users/{idOrEmail}/roles/{key}",
    "DELETE, /users/{idOrEmail}/roles/{key}"
  })
  void itHasEveryRouteOfThePlatform(String method, String path) {
    Operation operation =
        parsed()
            .getOpenAPI()
            .getPaths()
            .get(ELEMENTS + path)
            .readOperationsMap()
            .get(HttpMethod.valueOf(method));

    assertThat(operation).isNotNull();
    assertThat(operation.getSummary()).isNotBlank();
  }

  @Test
  void itHasTheResourcesOfTheHubsAndNoRouteThatNobodyCanCall() {
    OpenAPI document = parsed().getOpenAPI();

    for (Resource resource : new DocumentsContract().resources()) {
      assertThat(document.getPaths().get(ELEMENTS + resource.path()).readOperationsMap())
          .as(resource.path())
          .containsKey(HttpMethod.valueOf(resource.method().toUpperCase(Locale.ROOT)));
    }
    assertThat(document.getPaths())
        .containsKeys(
            ELEMENTS + "/hubs/crm/accounts",
            ELEMENTS + "/hubs/helpdesk/incidents",
            ELEMENTS + "/hubs/marketing/campaigns");
    assertThat(document.getPaths().keySet())
        .allMatch(path -> path.startsWith(ELEMENTS + "/"))
        .noneMatch(path -> path.contains("{path"));
  }

  @Test
  void aFormHasItsTextsAndItsFile() {
    @SuppressWarnings("rawtypes") // as the model of Swagger has them
    Map<String, Schema> fields =
        parsed()
            .getOpenAPI()
            .getPaths()
            .get(ELEMENTS + "/hubs/crm/files")
            .getPost()
            .getRequestBody()
            .getContent()
            .get("multipart/form-data")
            .getSchema()
            .getProperties();

    assertThat(fields.get("file").getFormat()).isEqualTo("binary");
    assertThat(fields.get("pathOnClient").getFormat()).isNull();
    assertThat(fields.get("description").getDescription()).isEqualTo("What is said of the file.");
  }

  @Test
  void everyOperationThatIsNotTrivialHasExamples() {
    List<String> without = new ArrayList<>();
    parsed()
        .getOpenAPI()
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) -> {
                  String name = method + " " + path;
                  if (operation.getRequestBody() != null
                      && !operation.getRequestBody().getContent().containsKey("multipart/form-data")
                      && !hasExample(operation.getRequestBody().getContent())) {
                    without.add(name + ", request");
                  }
                  boolean answersWithNothing =
                      method == HttpMethod.DELETE
                          || path.endsWith("/enabled")
                          || path.endsWith("/active")
                          || path.endsWith("/trace-logging")
                          || NO_BODY.stream()
                              .anyMatch(id ->
                                  String.valueOf(operation.getOperationId())
                                      .matches("(.*_)?" + id));
                  if (!answersWithNothing
                      && !hasExample(operation.getResponses().get("200").getContent())) {
                    without.add(name + ", answer");
                  }
                }));

    assertThat(without).isEmpty();
  }

  private static boolean hasExample(Content content) {
    return content != null
        && content.values().stream()
            .anyMatch(type ->
                type.getExample() != null
                    || (type.getExamples() != null && !type.getExamples().isEmpty()));
  }

  @Test
  void itDeclaresHowToBeAuthorized() {
    OpenAPI document = parsed().getOpenAPI();

    assertThat(document.getComponents().getSecuritySchemes().get("credentials").getName())
        .isEqualTo("Authorization");
    Operation closed = document.getPaths().get(ELEMENTS + "/instances").getPost();
    Operation open = document.getPaths().get(ELEMENTS + "/elements").getGet();
    assertThat(closed.getSecurity() == null ? document.getSecurity() : closed.getSecurity())
        .anyMatch(requirement -> requirement.containsKey("credentials"));
    assertThat(open.getSecurity() == null ? document.getSecurity() : open.getSecurity())
        .satisfiesAnyOf(
            none -> assertThat(none).isNullOrEmpty(),
            optional -> assertThat(optional).anyMatch(Map::isEmpty));
  }

  @Test
  void docsIsAPageThatShowsIt() {
    Answer page = get("/docs/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.response().body()).contains(DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void theServerTellsThatItIsWell(String path) {
    assertThat(succeeded(get(path)).json().path("status").asText()).isEqualTo("UP");
  }

  @Test
  void readinessAsksTheDatabase() {
    assertThat(get("/health/ready").json().path("checks"))
        .anyMatch(
            check -> check.path("name").asText().toLowerCase(Locale.ROOT).contains("database"));
  }

  @Test
  void metricsCountTheCalls() {
    succeeded(get(ELEMENTS + "/elements/keys"));

    Answer metrics = get("/metrics", "Accept", "text/plain");

    assertThat(metrics.header("Content-Type")).startsWith("text/plain");
    assertThat(metrics.response().body())
        .contains("http_server_requests_seconds_count{", "uri=\"/elements/keys\"");
  }
}
