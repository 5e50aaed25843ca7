package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of an object as the models of its calls have them. A field within a field has a path
 * with dots, one within the items of a list a path with {@code [*]}. A model within itself is a
 * field of which nothing more is said.
 */
final class SchemaFields {

  /** Models that refer to each other at every step would give fields without end. */
  private static final int MOST_VISITS = 20_000;

  private static final Set<String> CHANGING = Set.of("put", "patch");

  /** What is known of a field. */
  private static final class Facts {

    /** What the first model that has the field says of it. */
    private final JsonNode schema;

    private boolean created;
    private boolean changed;
    private boolean required;

    private Facts(JsonNode schema) {
      this.schema = schema;
    }
  }

  private final JsonNode definitions;
  private final Map<String, Facts> fields = new LinkedHashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Set<String> queried = new HashSet<>();
  private String method = "";
  private boolean inAnswer;
  private int visits;

  private SchemaFields(JsonNode definitions) {
    this.definitions = definitions;
  }

  /**
   * The fields.
   *
   * @param document the document of the object's own calls, with references
   */
  static List<ObjectNode> of(JsonNode document) {
    SchemaFields fields = new SchemaFields(document.path("definitions"));
    // What is answered says how a record looks; what is sent adds what is never answered.
    document.path("paths").forEach(item -> fields.read(item, true));
    document.path("paths").forEach(item -> fields.read(item, false));
    return fields.fields.entrySet().stream()
        .map(field -> fields.described(field.getKey(), field.getValue()))
        .toList();
  }

  private void read(JsonNode item, boolean answers) {
    inAnswer = answers;
    for (Map.Entry<String, JsonNode> operation : item.properties()) {
      method = operation.getKey();
      if (answers) {
        visit("", operation.getValue().path("responses").path("200").path("schema"), false);
      }
      for (JsonNode parameter : operation.getValue().path("parameters")) {
        if (parameter.path("in").asText().equals("query")) {
          queried.add(parameter.path("name").asText());
        } else if (!answers && parameter.path("in").asText().equals("body")) {
          visit("", parameter.path("schema"), false);
        }
      }
    }
  }

  private void visit(String path, JsonNode schema, boolean required) {
    if (++visits > MOST_VISITS) {
      return;
    }
    String definition = SchemaRepair.definitionOf(schema);
    if (!definition.isEmpty()) {
      if (open.add(definition)) {
        visit(path, definitions.path(definition), required);
        open.remove(definition);
      } else {
        add(path, schema, required);
      }
      return;
    }
    schema.path("allOf").forEach(part -> visit(path, part, required));
    JsonNode items = schema.path("items");
    if (schema.path("type").asText().equals("array") && hasFields(items)) {
      visit(path.isEmpty() ? path : path + "[*]", items, required);
    } else if (!schema.path("properties").isEmpty()) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        visit(
            path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
            property.getValue(),
            isRequired(property.getKey(), schema) || isTrue(property.getValue(), "x-required"));
      }
    } else if (!schema.has("allOf")) {
      add(path, schema, required);
    }
  }

  private boolean hasFields(JsonNode items) {
    String definition = SchemaRepair.definitionOf(items);
    JsonNode schema = definition.isEmpty() ? items : definitions.path(definition);
    return !open.contains(definition) && (schema.has("properties") || schema.has("allOf"));
  }

  private void add(String path, JsonNode schema, boolean required) {
    if (path.isEmpty()) {
      return;
    }
    Facts facts = fields.computeIfAbsent(path, key -> new Facts(schema));
    if (!inAnswer) {
      facts.created |= method.equals("post");
      facts.changed |= CHANGING.contains(method);
      facts.required |= required && method.equals("post");
    }
  }

  private ObjectNode described(String path, Facts facts) {
    JsonNode schema = facts.schema;
    boolean readOnly = isTrue(schema, "readOnly") || isTrue(schema, "x-readOnly");
    return new ObjectField(path, schema.path("type").asText("object"))
        .text("format", schema.path("format"))
        .text("mask", schema.path("x-mask"))
        .text("description", schema.path("description"))
        .text("vendorDisplayName", schema.path("x-displayName"))
        .flag("vendorReadOnly", readOnly)
        .flag("vendorRequired", facts.required)
        .flag("filterable", isTrue(schema, "x-searchable") || queried.contains(path))
        .flag("createable", facts.created && !readOnly)
        .flag("updateable", facts.changed && !readOnly)
        .flag("custom", isTrue(schema, "x-custom"))
        .values(schema.path("enum"))
        .json();
  }

  private static boolean isRequired(String property, JsonNode schema) {
    for (JsonNode name : schema.path("required")) {
      if (name.asText().equals(property)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTrue(JsonNode schema, String flag) {
    return schema.path(flag).asBoolean();
  }
}
