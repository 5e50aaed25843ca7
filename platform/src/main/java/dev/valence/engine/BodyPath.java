package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A place in a JSON body (contract, element format 4.1): names of members separated by dots, {@code
 * [0]} or a bare number for an item of a list, {@code [*]} for all of them. A dot may stand before
 * it.
 *
 * @param steps the names, numbers and {@code *}
 */
record BodyPath(List<String> steps) {

  private static final Pattern STEP = Pattern.compile("\\[(\\d+|\\*)]|([^.\\[\\]]+)");

  static BodyPath of(String text) {
    return new BodyPath(STEP.matcher(text).results().map(BodyPath::step).toList());
  }

  private static String step(MatchResult match) {
    return match.group(1) == null ? match.group(2) : match.group(1);
  }

  /** What stands there, which may be null of JSON; empty when there is no such place. */
  Optional<JsonNode> find(JsonNode body) {
    JsonNode found = body;
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      if (step.equals("*") && found.isArray()) {
        return Optional.of(each(found, new BodyPath(steps.subList(i + 1, steps.size()))));
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
}
