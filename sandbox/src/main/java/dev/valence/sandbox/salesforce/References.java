package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.sandbox.face.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answers of the parts of a composite call, to which later parts refer. */
final class References {

  private static final Pattern REFERENCE =
      Pattern.compile("@\\{(\\w+)((?:\\.\\w+|\\[\\d{1,6}\\])+)\\}");
  private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[(\\d+)\\]");

  private final Map<String, JsonNode> answers = new HashMap<>();

  /** Keeps the answer of a part. */
  void put(String id, JsonNode answer) {
    answers.put(id, answer);
  }

  /** A text with what its references refer to. */
  String fill(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(reference ->
            Matcher.quoteReplacement(value(reference.group(1), reference.group(2)).asText()));
  }

  /** A value with what its references refer to, at any depth. */
  JsonNode fill(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode filled = Json.object();
        object.properties().forEach(entry -> filled.set(entry.getKey(), fill(entry.getValue())));
        yield filled;
      }
      case ArrayNode array -> {
        ArrayNode filled = Json.MAPPER.createArrayNode();
        array.forEach(each -> filled.add(fill(each)));
        yield filled;
      }
      case TextNode text -> {
        Matcher whole = REFERENCE.matcher(text.textValue());
        yield whole.matches()
            ? value(whole.group(1), whole.group(2))
            : TextNode.valueOf(fill(text.textValue()));
      }
      default -> value;
    };
  }

  private JsonNode value(String id, String path) {
    Optional<JsonNode> at = Optional.ofNullable(answers.get(id));
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      String name = step.group(1);
      String index = step.group(2);
      at = at.map(node -> name == null ? node.get(Integer.parseInt(index)) : node.get(name));
    }
    return at.filter(JsonNode::isValueNode)
        .orElseThrow(() ->
            new RestException(
                400,
                "PROCESSING_HALTED",
                "Invalid reference specified. No value for "
                    + id
                    + path
                    + " found in "
                    + id
                    + ". Statement is: @{"
                    + id
                    + path
                    + "}"));
  }
}
