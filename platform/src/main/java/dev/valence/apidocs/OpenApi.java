package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says in OpenAPI 3.1 what one of our own documents says in Swagger 2.0. */
final class OpenApi {

  /** Headers that OpenAPI describes in other ways, and forbids as parameters. */
  private static final Set<String> NO_PARAMETERS =
      Set.of("authorization", "accept", "content-type");

  /** What a parameter itself has; the rest belongs to its schema. */
  private static final Set<String> OF_PARAMETERS = Set.of("name", "in", "description", "required");

  private static final String JSON_TYPE = "application/json";
  private static final String CREDENTIALS = "credentials";

  private OpenApi() {}

  static ObjectNode of(ObjectNode swagger, ApiLocation location) {
    ObjectNode document = object().put("openapi", "3.1.0");
    document.set("info", swagger.path("info"));
    document.putArray("servers").addObject().put("url", location.url());
    ObjectNode paths = document.putObject("paths");
    for (Map.Entry<String, JsonNode> path : swagger.path("paths").properties()) {
      ObjectNode item = paths.putObject(path.getKey());
      path.getValue()
          .properties()
          .forEach(operation -> item.set(operation.getKey(), operation(operation.getValue())));
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas(swagger.path("definitions")));
    components
        .putObject("securitySchemes")
        .putObject(CREDENTIALS)
        .put("type", "apiKey")
        .put("name", "Authorization")
        .put("in", "header")
        .put("description", "User <user secret>, Element <element token>");
    document.putArray("security").addObject().putArray(CREDENTIALS);
    return document;
  }

  /** Models by name. */
  static ObjectNode schemas(JsonNode definitions) {
    ObjectNode schemas = object();
    definitions
        .properties()
        .forEach(model -> schemas.set(model.getKey(), schema(model.getValue())));
    return schemas;
  }

  private static ObjectNode operation(JsonNode swagger) {
    ObjectNode operation = object();
    for (String name : new String[] {"operationId", "summary", "tags"}) {
      if (swagger.has(name)) {
        operation.set(name, swagger.path(name));
      }
    }
    ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
    ObjectNode form = object().put("type", "object");
    for (JsonNode parameter : swagger.path("parameters")) {
      switch (parameter.path("in").asText()) {
        case "body" -> operation.set("requestBody", body(parameter));
        case "formData" -> addField(parameter, form);
        default -> {
          if (!isDescribedElsewhere(parameter)) {
            parameters.add(parameter(parameter));
          }
        }
      }
    }
    if (form.has("properties")) {
      ObjectNode body = operation.putObject("requestBody");
      body.putObject("content").putObject(first(swagger, "consumes")).set("schema", form);
      body.put("required", form.has("required"));
    }
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    ObjectNode responses = operation.putObject("responses");
    swagger
        .path("responses")
        .properties()
        .forEach(response ->
            responses.set(
                response.getKey(),
                response(
                    response.getValue(),
                    response.getKey().equals("200") ? first(swagger, "produces") : JSON_TYPE)));
    return operation;
  }

  private static boolean isDescribedElsewhere(JsonNode parameter) {
    return parameter.path("in").asText().equals("header")
        && NO_PARAMETERS.contains(parameter.path("name").asText().strip().toLowerCase(Locale.ROOT));
  }

  private static String first(JsonNode operation, String types) {
    return operation.path(types).path(0).asText(JSON_TYPE);
  }

  private static ObjectNode parameter(JsonNode swagger) {
    ObjectNode parameter = object();
    ObjectNode schema = object();
    for (Map.Entry<String, JsonNode> field : swagger.properties()) {
      (OF_PARAMETERS.contains(field.getKey()) ? parameter : schema)
          .set(field.getKey(), field.getValue());
    }
    parameter.set("schema", schema(schema));
    if (swagger.has("items") && swagger.path("in").asText().equals("query")) {
      parameter.put("style", "form").put("explode", false);
    }
    return parameter;
  }

  private static ObjectNode body(JsonNode swagger) {
    ObjectNode body = object();
    if (swagger.has("description")) {
      body.set("description", swagger.path("description"));
    }
    body.putObject("content").putObject(JSON_TYPE).set("schema", schema(swagger.path("schema")));
    return body.put("required", swagger.path("required").asBoolean());
  }

  private static void addField(JsonNode swagger, ObjectNode form) {
    String name = swagger.path("name").asText();
    ObjectNode field = object();
    for (Map.Entry<String, JsonNode> each : swagger.properties()) {
      if (!OF_PARAMETERS.contains(each.getKey()) || each.getKey().equals("description")) {
        field.set(each.getKey(), each.getValue());
      }
    }
    form.withObjectProperty("properties").set(name, schema(field));
    if (swagger.path("required").asBoolean()) {
      form.withArrayProperty("required").add(name);
    }
  }

  private static ObjectNode response(JsonNode swagger, String type) {
    ObjectNode response = object();
    response.set("description", swagger.path("description"));
    ObjectNode content = object();
    if (swagger.has("schema")) {
      content.set("schema", schema(swagger.path("schema")));
    }
    swagger
        .path("examples")
        .properties()
        .forEach(example -> content.set("example", example.getValue()));
    if (!content.isEmpty()) {
      response.putObject("content").set(type, content);
    }
    return response;
  }

  /** The same schema in JSON Schema of 2020-12, which OpenAPI 3.1 uses. */
  private static ObjectNode schema(JsonNode swagger) {
    ObjectNode schema = object();
    for (Map.Entry<String, JsonNode> field : swagger.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      switch (name) {
        case "$ref" ->
            schema.put(name, "#/components/schemas/" + SchemaRepair.definitionOf(swagger));
        case "items" -> schema.set(name, schema(value));
        case "additionalProperties" -> schema.set(name, value.isObject() ? schema(value) : value);
        case "properties" -> {
          ObjectNode properties = schema.putObject(name);
          value
              .properties()
              .forEach(property -> properties.set(property.getKey(), schema(property.getValue())));
        }
        case "allOf" -> {
          ArrayNode parts = schema.putArray(name);
          value.forEach(part -> parts.add(schema(part)));
        }
        case "example" -> schema.putArray("examples").add(value);
        case "exclusiveMinimum", "exclusiveMaximum" -> {
          if (value.asBoolean()) {
            schema.set(name, swagger.path(bound(name)));
          }
        }
        case "minimum", "maximum" -> {
          if (!swagger.path(exclusive(name)).asBoolean()) {
            schema.set(name, value);
          }
        }
        case "type" -> type(swagger, schema);
        default -> schema.set(name, value);
      }
    }
    return schema;
  }

  private static void type(JsonNode swagger, ObjectNode schema) {
    String type = swagger.path("type").asText();
    if (type.equals("file")) {
      schema.put("type", "string").put("format", "binary");
    } else if (swagger.path("x-nullable").asBoolean()) {
      schema.putArray("type").add(type).add("null");
    } else {
      schema.put("type", type);
    }
  }

  private static String bound(String exclusive) {
    return exclusive.equals("exclusiveMinimum") ? "minimum" : "maximum";
  }

  private static String exclusive(String bound) {
    return bound.equals("minimum") ? "exclusiveMinimum" : "exclusiveMaximum";
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
