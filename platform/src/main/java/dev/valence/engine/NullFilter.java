package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Leaves fields without a value out of answers (contract, core 2.6: filter.response.nulls). */
final class NullFilter {

  private NullFilter() {}

  /**
   * The value without its fields that are null, at any depth; items of lists stay. A value without
   * any is not copied.
   */
  static JsonNode apply(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode whole = UnlessSame.object(object, NullFilter::apply);
        yield holdsNull(whole) ? withoutNulls(whole) : whole;
      }
      case ArrayNode array -> UnlessSame.array(array, NullFilter::apply);
      default -> value;
    };
  }

  private static boolean holdsNull(ObjectNode object) {
    for (JsonNode value : object) {
      if (value.isNull()) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode withoutNulls(ObjectNode object) {
    ObjectNode left = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(field -> {
          if (!field.getValue().isNull()) {
            left.set(field.getKey(), field.getValue());
          }
        });
    return left;
  }
}
