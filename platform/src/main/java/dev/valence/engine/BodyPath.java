package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A place in a JSON body (contract, element format 4.1): names of members separated by dots, {@code
 * [0]} or a bare number for an item of a list, {@code [*]} for all of them. A dot may stand before
 * it.
 *
 * @param text the place as it was written
 * @param steps the names, numbers and {@code *}
 */
record BodyPath(String text, List<String> steps) {

  private static final Pattern STEP = Pattern.compile("\\[(\\d+|\\*)]|([^.\\[\\]]+)");

  /** The whole body. */
  private static final BodyPath WHOLE = new BodyPath("", List.of());

  static BodyPath of(String text) {
    if (text.isEmpty()) {
      return WHOLE;
    }
    return new BodyPath(text, STEP.matcher(text).results().map(BodyPath::step).toList());
  }

  private static String step(MatchResult match) {
    return match.group(1) == null ? match.group(2) : match.group(1);
  }

  /** What stands there, which may be null of JSON; empty when there is no such place. */
  Optional<JsonNode> find(JsonNode body) {
    JsonNode found = body;
    if (steps.size() > 1 && body.has(text)) {
      return Optional.of(body.get(text)); // a name that has dots itself
    }
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      if (step.equals("*") && found.isArray()) {
        return Optional.of(each(found, new BodyPath("", steps.subList(i + 1, steps.size()))));
      }
      found =
          found.isArray() && step.matches("\\d{1,9}")
              ? found.path(Integer.parseInt(step))
              : found.path(step);
    }
    return Optional.of(found).filter(value -> !value.isMissingNode());
  }

  private static ArrayNode each(JsonNode items, BodyPath rest) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> rest.find(item).ifPresent(all::add));
    return all;
  }

  /** Puts a value there; what is missing on the way is made, and a list where a number stands. */
  void put(ObjectNode body, JsonNode value) {
    JsonNode place = body;
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i).equals("*") ? "0" : steps.get(i);
      boolean last = i == steps.size() - 1;
      JsonNode next =
          last
              ? value
              : container(place.isArray() ? item(place, step) : place.path(step), steps.get(i + 1));
      if (place instanceof ArrayNode list) {
        int index = index(step);
        while (list.size() <= index) {
          list.addNull();
        }
        list.set(index, next);
      } else if (place instanceof ObjectNode object) {
        object.set(step, next);
      }
      place = next;
    }
  }

  private static JsonNode item(JsonNode list, String step) {
    return list.path(index(step));
  }

  private static JsonNode container(JsonNode there, String next) {
    if (there.isContainerNode()) {
      return there;
    }
    return isIndex(next)
        ? JsonNodeFactory.instance.arrayNode()
        : JsonNodeFactory.instance.objectNode();
  }

  private static boolean isIndex(String step) {
    return step.equals("*") || step.matches("\\d{1,3}");
  }

  private static int index(String step) {
    return isIndex(step) && !step.equals("*") ? Integer.parseInt(step) : 0;
  }
}
