package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Changes what is in JSON values without changing them: a value comes back itself when nothing in
 * it is another one, and else is copied as far as it differs.
 */
@SuppressWarnings("ReferenceEquality") // an equal value that is another object is a change too
final class UnlessSame {

  private UnlessSame() {}

  static ObjectNode object(ObjectNode object, UnaryOperator<JsonNode> change) {
    ObjectNode changed = null;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = change.apply(field.getValue());
      if (value != field.getValue()) {
        if (changed == null) {
          changed = JsonNodeFactory.instance.objectNode();
          changed.setAll(object);
        }
        changed.set(field.getKey(), value);
      }
    }
    return changed == null ? object : changed;
  }

  static ArrayNode array(ArrayNode array, UnaryOperator<JsonNode> change) {
    ArrayNode changed = null;
    for (int i = 0; i < array.size(); i++) {
      JsonNode value = change.apply(array.get(i));
      if (value != array.get(i)) {
        if (changed == null) {
          changed = JsonNodeFactory.instance.arrayNode(array.size()).addAll(array);
        }
        changed.set(i, value);
      }
    }
    return changed == null ? array : changed;
  }
}
