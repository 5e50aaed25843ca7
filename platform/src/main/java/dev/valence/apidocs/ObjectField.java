package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a field of an object as metadata have it (contract, platform 6.8 and core 3.12). */
final class ObjectField {

  private final ObjectNode field = JsonNodeFactory.instance.objectNode();

  /**
   * A field that is read and nothing else.
   *
   * @param path where it is in a record: {@code addresses[*].city}
   * @param type the word of its type, of JSON unless the definition has another
   */
  ObjectField(String path, String type) {
    String name = path.substring(path.lastIndexOf('.') + 1).replace("[*]", "");
    field
        .put("vendorPath", path)
        .put("path", path)
        .put("type", type)
        .put("vendorDisplayName", name)
        .put("vendorNativeType", type)
        .put("vendorReadOnly", false)
        .put("vendorRequired", false)
        .put("filterable", false)
        .put("createable", false)
        .put("updateable", false)
        .put("custom", false);
  }

  /** Sets a text, unless there is none. */
  ObjectField text(String name, JsonNode value) {
    if (value.isTextual() && !value.textValue().isBlank()) {
      field.set(name, value);
    }
    return this;
  }

  ObjectField flag(String name, boolean value) {
    field.put(name, value);
    return this;
  }

  /** Sets the values that the field can have, if these are known. */
  ObjectField values(Iterable<JsonNode> values) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (JsonNode value : values) {
      list.addObject().put("value", value.asText()).put("displayValue", value.asText());
    }
    if (!list.isEmpty()) {
      field.set("picklistValues", list);
    }
    return this;
  }

  ObjectNode json() {
    return field;
  }
}
