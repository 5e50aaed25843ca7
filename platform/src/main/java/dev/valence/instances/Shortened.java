package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Makes JSON short enough to be kept: long texts lose their ends and long lists and objects their
 * last members, more and more of them until it fits. What is left out is counted in its place.
 */
final class Shortened {

  /** As many characters as the text of the JSON may have. */
  static final int LONGEST = 256 * 1024;

  /** How much of a text and how many members are left, one attempt after the other. */
  private static final List<Limits> ATTEMPTS =
      List.of(
          new Limits(64 * 1024, 1_000, 40),
          new Limits(8 * 1024, 200, 30),
          new Limits(1_024, 50, 20),
          new Limits(200, 20, 8),
          new Limits(50, 10, 4));

  private record Limits(int text, int members, int depth) {}

  private Shortened() {}

  /** The same JSON if it fits, else as much of it as does. */
  static JsonNode of(JsonNode whole) {
    if (whole.toString().length() <= LONGEST) {
      return whole;
    }
    for (Limits limits : ATTEMPTS) {
      JsonNode shorter = cut(whole, limits, limits.depth());
      if (shorter.toString().length() <= LONGEST) {
        return shorter;
      }
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode cut(JsonNode node, Limits limits, int depth) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(cut(node.asText(), limits.text()));
    }
    if (!node.isContainerNode()) {
      return node;
    }
    if (depth == 0) {
      return JsonNodeFactory.instance.textNode("… %d members".formatted(node.size()));
    }
    return node.isArray() ? list(node, limits, depth) : object(node, limits, depth);
  }

  private static ArrayNode list(JsonNode node, Limits limits, int depth) {
    ArrayNode shorter = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < Math.min(node.size(), limits.members()); i++) {
      shorter.add(cut(node.get(i), limits, depth - 1));
    }
    if (node.size() > limits.members()) {
      shorter.add("… %d more".formatted(node.size() - limits.members()));
    }
    return shorter;
  }

  private static ObjectNode object(JsonNode node, Limits limits, int depth) {
    ObjectNode shorter = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (shorter.size() == limits.members()) {
        shorter.put("…", "%d more".formatted(node.size() - limits.members()));
        break;
      }
      shorter.set(cut(member.getKey(), limits.text()), cut(member.getValue(), limits, depth - 1));
    }
    return shorter;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(0, longest) + "… %d more characters".formatted(text.length() - longest);
  }
}
