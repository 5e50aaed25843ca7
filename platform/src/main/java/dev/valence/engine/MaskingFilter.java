package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.oauth.Masking;

/** Takes secrets out of the texts of an answer; what holds none is not copied. */
final class MaskingFilter {

  private MaskingFilter() {}

  static JsonNode apply(JsonNode value, Masking masking) {
    return switch (value) {
      case ObjectNode object -> UnlessSame.object(object, field -> apply(field, masking));
      case ArrayNode array -> UnlessSame.array(array, item -> apply(item, masking));
      case TextNode text ->
          masking.finds(text.asText())
              ? JsonNodeFactory.instance.textNode(masking.apply(text.asText()))
              : text;
      default -> value;
    };
  }
}
