package dev.valence.apidocs;

import static dev.valence.apidocs.Definitions.element;
import static dev.valence.apidocs.Definitions.json;
import static dev.valence.apidocs.Definitions.location;
import static dev.valence.apidocs.Definitions.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.apidocs.ElementObjects.Served;
import dev.valence.catalog.BuiltInElements;
import dev.valence.model.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The objects of an element: their names, fields, documents and resources. */
class ElementObjectsTest {

  private static final String RESOURCES =
      """
      {"method": "GET", "path": "/hubs/crm/people", "vendorPath": "/p", "objectName": "contacts",
       "parameters": [{"name": "email", "type": "query"}],
       "model": {"name": "peopleList", "swagger": {
         "peopleListObject": {"properties": {
           "id": {"type": "integer", "x-readOnly": true},
           "email": {"type": "string", "description": "The address", "x-displayName": "E-mail"},
           "born": {"type": "string", "format": "date", "x-mask": "yyyy-MM-dd",
                    "x-searchable": true},
           "level": {"type": "string", "enum": ["gold", "silver"]},
           "own__c": {"type": "string", "x-custom": true},
           "tags": {"type": "array", "items": {"type": "string"}},
           "home": {"$ref": "address"},
           "phones": {"type": "array", "items": {"properties": {"number": {"type": "string"}}}},
           "boss": {"$ref": "peopleListObject"}}},
         "address": {"properties": {"city": {"type": "string"}}}}}},
      {"method": "POST", "path": "/hubs/crm/people", "vendorPath": "/p", "objectName": "contacts",
       "parameters": [{"name": "body", "type": "body"}],
       "model": {"requestName": "person", "requestSwagger": {"person": {
         "required": ["email"],
         "properties": {"email": {"type": "string"}, "password": {"type": "string"},
                        "id": {"type": "integer"}}}}}},
      {"method": "PATCH", "path": "/hubs/crm/people/{id}", "vendorPath": "/p/{id}",
       "objectName": "contacts", "parameters": [{"name": "body", "type": "body"}],
       "model": {"requestName": "change", "requestSwagger": {"change": {
         "properties": {"born": {"type": "string"}}}}}},
      {"method": "GET", "path": "/hubs/crm/people/{id}/notes", "vendorPath": "/n"},
      {"method": "GET", "path": "/hubs/crm/people/{id}/notes/{noteId}", "vendorPath": "/n/{noteId}"},
      {"method": "GET", "path": "/hubs/crm/people_archive", "vendorPath": "/a"}
      """;

  private static final Element ELEMENT = element("{\"resources\": [" + RESOURCES + "]}");
  private static final ElementObjects OBJECTS = ElementObjects.of(ELEMENT);

  @Test
  void namesComeFromObjectsModelsAndResources() {
    Element element =
        element(
            """
            {"objects": [{"name": "deals", "vendorName": "Opportunity"}, {"name": "hooks"}],
             "models": [
               {"name": "Templates", "vendorName": "templates"},
               {"name": "Part", "parentModelIds": [3], "resources": []}],
             "resources": [
               {"method": "GET", "path": "/hubs/crm/hooks", "vendorPath": "/h",
                "type": "apiNoDocumentation"},
               {"method": "GET", "path": "/hubs/crm/lists", "vendorPath": "/l"},
               {"method": "GET", "path": "/hubs/crm/x", "vendorPath": "/x", "objectName": "xs"}]}
            """);
    ElementObjects objects = ElementObjects.of(element);

    assertThat(objects.names()).containsExactly("deals", "Templates", "xs");
    assertThat(objects.list("")).isEqualTo(json("[\"deals\",\"Templates\",\"xs\"]"));
    assertThat(objects.list("Hydrogen")).isEqualTo(objects.list(""));
    assertThat(objects.list("helium").path(0))
        .isEqualTo(json("{\"name\":\"deals\",\"vendorName\":\"Opportunity\",\"type\":\"vendor\"}"));
  }

  @Test
  void withoutThemTheCollectionsAreTheObjects() {
    Element element =
        element(
            """
            {"resources": [
              {"method": "GET", "path": "/hubs/crm/tasks", "vendorPath": "/t"},
              {"method": "GET", "path": "/hubs/crm/tasks/{id}/notes", "vendorPath": "/n"},
              {"method": "GET", "path": "/hubs/crm/user/me", "vendorPath": "/u"},
              {"method": "GET", "path": "/hubs/crm/ping", "vendorPath": "/u"},
              {"method": "GET", "path": "/hubs/crm/wiql", "vendorPath": "/w",
               "type": "apiNoDocumentation"},
              {"method": "POST", "path": "/hubs/crm/login", "vendorPath": "/w",
               "type": "onProvision"},
              {"method": "GET", "path": "/hubs/crm/{objectName}"}]}
            """);

    assertThat(ElementObjects.of(element).names()).containsExactly("tasks");
    assertThat(ElementObjects.of(BuiltInElements.of("dropbox")).names()).isEmpty();
    assertThat(ElementObjects.of(BuiltInElements.of("sfdc")).names()).contains("accounts", "leads");
  }

  @Test
  void fieldsComeFromTheModelsOfTheResources() {
    Map<String, JsonNode> fields = fields(OBJECTS, "contacts");

    assertThat(fields.keySet())
        .containsExactly(
            "id",
            "email",
            "born",
            "level",
            "own__c",
            "tags",
            "home.city",
            "phones[*].number",
            "boss",
            "password");
    assertThat(fields.get("email"))
        .isEqualTo(
            json(
                """
                {"vendorPath": "email", "path": "email", "type": "string",
                 "vendorDisplayName": "E-mail", "vendorNativeType": "string",
                 "vendorReadOnly": false, "vendorRequired": true, "filterable": true,
                 "createable": true, "updateable": false, "custom": false,
                 "description": "The address"}
                """));
    assertThat(fields.get("id").path("vendorReadOnly").asBoolean()).isTrue();
    assertThat(fields.get("id").path("createable").asBoolean()).isFalse();
    assertThat(fields.get("born").path("mask").asText()).isEqualTo("yyyy-MM-dd");
    assertThat(fields.get("born").path("format").asText()).isEqualTo("date");
    assertThat(fields.get("born").path("filterable").asBoolean()).isTrue();
    assertThat(fields.get("born").path("updateable").asBoolean()).isTrue();
    assertThat(fields.get("level").path("picklistValues"))
        .extracting(value -> value.path("value").asText())
        .containsExactly("gold", "silver");
    assertThat(fields.get("tags").path("type").asText()).isEqualTo("array");
    assertThat(fields.get("home.city").path("vendorDisplayName").asText()).isEqualTo("city");
    assertThat(fields.get("boss").path("type").asText()).isEqualTo("object");
    assertThat(OBJECTS.metadata("contacts", true).orElseThrow().path("fields"))
        .extracting(field -> field.path("vendorPath").asText())
        .containsExactly("own__c");
    assertThat(OBJECTS.metadata("nothing", false)).isEmpty();
  }

  @Test
  void modelsOfTheElementComeFirstWhereTheyAreForThat() {
    String parts =
        """
        {"useModelsForMetadata": %s,
         "models": [
           {"id": 1, "name": "contacts", "vendorName": "people", "fields": [
             {"vendorName": "key", "dataType": {"jsonType": "string", "format": "string"},
              "readOnly": true, "fieldMethods": [
                {"method": "POST", "direction": "REQUEST", "populated": "NEVER"}]},
             {"vendorName": "made", "dataType": {"jsonType": "string", "format": "date-time"},
              "mask": "HH:mm", "fieldMethods": [
                {"method": "POST", "direction": "REQUEST", "populated": "ALWAYS"},
                {"method": "PATCH", "direction": "REQUEST", "populated": "NEVER"}]},
             {"vendorName": "kind", "dataType": {"jsonType": "string"}, "enumValues": "a, b"},
             {"vendorName": "secret", "hidden": true},
             {"vendorName": "lines", "dataType": {"jsonType": "array"}, "relatedModelId": 2}]},
           {"id": 2, "name": "Line", "parentModelIds": [1], "fields": [
             {"vendorName": "sum", "dataType": {"jsonType": "number"}},
             {"vendorName": "contact", "dataType": {"jsonType": "object"}, "relatedModelId": 1}]}],
         "resources": [%s]}
        """;
    ElementObjects withModels = ElementObjects.of(element(parts.formatted(true, RESOURCES)));
    ElementObjects without = ElementObjects.of(element(parts.formatted(false, RESOURCES)));

    Map<String, JsonNode> fields = fields(withModels, "contacts");
    assertThat(fields.keySet())
        .containsExactly("key", "made", "kind", "lines[*].sum", "lines[*].contact");
    assertThat(fields.get("key").path("createable").asBoolean()).isFalse();
    assertThat(fields.get("key").has("format")).isFalse();
    assertThat(fields.get("made").path("createable").asBoolean()).isTrue();
    assertThat(fields.get("made").path("updateable").asBoolean()).isFalse();
    assertThat(fields.get("made").path("format").asText()).isEqualTo("date-time");
    assertThat(fields.get("kind").path("picklistValues")).hasSize(2);
    assertThat(fields(withModels, "people")).isEqualTo(fields);
    assertThat(fields(without, "contacts").keySet()).contains("email");
  }

  @Test
  void anObjectsOwnFieldsComeBeforeThoseOfItsResources() {
    Element element =
        element(
            """
            {"objects": [
              {"name": "contacts", "fields": [
                {"vendorPath": "Name", "type": "string", "vendorRequired": true, "custom": true,
                 "updateable": false}]},
              {"name": "leads", "primaryKeyName": "Id", "updatedDateName": "Changed",
               "updatedDateFormat": "milliseconds"}],
             "resources": [%s]}
            """
                .formatted(RESOURCES));
    ElementObjects objects = ElementObjects.of(element);

    JsonNode field = fields(objects, "contacts").get("Name");
    assertThat(field.path("vendorRequired").asBoolean()).isTrue();
    assertThat(field.path("custom").asBoolean()).isTrue();
    assertThat(field.path("updateable").asBoolean()).isFalse();
    Map<String, JsonNode> keys = fields(objects, "leads");
    assertThat(keys.keySet()).containsExactly("Id", "Changed");
    assertThat(keys.get("Changed").path("mask").asText()).isEqualTo("milliseconds");
  }

  @Test
  void theDocumentOfAnObjectHasItsPathsOnly() {
    for (DocumentFormat format : DocumentFormat.values()) {
      JsonNode document = OBJECTS.document("contacts", request(format), null).orElseThrow();

      DocumentJudge.isValid(document);
      assertThat(names(document.path("paths")))
          .containsExactly(
              "/people", "/people/{id}", "/people/{id}/notes", "/people/{id}/notes/{noteId}");
    }
    assertThat(OBJECTS.document("nothing", request(DocumentFormat.SWAGGER), null)).isEmpty();
  }

  @Test
  void whatTheProviderTellsOfItsFieldsIsAddedToTheModels() {
    JsonNode discovered =
        json(
            """
            {"fields": [
              {"vendorPath": "extra__c", "type": "Date", "custom": true, "vendorReadOnly": true},
              {"vendorPath": "email", "type": "number"},
              {"vendorPath": "home.street", "type": "string"}]}
            """);

    JsonNode document =
        OBJECTS.document("contacts", request(DocumentFormat.SWAGGER), discovered).orElseThrow();

    DocumentJudge.isValid(document);
    JsonNode properties = document.at("/definitions/peopleListObject/properties");
    assertThat(properties.path("extra__c"))
        .isEqualTo(
            json(
                """
                {"type": "string", "format": "date", "readOnly": true, "x-custom": true}
                """));
    assertThat(properties.at("/email/type").asText()).isEqualTo("string");
    assertThat(properties.has("home.street")).isFalse();
    assertThat(document.at("/definitions/person/properties").has("extra__c")).isTrue();
    assertThat(
            OBJECTS
                .document(
                    "contacts",
                    new DocumentRequest(DocumentFormat.SWAGGER, location(), true, false),
                    discovered)
                .orElseThrow()
                .toString())
        .doesNotContain("x-");
  }

  @Test
  void aGenericRouteIsServedByTheResourceOfTheObject() {
    assertThat(serving("GET", "contacts")).isEqualTo("GET /hubs/crm/people {}");
    assertThat(serving("PATCH", "contacts", "7")).isEqualTo("PATCH /hubs/crm/people/{id} {id=7}");
    assertThat(serving("GET", "contacts", "7", "notes"))
        .isEqualTo("GET /hubs/crm/people/{id}/notes {id=7}");
    assertThat(serving("GET", "contacts", "7", "notes", "8"))
        .isIn(
            "GET /hubs/crm/people/{id}/notes/{noteId} {id=7, noteId=8}",
            "GET /hubs/crm/people/{id}/notes/{noteId} {noteId=8, id=7}");
    assertThat(serving("DELETE", "contacts", "7")).isEqualTo("nobody");
    assertThat(serving("GET", "contacts", "7", "calls")).isEqualTo("nobody");
    assertThat(serving("GET", "people")).isEqualTo("nobody");
    assertThat(serving("GET", "others")).isEqualTo("nobody");
  }

  @Test
  void theVendorsNameOfAnObjectServesToo() {
    ElementObjects objects =
        ElementObjects.of(
            element(
                """
                {"objects": [{"name": "accounts", "vendorName": "Account"}],
                 "resources": [
                   {"method": "GET", "path": "/hubs/crm/accounts/{key}", "vendorPath": "/a"}]}
                """));

    Served served = objects.serving("GET", List.of("Account", "7")).orElseThrow();

    assertThat(served.resource().path()).isEqualTo("/hubs/crm/accounts/{key}");
    assertThat(served.pathValues()).isEqualTo(Map.of("key", "7"));
  }

  @Test
  void aGenericResourceThatSaysNothingIsThePlatforms() {
    Element element =
        element(
            """
            {"resources": [
              {"method": "GET", "path": "/hubs/crm/{objectName}/{objectId}"},
              {"method": "GET", "path": "/hubs/crm/{objectName}", "vendorPath": "/db"},
              {"method": "GET", "path": "/hubs/crm/{a}", "hooks": [
                {"type": "preRequest", "body": "done()"}]},
              {"method": "GET", "path": "/hubs/crm/soap"}]}
            """);

    assertThat(element.resources())
        .extracting(ElementObjects::isGeneric)
        .containsExactly(true, false, false, false);
  }

  private static String serving(String method, String... segments) {
    return OBJECTS
        .serving(method, List.of(segments))
        .map(served -> method + " " + served.resource().path() + " " + served.pathValues())
        .orElse("nobody");
  }

  private static Map<String, JsonNode> fields(ElementObjects objects, String name) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    objects
        .metadata(name, false)
        .orElseThrow()
        .path("fields")
        .forEach(field -> fields.put(field.path("vendorPath").asText(), field));
    return fields;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
