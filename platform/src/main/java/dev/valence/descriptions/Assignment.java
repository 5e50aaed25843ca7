package dev.valence.descriptions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a definition: what of the caller's becomes what of the vendor's (contract, element
 * format 6).
 *
 * @param type where the caller has it
 * @param name its name there; for a {@code value} the value itself
 * @param vendorType where the vendor has it
 * @param vendorName its name there
 * @param required whether a call without it is refused
 * @param dataType the kind of value
 * @param description the help text, or null
 * @param sample an example, or null
 */
record Assignment(
    String type,
    String name,
    String vendorType,
    String vendorName,
    boolean required,
    String dataType,
    @Nullable String description,
    @Nullable String sample) {

  /** What begins the vendor's name of a parameter that is converted. */
  static final String CONVERTER = "converter:";

  private static final int TEXT = 1000;

  /** Assigns without more to say. */
  static Assignment of(String type, String name, String vendorType, String vendorName) {
    return new Assignment(type, name, vendorType, vendorName, false, "string", null, null);
  }

  /** A header that is always the same, but for what it takes of the configuration. */
  static Assignment header(String name, String value) {
    return of("value", value, "header", name);
  }

  /** The caller's JSON as it is. */
  static Assignment body(boolean required, String dataType, @Nullable String description) {
    return new Assignment("body", "body", "body", "body", required, dataType, description, null);
  }

  /** The same by another name of the caller's. */
  Assignment named(String other) {
    return new Assignment(
        type, other, vendorType, vendorName, required, dataType, description, sample);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name);
    json.put("type", type);
    json.put("vendorName", vendorName);
    json.put("vendorType", vendorType);
    json.put("source", "request");
    json.put("required", required);
    json.put("dataType", dataType);
    json.put("vendorDataType", dataType);
    if (description != null && !description.isBlank()) {
      String text = description.strip();
      json.put("description", text.substring(0, Math.min(TEXT, text.length())));
    }
    if (vendorName.startsWith(CONVERTER)) {
      json.put("converter", vendorName.substring(CONVERTER.length()));
    }
    if (sample != null && sample.length() <= TEXT) {
      json.put("sampleData", sample);
    }
    return json;
  }
}
