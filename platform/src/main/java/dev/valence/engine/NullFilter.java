package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Leaves fields without a value out of answers (contract, core 2.6: filter.response.nulls). */
final class NullFilter {

  private NullFilter() {}

  /** A copy of the value without its fields that are null, at any depth; items of lists stay. */
  static JsonNode apply(JsonNode value) {
    JsonNode copy = value.deepCopy();
    strip(copy);
    return copy;
  }

  private static void strip(JsonNode value) {
    if (value instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
    }
    value.forEach(NullFilter::strip);
  }
}
