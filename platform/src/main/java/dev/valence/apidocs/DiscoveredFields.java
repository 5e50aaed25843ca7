package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds to an object's models the fields that the provider has and the definition has not. */
final class DiscoveredFields {

  private DiscoveredFields() {}

  /**
   * Adds fields.
   *
   * @param metadata {@code {"fields": […]}}, as metadata have them
   * @param document the document of the object's calls, of Swagger 2.0 and with references
   * @param basic whether extensions are left out
   */
  static void add(JsonNode metadata, ObjectNode document, boolean basic) {
    for (String model : models(document)) {
      if (document.path("definitions").path(model) instanceof ObjectNode definition
          && definition.path("type").asText().equals("object")) {
        metadata.path("fields").forEach(field -> addField(field, definition, basic));
      }
    }
  }

  private static void addField(JsonNode field, ObjectNode definition, boolean basic) {
    String name = field.path("vendorPath").asText(field.path("path").asText());
    boolean within = name.contains(".") || name.contains("[");
    if (name.isBlank() || within || definition.path("properties").has(name)) {
      return;
    }
    ObjectNode raw = JsonNodeFactory.instance.objectNode();
    copy(field, "type", raw, "type");
    copy(field, "format", raw, "format");
    copy(field, "description", raw, "description");
    copy(field, "mask", raw, "x-mask");
    copy(field, "vendorDisplayName", raw, "x-displayName");
    if (field.path("vendorReadOnly").asBoolean()) {
      raw.put("readOnly", true);
    }
    if (field.path("custom").asBoolean()) {
      raw.put("x-custom", true);
    }
    definition
        .withObjectProperty("properties")
        .set(name, new SchemaRepair(type -> Optional.empty(), basic).repaired(raw));
  }

  private static void copy(JsonNode field, String name, ObjectNode schema, String as) {
    if (field.path(name).isTextual()) {
      schema.set(as, field.path(name));
    }
  }

  /** The models that the object's calls take and answer with. */
  private static Set<String> models(JsonNode document) {
    Set<String> models = new LinkedHashSet<>();
    for (JsonNode item : document.path("paths")) {
      for (Map.Entry<String, JsonNode> operation : item.properties()) {
        addModel(operation.getValue().path("responses").path("200").path("schema"), models);
        operation
            .getValue()
            .path("parameters")
            .forEach(parameter -> addModel(parameter.path("schema"), models));
      }
    }
    return models;
  }

  private static void addModel(JsonNode schema, Set<String> models) {
    JsonNode one = schema.has("items") ? schema.path("items") : schema;
    models.add(SchemaRepair.definitionOf(one));
  }
}
