package dev.valence.builder;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.catalog.Fault;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Holds a definition against the types in the schema of elements, and nothing but the types: what
 * the schema does not know is kept, and null is as good as absent. Other systems write numbers and
 * truth values as texts, and texts without quotation marks.
 */
final class FieldTypes {

  private static final Set<String> FLAGS = Set.of("true", "false", "");

  private final JsonNode schema;
  private final Consumer<Fault> faults;

  FieldTypes(JsonNode schema, Consumer<Fault> faults) {
    this.schema = schema;
    this.faults = faults;
  }

  /** Tells what has a wrong type. */
  void check(JsonNode definition) {
    check(definition, schema, JsonPointer.empty());
  }

  private void check(JsonNode value, JsonNode declared, JsonPointer place) {
    JsonNode type = resolve(declared);
    if (value.isNull() || value.isMissingNode() || type.path("type").isMissingNode()) {
      return;
    }
    JsonNode named = type.path("type");
    switch (named.isArray() ? "string" : named.asText()) {
      case "string" -> expect(value.isValueNode(), place, "a text");
      case "boolean" ->
          expect(
              value.isBoolean() || (value.isTextual() && FLAGS.contains(value.asText())),
              place,
              "true or false");
      case "integer" -> expect(isWhole(value), place, "a whole number");
      case "array" -> {
        expect(value.isArray(), place, "a list");
        for (int i = 0; value.isArray() && i < value.size(); i++) {
          item(value.get(i), type.path("items"), place.appendIndex(i));
        }
      }
      case "object" -> {
        expect(value.isObject(), place, "an object");
        type.path("properties")
            .properties()
            .forEach(field ->
                check(
                    value.path(field.getKey()),
                    field.getValue(),
                    place.appendProperty(field.getKey())));
      }
      default -> {} // the schema has no other types
    }
  }

  /** An item that is null would be a hole. */
  private void item(JsonNode value, JsonNode declared, JsonPointer place) {
    if (value.isNull()) {
      faults.accept(new Fault(place, "is null"));
    } else {
      check(value, declared, place);
    }
  }

  private JsonNode resolve(JsonNode declared) {
    String reference = declared.path("$ref").asText();
    return reference.isEmpty() ? declared : schema.at(reference.substring(1));
  }

  private static boolean isWhole(JsonNode value) {
    return value.isTextual()
        ? value.asText().matches("(-?[0-9]{1,18})?")
        : value.isIntegralNumber() && value.canConvertToLong();
  }

  private void expect(boolean right, JsonPointer place, String wanted) {
    if (!right) {
      faults.accept(new Fault(place, "has to be " + wanted));
    }
  }
}
