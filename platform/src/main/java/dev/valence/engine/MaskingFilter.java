package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.oauth.Masking;

/** Takes secrets out of the texts of an answer. */
final class MaskingFilter {

  private MaskingFilter() {}

  static JsonNode apply(JsonNode value, Masking masking) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode masked = JsonNodeFactory.instance.objectNode();
        object
            .properties()
            .forEach(field -> masked.set(field.getKey(), apply(field.getValue(), masking)));
        yield masked;
      }
      case ArrayNode array -> {
        ArrayNode masked = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(item -> masked.add(apply(item, masking)));
        yield masked;
      }
      case TextNode text -> JsonNodeFactory.instance.textNode(masking.apply(text.asText()));
      default -> value;
    };
  }
}
