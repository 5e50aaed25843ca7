package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Dropbox's JSON in the form that its client for Java gives it: {@code requestedVisibility:
 * "PUBLIC"} instead of {@code requested_visibility: {".tag": "public"}}. What is raw of a link has
 * always had that form in the hub.
 */
final class ClientForm {

  private static final Pattern UNDERSCORE = Pattern.compile("_(.)");

  private ClientForm() {}

  /** The same values in the other form. */
  static JsonNode of(JsonNode json) {
    if (json instanceof ArrayNode array) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> items.add(of(item)));
      return items;
    }
    if (!(json instanceof ObjectNode object)) {
      return json;
    }
    if (object.size() == 1 && object.has(".tag")) {
      return JsonNodeFactory.instance.textNode(
          object.path(".tag").asText().toUpperCase(Locale.ROOT));
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals(".tag")) {
            fields.set(name(field.getKey()), of(field.getValue()));
          }
        });
    return fields;
  }

  private static String name(String underscored) {
    return UNDERSCORE
        .matcher(underscored)
        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }
}
