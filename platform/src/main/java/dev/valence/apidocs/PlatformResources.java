package dev.valence.apidocs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.model.Element;
import dev.valence.model.ModelDescription;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.model.ResponseDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the platform answers for every element that has objects, beside the element's own resources
 * (contract, element format 4.2).
 */
final class PlatformResources {

  /** The model of failures. */
  static final String FAILURE = "ErrorBody";

  private static final String METADATA = "ObjectMetadata";
  private static final String RECORD = "ObjectRecord";
  private static final String PONG = "Pong";

  /** The models of the platform's answers; a record's fields are the object's. */
  private static final JsonNode MODELS =
      read(
          """
          {
            "ErrorBody": {
              "type": "object",
              "required": ["requestId", "message"],
              "properties": {
                "requestId": {"type": "string"},
                "message": {"type": "string"},
                "providerMessage": {"type": "string"}
              }
            },
            "Pong": {
              "type": "object",
              "properties": {
                "dateTime": {"type": "string", "format": "date-time"},
                "endpoint": {"type": "string"},
                "valid": {"type": "boolean"}
              }
            },
            "ObjectNames": {"type": "array", "items": {"type": "string"}},
            "ObjectMetadata": {
              "type": "object",
              "properties": {
                "fields": {"type": "array", "items": {"$ref": "#/definitions/ObjectField"}}
              }
            },
            "ObjectField": {
              "type": "object",
              "properties": {
                "vendorPath": {"type": "string"},
                "path": {"type": "string"},
                "type": {"type": "string"},
                "format": {"type": "string"},
                "mask": {"type": "string"},
                "description": {"type": "string"},
                "vendorDisplayName": {"type": "string"},
                "vendorNativeType": {"type": "string"},
                "vendorReadOnly": {"type": "boolean"},
                "vendorRequired": {"type": "boolean"},
                "filterable": {"type": "boolean"},
                "createable": {"type": "boolean"},
                "updateable": {"type": "boolean"},
                "custom": {"type": "boolean"}
              }
            },
            "ObjectRecord": {"type": "object", "additionalProperties": true},
            "ObjectRecords": {
              "type": "array", "items": {"$ref": "#/definitions/ObjectRecord"}
            },
            "ApiDocument": {"type": "object", "additionalProperties": true}
          }
          """);

  private static final String[] PLACEHOLDERS = {
    "objectName", "objectId", "childObjectName", "childObjectId"
  };

  private PlatformResources() {}

  /** The models that documents have beside those of the element. */
  static ModelDescription models() {
    return new ModelDescription(null, MODELS, null, null, false);
  }

  /**
   * The resources that an element has without declaring them.
   *
   * @param objects the element's
   */
  static List<Resource> of(Element element, List<String> objects) {
    List<Resource> resources = new ArrayList<>();
    if (objects.isEmpty()) {
      return resources;
    }
    String hub = "/hubs/" + element.hub();
    resources.add(
        resource(
            "getObjects",
            "Lists the names of the objects.",
            "GET",
            hub + "/objects",
            "ObjectNames",
            header("Elements-Version", "Helium tells of each object, and not its name alone.")));
    resources.add(
        resource(
            "getObjectsObjectNameMetadata",
            "Describes the fields of an object.",
            "GET",
            hub + "/objects/{objectName}/metadata",
            METADATA,
            query(
                "customFieldsOnly",
                "boolean",
                "Whether to leave out what is not the account's own.")));
    resources.add(
        resource(
            "getObjectsObjectNameDocs",
            "Describes the calls of an object.",
            "GET",
            hub + "/objects/{objectName}/docs",
            "ApiDocument",
            query("format", "string", "swagger or openapi."),
            query("discovery", "boolean", "Whether the provider is asked for the object's fields."),
            query("resolveReferences", "boolean", "Whether models stand where they are used."),
            query("basic", "boolean", "Whether definitions are without extensions.")));
    if (element.connector() == null) {
      resources.add(
          resource(
              "getPing", "Tells whether the account can be reached.", "GET", hub + "/ping", PONG));
      for (int depth = 1; depth <= PLACEHOLDERS.length; depth++) {
        addGeneric(hub, depth, resources);
      }
    }
    return resources;
  }

  /** What can be done with any object, or with what belongs to a record of it. */
  private static void addGeneric(String hub, int depth, List<Resource> resources) {
    String path =
        hub
            + String.join(
                "", IntStream.range(0, depth).mapToObj(i -> "/{" + PLACEHOLDERS[i] + "}").toList());
    String suffix = (depth > 2 ? "ObjectNameBy" : "By") + capital(PLACEHOLDERS[depth - 1]);
    String itemSuffix = "ObjectNameBy" + capital(PLACEHOLDERS[depth - 1]);
    String what = depth > 2 ? "what belongs to a record" : "the records of an object";
    String one = depth > 2 ? "something that belongs to a record" : "a record of an object";
    if (depth % 2 == 1) {
      resources.add(
          resource(
              "get" + suffix,
              "Lists " + what + ".",
              "GET",
              path,
              "ObjectRecords",
              query("where", "string", "A condition in CEQL."),
              query("pageSize", "integer", "How many records at most."),
              query("nextPage", "string", "Where the page begins."),
              query("fields", "string", "The fields to give, separated by commas.")));
      resources.add(
          resource("create" + suffix, "Creates " + one + ".", "POST", path, RECORD, body()));
      return;
    }
    resources.add(resource("get" + itemSuffix, "Shows " + one + ".", "GET", path, RECORD));
    resources.add(
        resource("update" + itemSuffix, "Changes " + one + ".", "PATCH", path, RECORD, body()));
    resources.add(
        resource("replace" + itemSuffix, "Replaces " + one + ".", "PUT", path, RECORD, body()));
    resources.add(resource("delete" + itemSuffix, "Deletes " + one + ".", "DELETE", path, null));
  }

  private static Resource resource(
      String operationId,
      String description,
      String method,
      String path,
      @Nullable String model,
      Parameter... parameters) {
    return new Resource(
        null,
        description,
        operationId,
        "platform",
        "api",
        method,
        path,
        null,
        null,
        List.of(parameters),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        new ResponseDescription("application/json", null, null),
        new ModelDescription(model, null, RECORD, null, false),
        false);
  }

  private static Parameter query(String name, String dataType, String description) {
    return Parameter.of("query", name, dataType, false, description);
  }

  private static Parameter header(String name, String description) {
    return Parameter.of("header", name, "string", false, description);
  }

  private static Parameter body() {
    return Parameter.of("body", "body", RECORD, true, "The record.");
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static JsonNode read(String json) {
    try {
      return new JsonMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
