package dev.valence.apidocs;

import static dev.valence.apidocs.Definitions.element;
import static dev.valence.apidocs.Definitions.json;
import static dev.valence.apidocs.Definitions.location;
import static dev.valence.apidocs.Definitions.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents of what an element offers, whatever its definition holds. */
class ElementDocumentTest {

  private static final Element CONTACTS =
      element(
          """
          {
            "resources": [
              {
                "method": "GET", "path": "/hubs/crm/contacts", "vendorPath": "/people",
                "description": "Lists people", "paginationType": "VENDOR_SUPPORTED",
                "parameters": [
                  {"name": "page", "type": "query", "dataType": "integer"},
                  {"name": "pageSize", "type": "query", "dataType": "integer"}
                ],
                "model": {
                  "name": "contactsList",
                  "swagger": {"contactsListObject": {"properties": {"id": {"type": "long"}}}}
                }
              },
              {
                "method": "POST", "path": "/hubs/crm/contacts", "vendorPath": "/people",
                "parameters": [
                  {"name": "body", "type": "body", "required": true, "dataType": "contact"}
                ],
                "model": {
                  "requestName": "contact",
                  "requestSwagger": {
                    "contact": {"properties": {"name": {"type": "string", "required": true}}}
                  }
                }
              },
              {
                "method": "GET", "path": "/hubs/crm/contacts/{id}", "vendorPath": "/people/{id}",
                "operationId": "getContact",
                "parameters": [{"name": "id", "type": "path", "dataType": "integer"}]
              },
              {
                "method": "GET", "path": "/hubs/crm/searches", "vendorPath": "/searches",
                "type": "apiNoDocumentation"
              },
              {
                "method": "POST", "path": "/hubs/crm/login", "vendorPath": "/login",
                "type": "onProvision"
              }
            ]
          }
          """);

  @Test
  void pathsAreBelowTheHubAndTheServerIsTold() {
    JsonNode document = swagger(CONTACTS);

    assertThat(names(document.path("paths")))
        .contains("/contacts", "/contacts/{id}", "/objects", "/objects/{objectName}/metadata")
        .contains("/objects/{objectName}/docs", "/ping", "/{objectName}/{objectId}")
        .doesNotContain("/searches", "/login");
    assertThat(document.path("host").asText()).isEqualTo("valence.example");
    assertThat(document.path("schemes")).containsExactly(json("\"https\""));
    assertThat(document.path("basePath").asText()).isEqualTo("/elements/api-v2");
    assertThat(openApi(CONTACTS).path("servers").path(0).path("url").asText())
        .isEqualTo("https://valence.example/elements/api-v2");
  }

  @Test
  void aPathThatIsThePlatformsOwnKeepsItsHub() {
    Element element =
        element(
            """
            {"resources": [
              {"method": "GET", "path": "/hubs/crm/instances", "vendorPath": "/vms"}
            ]}
            """);

    assertThat(names(swagger(element).path("paths"))).contains("/hubs/crm/instances");
  }

  @Test
  void everyOperationHasTheHeaderAndTheFailures() {
    for (JsonNode item : swagger(CONTACTS).path("paths")) {
      for (JsonNode operation : item) {
        JsonNode first = operation.path("parameters").path(0);
        assertThat(first.path("name").asText()).isEqualTo("Authorization");
        assertThat(first.path("in").asText()).isEqualTo("header");
        assertThat(first.path("required").asBoolean()).isTrue();
        assertThat(names(operation.path("responses")))
            .containsExactly(
                "200", "400", "401", "403", "404", "405", "406", "409", "415", "500", "502");
        assertThat(operation.at("/responses/404/schema/$ref").asText())
            .isEqualTo("#/definitions/ErrorBody");
      }
    }
  }

  @Test
  void aListTakesAConditionAndPagesByTokens() {
    JsonNode list = swagger(CONTACTS).path("paths").path("/contacts").path("get");

    assertThat(parameters(list))
        .containsExactly("header Authorization", "query pageSize", "query where", "query nextPage");
    assertThat(list.at("/responses/200/schema"))
        .isEqualTo(
            json("{\"type\":\"array\",\"items\":{\"$ref\":\"#/definitions/contactsListObject\"}}"));
    assertThat(parameters(swagger(CONTACTS).path("paths").path("/contacts/{id}").path("get")))
        .containsExactly("header Authorization", "path id");
  }

  @Test
  void theBodyOfAPostNamesTheVendorsObject() {
    Element named =
        element(
            """
            {"objects": [{"name": "contacts", "vendorName": "people"}],
             "resources": [{"method": "POST", "path": "/hubs/crm/contacts", "vendorPath": "/people",
               "parameters": [{"name": "body", "type": "body"}]}]}
            """);

    JsonNode document = swagger(CONTACTS);
    JsonNode body = body(document.path("paths").path("/contacts").path("post"));

    assertThat(body.path("schema")).isEqualTo(json("{\"$ref\":\"#/definitions/contact\"}"));
    assertThat(document.at("/definitions/contact/x-vendor-objectname").asText())
        .isEqualTo("contacts");
    assertThat(
            body(swagger(named).path("paths").path("/contacts").path("post"))
                .path("schema")
                .path("x-vendor-objectname")
                .asText())
        .isEqualTo("people");
  }

  @Test
  void anOperationIsFoundByItsIdAndByItsMethodAndPath() {
    ElementDocument document = new ElementDocument(CONTACTS, request(DocumentFormat.SWAGGER));

    JsonNode one = document.of("getContact");

    assertThat(names(one.path("paths"))).containsExactly("/contacts/{id}");
    assertThat(one.at("/paths/~1contacts~1{id}"))
        .isEqualTo(document.whole().at("/paths/~1contacts~1{id}"));
    assertThat(document.of("GET-contacts-id")).isEqualTo(one);
    assertThat(names(document.of("GET-contacts").path("paths"))).containsExactly("/contacts");
    assertThat(names(document.of("getSearches").path("paths"))).containsExactly("/searches");
    DocumentJudge.isValid(one);
    for (String unknown : List.of("noSuch", "postLogin", "")) {
      assertThatThrownBy(() -> document.of(unknown))
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(404));
      assertThatThrownBy(() -> document.definitionsOf(unknown)).isInstanceOf(ApiException.class);
    }
  }

  @Test
  void theModelsOfAnOperationAreItsOwn() {
    ElementDocument document = new ElementDocument(CONTACTS, request(DocumentFormat.SWAGGER));

    assertThat(names(document.definitionsOf("GET-contacts"))).containsExactly("contactsListObject");
    assertThat(document.definitionsOf("postContacts").at("/contact/required"))
        .isEqualTo(json("[\"name\"]"));
    assertThat(
            new ElementDocument(CONTACTS, request(DocumentFormat.OPENAPI))
                .definitionsOf("GET-contacts")
                .at("/contactsListObject/properties/id"))
        .isEqualTo(json("{\"type\":\"integer\",\"format\":\"int64\"}"));
  }

  @Test
  void openApiHasCredentialsAndBodiesInItsOwnPlaces() {
    JsonNode document = openApi(CONTACTS);
    JsonNode post = document.path("paths").path("/contacts").path("post");

    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.at("/components/securitySchemes/credentials/name").asText())
        .isEqualTo("Authorization");
    assertThat(document.path("security").path(0).has("credentials")).isTrue();
    assertThat(post.has("parameters")).isFalse();
    assertThat(post.at("/requestBody/required").asBoolean()).isTrue();
    assertThat(post.at("/requestBody/content/application~1json/schema/$ref").asText())
        .isEqualTo("#/components/schemas/contact");
    assertThat(parameters(document.path("paths").path("/contacts").path("get")))
        .containsExactly("query pageSize", "query where", "query nextPage");
  }

  @Test
  void genericRoutesThatADefinitionCarriesAreThePlatforms() {
    Element element =
        element(
            """
            {"resources": [
              {"method": "GET", "path": "/hubs/crm/tasks", "vendorPath": "/tasks"},
              {"method": "PATCH", "path": "/hubs/crm/{objectName}/{objectId}",
               "parameters": [
                 {"name": "Body", "type": "multipart", "vendorType": "form"},
                 {"name": "objectName", "type": "multipart", "vendorType": "form"}]},
              {"method": "GET", "path": "/hubs/crm/{objectName}", "vendorPath": "/db/{objectName}",
               "operationId": "real"}
            ]}
            """);

    JsonNode paths = swagger(element).path("paths");

    assertThat(parameters(paths.path("/{objectName}/{objectId}").path("patch")))
        .containsExactly("header Authorization", "path objectName", "path objectId", "body body");
    assertThat(paths.path("/{objectName}").path("get").path("operationId").asText())
        .isEqualTo("real");
  }

  @Test
  void withoutObjectsThereAreNoRoutesOfObjects() {
    Element element =
        element(
            """
            {"resources": [{"method": "GET", "path": "/hubs/crm/user/me", "vendorPath": "/me"}]}
            """);

    assertThat(names(swagger(element).path("paths"))).containsExactly("/user/me");
  }

  @Test
  void filesComeAsFormsAndGoAsTheirType() {
    Element element =
        element(
            """
            {"resources": [
              {"method": "POST", "path": "/hubs/crm/files", "vendorPath": "/files",
               "parameters": [
                 {"name": "file", "type": "multipart", "dataType": "File", "required": true},
                 {"name": "body", "type": "body", "dataType": "file"}]},
              {"method": "POST", "path": "/hubs/crm/notes", "vendorPath": "/notes",
               "parameters": [{"name": "text", "type": "form", "required": true}]},
              {"method": "GET", "path": "/hubs/crm/files/{id}", "vendorPath": "/files/{id}",
               "response": {"contentType": "application/octet-stream"}}
            ]}
            """);

    JsonNode swagger = swagger(element).path("paths");
    JsonNode openApi = openApi(element).path("paths");

    JsonNode upload = swagger.path("/files").path("post");
    assertThat(upload.path("consumes")).isEqualTo(json("[\"multipart/form-data\"]"));
    assertThat(parameters(upload))
        .containsExactly("header Authorization", "formData file", "formData body");
    assertThat(upload.path("parameters").path(1).path("type").asText()).isEqualTo("file");
    assertThat(swagger.path("/notes").path("post").path("consumes"))
        .isEqualTo(json("[\"application/x-www-form-urlencoded\"]"));
    JsonNode download = swagger.path("/files/{id}").path("get");
    assertThat(download.path("produces")).isEqualTo(json("[\"application/octet-stream\"]"));
    assertThat(download.at("/responses/200/schema/type").asText()).isEqualTo("file");
    assertThat(openApi.at("/~1files/post/requestBody/content/multipart~1form-data/schema"))
        .isEqualTo(
            json(
                """
                {"type": "object", "required": ["file"], "properties": {
                  "file": {"type": "string", "format": "binary"}, "body": {"type": "string"}}}
                """));
    assertThat(names(openApi.at("/~1files~1{id}/get/responses/200/content")))
        .containsExactly("application/octet-stream");
  }

  @Test
  void oddPathsAndParametersBecomeValidOnes() {
    Element element =
        element(
            """
            {"resources": [
              {"method": "GET", "path": "/hubs/crm/deals/{deal.id}?expand={x} ", "vendorPath": "/d",
               "operationId": "deal",
               "parameters": [
                 {"name": "stage", "type": "path"},
                 {"name": "filter[name].x", "type": "query", "dataType": "array"},
                 {"name": "filter[name].x", "type": "query"},
                 {"name": "authorization", "type": "header"},
                 {"name": "Accept", "type": "header"},
                 {"name": "X-Key", "type": "header"}, {"name": "x-key", "type": "header"},
                 {"name": "since", "type": "query", "dataType": "Date"},
                 {"name": "odd", "type": "query", "dataType": "Whatever"},
                 {"name": " ", "type": "query"},
                 {"name": "stored", "type": "body", "source": "response"}]},
              {"method": "DELETE", "path": "/hubs/crm/deals/{id}", "vendorPath": "/d",
               "operationId": "deal", "parameters": [{"name": "id", "type": "query"}]},
              {"method": "GET", "path": "/hubs/crm/deals/{other}", "vendorPath": "/never"},
              {"method": "PUT", "path": "/hubs/crm/deals/{id}/notes/{id}/{bad", "vendorPath": "/d",
               "parameters": [
                 {"name": "worker", "type": "body", "required": true},
                 {"name": "second", "type": "body"}]},
              {"method": "PATCH", "path": "/hubs/crm/deals/{id}/notes", "vendorPath": "/d",
               "parameters": [
                 {"name": "a.b", "type": "bodyField", "required": true},
                 {"name": "n", "type": "bodyField", "dataType": "integer"},
                 {"name": "v", "type": "value"}, {"name": "c", "type": "configuration"}]},
              {"method": "TRACE", "path": "/hubs/crm/deals", "vendorPath": "/d"}
            ]}
            """);

    JsonNode paths = swagger(element).path("paths");
    openApi(element);

    assertThat(parameters(paths.path("/deals/{deal.id}").path("get")))
        .containsExactly(
            "header Authorization",
            "path deal.id",
            "query filter[name].x",
            "header Accept",
            "header X-Key",
            "query since",
            "query odd");
    assertThat(paths.at("/~1deals~1{deal.id}/get/parameters/2"))
        .isEqualTo(
            json(
                """
                {"name": "filter[name].x", "in": "query", "required": false, "type": "array",
                 "items": {"type": "string"}}
                """));
    JsonNode delete = paths.path("/deals/{deal.id}").path("delete");
    assertThat(parameters(delete)).containsExactly("header Authorization", "path deal.id");
    assertThat(delete.path("operationId").asText()).isEqualTo("deal_2");
    JsonNode put = paths.path("/deals/{id}/notes/{id_2}/%7Bbad").path("put");
    assertThat(parameters(put))
        .containsExactly("header Authorization", "path id", "path id_2", "body worker");
    assertThat(body(paths.path("/deals/{id}/notes").path("patch")).path("schema"))
        .isEqualTo(
            json(
                """
                {"type": "object", "required": ["a.b"], "properties": {
                  "a.b": {"type": "string"}, "n": {"type": "integer"}}}
                """));
  }

  @Test
  void oddModelsBecomeValidOnes() {
    Element element =
        element(
            """
            {"resources": [
              {"method": "GET", "path": "/hubs/crm/things/{id}", "vendorPath": "/t",
               "model": {"name": "My Thing: all", "swagger": {
                 "My Thing: all": {"id": "My Thing: all", "properties": {
                   "when": {"type": "Date", "x-samplevalue": "2020-01-01", "mask": "yyyy-MM-dd"},
                   "link": {"$ref": "Link"},
                   "links": {"type": "array", "items": {"$ref": "ovf:Item"}},
                   "byType": {"type": "ovf:Item"},
                   "parent": {"$ref": "#/definitions/My%20Thing:%20all"},
                   "gone": {"$ref": "#/definitions/Nowhere"},
                   "remote": {"$ref": "https://example.com/models.json#/Thing"},
                   "untyped": {"x-samplevalue": 3},
                   "noItems": {"type": "array"},
                   "either": {"type": ["null", "integer"]},
                   "word": "boolean",
                   "list": [{"properties": {"n": {"type": "int"}}}],
                   "nothing": null,
                   "code": {"type": "string", "required": "true", "enum": ["a", "a", "b"],
                            "maxLength": "12", "minLength": -1, "pattern": "(", "format": 7},
                   "low": {"type": "double", "minimum": "1.5", "exclusiveMinimum": true},
                   "high": {"type": "number", "exclusiveMaximum": 9},
                   "pasted": {"name": "Ada", "age": 3, "tags": ["x"], "address": {"city": "C"}},
                   "strange": {"type": "Whatever", "oneOf": [{"type": "string"}, {"type": "int"}]},
                   "type": {"type": "string"}
                 }, "required": ["when", 1, "when"], "discriminator": 4, "uniqueItems": "no"},
                 "Link": {"type": "object", "properties": {"href": {"type": "string"}}},
                 "ovf:Item": {"properties": {"link": {"$ref": "#/definitions/Link"}},
                              "allOf": [], "additionalProperties": "yes"},
                 "circle": {"$ref": "circle"},
                 "onlyWords": "array"
               }}},
              {"method": "GET", "path": "/hubs/crm/circles", "vendorPath": "/t",
               "model": {"name": "circle", "swagger": {"circle": {"$ref": "circle"}}}},
              {"method": "GET", "path": "/hubs/crm/bare", "vendorPath": "/t",
               "model": {"name": "bare", "swagger":
                 {"type": "array", "items": {"type": "string"}}}},
              {"method": "GET", "path": "/hubs/crm/none", "vendorPath": "/t",
               "model": {"name": "none", "swagger": []}}
            ]}
            """);

    JsonNode definitions = swagger(element).path("definitions");
    JsonNode schemas = openApi(element).at("/components/schemas");

    JsonNode thing = definitions.path("My_Thing_all");
    assertThat(thing.path("required")).isEqualTo(json("[\"code\",\"when\"]"));
    JsonNode properties = thing.path("properties");
    assertThat(properties.path("when"))
        .isEqualTo(
            json(
                """
                {"type": "string", "format": "date", "x-samplevalue": "2020-01-01",
                 "x-mask": "yyyy-MM-dd"}
                """));
    assertThat(properties.at("/link/$ref").asText()).isEqualTo("#/definitions/Link");
    assertThat(properties.at("/links/items/$ref").asText()).isEqualTo("#/definitions/ovf_Item");
    assertThat(properties.at("/byType/$ref").asText()).isEqualTo("#/definitions/ovf_Item");
    assertThat(properties.at("/parent/$ref").asText()).isEqualTo("#/definitions/My_Thing_all");
    assertThat(properties.path("gone")).isEmpty();
    assertThat(properties.path("noItems")).isEqualTo(json("{\"type\":\"array\",\"items\":{}}"));
    assertThat(properties.at("/either/type").asText()).isEqualTo("integer");
    assertThat(properties.at("/word/type").asText()).isEqualTo("boolean");
    assertThat(properties.at("/list/items/properties/n/type").asText()).isEqualTo("integer");
    assertThat(properties.path("code"))
        .isEqualTo(json("{\"type\":\"string\",\"enum\":[\"a\",\"b\"],\"maxLength\":12}"));
    assertThat(properties.at("/pasted/properties/address/properties/city/type").asText())
        .isEqualTo("string");
    assertThat(properties.at("/pasted/properties/age/type").asText()).isEqualTo("integer");
    assertThat(properties.at("/type/type").asText()).isEqualTo("string");
    assertThat(definitions.path("circle")).isEmpty();
    assertThat(definitions.at("/bare/items/type").asText()).isEqualTo("string");
    JsonNode modern = schemas.path("My_Thing_all").path("properties");
    assertThat(modern.path("either").path("type")).isEqualTo(json("[\"integer\",\"null\"]"));
    assertThat(modern.at("/low/exclusiveMinimum").asDouble()).isEqualTo(1.5);
    assertThat(modern.path("low").has("minimum")).isFalse();
    assertThat(modern.at("/high/exclusiveMaximum").asDouble()).isEqualTo(9);
    assertThat(modern.at("/link/$ref").asText()).isEqualTo("#/components/schemas/Link");
  }

  @Test
  void modelsOfOneNameThatDifferAreKeptApartAndEqualOnesAreOne() {
    String model =
        """
        {"method": "GET", "path": "/hubs/crm/%s/{id}", "vendorPath": "/t",
         "model": {"name": "person", "swagger": {
           "person": {"type": "object", "properties": {"home": {"$ref": "address"}}},
           "address": {"type": "object", "properties": {"%s": {"type": "string"}}}}}}
        """;
    Element element =
        element(
            "{\"resources\": [%s, %s, %s]}"
                .formatted(
                    model.formatted("a", "city"),
                    model.formatted("b", "city"),
                    model.formatted("c", "town")));

    JsonNode document = swagger(element);

    assertThat(names(document.path("definitions")))
        .contains("person", "address", "person_2", "address_2")
        .doesNotContain("person_3", "address_3");
    JsonNode paths = document.path("paths");
    assertThat(paths.at("/~1a~1{id}/get/responses/200"))
        .isEqualTo(paths.at("/~1b~1{id}/get/responses/200"));
    assertThat(paths.at("/~1c~1{id}/get/responses/200/schema/$ref").asText())
        .isEqualTo("#/definitions/person_2");
    assertThat(document.at("/definitions/person_2/properties/home/$ref").asText())
        .isEqualTo("#/definitions/address_2");
    assertThat(document.at("/definitions/address_2/properties").has("town")).isTrue();
  }

  @Test
  void aModelCannotTakeTheNameOfThePlatforms() {
    Element element =
        element(
            """
            {"resources": [{"method": "GET", "path": "/hubs/crm/me", "vendorPath": "/t",
              "model": {"name": "ErrorBody", "swagger": {
                "ErrorBody": {"type": "object", "properties": {"own": {"type": "string"}}}}}}]}
            """);

    JsonNode document = swagger(element);

    assertThat(document.at("/paths/~1me/get/responses/200/schema/$ref").asText())
        .isEqualTo("#/definitions/ErrorBody_2");
    assertThat(document.at("/definitions/ErrorBody/properties").has("requestId")).isTrue();
  }

  @Test
  void referencesAreResolvedAndExtensionsLeftOutOnRequest() {
    Element element =
        element(
            """
            {"resources": [{"method": "POST", "path": "/hubs/crm/nodes", "vendorPath": "/t",
              "parameters": [{"name": "body", "type": "body", "sampleData": "x"}],
              "model": {"requestName": "node", "requestSwagger": {
                "node": {"properties": {
                  "x-name": {"type": "string", "x-samplevalue": "n"},
                  "leaf": {"$ref": "leaf"},
                  "next": {"$ref": "node"}}},
                "leaf": {"properties": {"n": {"type": "string"}}}}}}]}
            """);

    for (DocumentFormat format : DocumentFormat.values()) {
      ElementDocument document =
          new ElementDocument(element, new DocumentRequest(format, location(), true, true));
      JsonNode whole = document.whole();
      DocumentJudge.isValid(whole);
      assertThat(whole.toString()).doesNotContain("$ref", "x-samplevalue", "x-vendor-objectname");
      assertThat(whole.path("definitions")).isEmpty();
      JsonNode post = whole.path("paths").path("/nodes").path("post");
      JsonNode schema =
          format == DocumentFormat.SWAGGER
              ? body(post).path("schema")
              : post.at("/requestBody/content/application~1json/schema");
      assertThat(schema.at("/properties/x-name/type").asText()).isEqualTo("string");
      assertThat(schema.at("/properties/leaf/properties/n/type").asText()).isEqualTo("string");
      assertThat(schema.at("/properties/next")).isEqualTo(json("{\"type\":\"object\"}"));
      assertThat(document.definitionsOf("postNodes").at("/node/properties/leaf/properties"))
          .isNotEmpty();
    }
  }

  @Test
  void modelsThatDoubleAtEveryStepStayWithinBounds() {
    StringBuilder models = new StringBuilder("\"m40\": {\"type\": \"object\"}");
    for (int i = 0; i < 40; i++) {
      models.append(
          ", \"m%1$d\": {\"properties\": {\"a\": {\"$ref\": \"m%2$d\"}, \"b\": {\"$ref\": \"m%2$d\"}}}"
              .formatted(i, i + 1));
    }
    Element element =
        element(
            """
            {"resources": [{"method": "GET", "path": "/hubs/crm/many/{id}", "vendorPath": "/t",
              "model": {"name": "m0", "swagger": {%s}}}]}
            """
                .formatted(models));

    JsonNode inlined =
        new ElementDocument(
                element, new DocumentRequest(DocumentFormat.SWAGGER, location(), false, true))
            .whole();

    assertThat(inlined.toString().length()).isLessThan(20_000_000);
    assertThat(swagger(element).path("definitions").size()).isGreaterThan(40);
    assertThat(
            ElementObjects.of(
                    element(
                        """
                        {"objects": [{"name": "many"}], "resources": [
                          {"method": "GET", "path": "/hubs/crm/many/{id}", "vendorPath": "/t",
                           "model": {"name": "m0", "swagger": {%s}}}]}
                        """
                            .formatted(models)))
                .metadata("many", false)
                .orElseThrow()
                .path("fields")
                .size())
        .isLessThan(30_000);
  }

  private static JsonNode swagger(Element element) {
    return valid(element, DocumentFormat.SWAGGER);
  }

  private static JsonNode openApi(Element element) {
    return valid(element, DocumentFormat.OPENAPI);
  }

  private static JsonNode valid(Element element, DocumentFormat format) {
    JsonNode document = new ElementDocument(element, request(format)).whole();
    DocumentJudge.isValid(document);
    return document;
  }

  private static JsonNode body(JsonNode operation) {
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("body")) {
        return parameter;
      }
    }
    throw new AssertionError("no body in " + operation);
  }

  private static List<String> parameters(JsonNode operation) {
    List<String> parameters = new ArrayList<>();
    operation
        .path("parameters")
        .forEach(parameter ->
            parameters.add(parameter.path("in").asText() + " " + parameter.path("name").asText()));
    return parameters;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
