package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The fields of an object as an element's models, or its list of objects, have them. */
final class ModelFields {

  /** Models that refer to each other at every step would give fields without end. */
  private static final int MOST_VISITS = 20_000;

  private final List<JsonNode> models;
  private final List<ObjectNode> fields = new ArrayList<>();
  private final Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int visits;

  /**
   * The fields of models.
   *
   * @param models the element's, which may refer to each other
   */
  ModelFields(List<JsonNode> models) {
    this.models = models;
  }

  /** The fields of an object; none if there is no model of it. */
  List<ObjectNode> of(String object) {
    models.stream()
        .filter(model ->
            Stream.of("name", "vendorName")
                .anyMatch(key -> model.path(key).asText().equals(object)))
        .findFirst()
        .ifPresent(model -> add("", model));
    return fields;
  }

  /** The fields that an entry of the list of objects has itself. */
  static List<ObjectNode> ofObject(JsonNode object) {
    ModelFields fields = new ModelFields(List.of());
    fields.add("", object);
    return fields.fields;
  }

  /** What is known of an object without fields: its key, and the dates of its changes. */
  static List<ObjectNode> ofKeys(JsonNode object) {
    List<ObjectNode> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String key : List.of("primaryKeyName", "createdDateName", "updatedDateName")) {
      String name = object.path(key).asText();
      if (!name.isBlank() && names.add(name)) {
        fields.add(
            new ObjectField(name, "string")
                .text("mask", object.path(key.replace("Name", "Format")))
                .flag("vendorReadOnly", true)
                .json());
      }
    }
    return fields;
  }

  private void add(String prefix, JsonNode model) {
    if (!open.add(model)) {
      return;
    }
    JsonNode list = model.has("fields") ? model.path("fields") : model.path("modelFields");
    for (JsonNode field : list) {
      String name = first(field, "vendorName", "vendorPath", "path", "name");
      if (!name.isEmpty()
          && !isTrue(field, "hidden")
          && !isTrue(field, "ignore")
          && ++visits <= MOST_VISITS) {
        add(prefix + name, field, related(field));
      }
    }
    open.remove(model);
  }

  private void add(String path, JsonNode field, Optional<JsonNode> related) {
    String type = type(field);
    if (related.isPresent() && !open.contains(related.get())) {
      add(path + (type.equals("array") ? "[*]." : "."), related.get());
      return;
    }
    boolean readOnly = isTrue(field, "readOnly") || isTrue(field, "vendorReadOnly");
    fields.add(
        new ObjectField(path, type)
            .text("format", format(field, type))
            .text("mask", field.path("mask"))
            .text("description", field.path("description"))
            .text("vendorNativeType", field.path("vendorNativeType"))
            .text("vendorDisplayName", field.path("displayName"))
            .text("vendorDisplayName", field.path("vendorDisplayName"))
            .flag("vendorReadOnly", readOnly)
            .flag("vendorRequired", isTrue(field, "required") || isTrue(field, "vendorRequired"))
            .flag(
                "filterable",
                isTrue(field, "filterable") || !field.path("searchOperators").asText().isBlank())
            .flag("createable", sent(field, "createable", readOnly, Set.of("POST")))
            .flag("updateable", sent(field, "updateable", readOnly, Set.of("PUT", "PATCH")))
            .flag("custom", isTrue(field, "custom"))
            .values(values(field))
            .json());
  }

  /**
   * Whether a field is taken by methods. Where a model says that none of its methods ever takes the
   * field, nobody has filled that in.
   */
  private static boolean sent(JsonNode field, String flag, boolean readOnly, Set<String> methods) {
    if (field.path(flag).isBoolean()) {
      return field.path(flag).booleanValue();
    }
    boolean known = false;
    boolean taken = false;
    for (JsonNode each : field.path("fieldMethods")) {
      boolean populated = !each.path("populated").asText().equals("NEVER");
      known |= populated;
      taken |=
          populated
              && each.path("direction").asText().equals("REQUEST")
              && methods.contains(each.path("method").asText());
    }
    return known ? taken : !readOnly;
  }

  /** The model that a field holds, by its number. */
  private Optional<JsonNode> related(JsonNode field) {
    long id = field.path("relatedModelId").asLong();
    return id == 0
        ? Optional.empty()
        : models.stream()
            .filter(model ->
                model.path("id").asLong() == id
                    || model.path("fields").path(0).path("modelId").asLong() == id)
            .findFirst();
  }

  private static String type(JsonNode field) {
    String type = field.path("dataType").path("jsonType").asText();
    String word = type.isBlank() ? first(field, "type", "dataType") : type;
    return word.isEmpty() ? "string" : word;
  }

  /** The format, where it tells more than the type. */
  private static JsonNode format(JsonNode field, String type) {
    JsonNode format =
        field.path("dataType").has("format")
            ? field.path("dataType").path("format")
            : field.path("format");
    return format.asText().equals(type) ? JsonNodeFactory.instance.missingNode() : format;
  }

  private static List<JsonNode> values(JsonNode field) {
    JsonNode values = field.path("enumValues");
    return values.isTextual()
        ? Arrays.stream(values.textValue().split(",", -1))
            .map(String::strip)
            .filter(value -> !value.isEmpty())
            .<JsonNode>map(JsonNodeFactory.instance::textNode)
            .toList()
        : values.valueStream().toList();
  }

  private static String first(JsonNode field, String... names) {
    return Arrays.stream(names)
        .map(name -> field.path(name).asText())
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }

  private static boolean isTrue(JsonNode field, String flag) {
    return field.path(flag).asBoolean();
  }
}
