package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields that a caller wants of each item: {@code fields=a,b} (contract, core 5.0). Of an
 * object of {@code default.select.fields.map} those that stand there are always among them; with
 * {@code allow.select.fields} others are left out of the answer.
 */
final class SelectedFields {

  private static final String FIELDS = "fields";

  private final boolean chosen;
  private final boolean leavesOut;
  private final Set<String> names;

  private SelectedFields(boolean chosen, boolean leavesOut, Set<String> names) {
    this.chosen = chosen;
    this.leavesOut = leavesOut;
    this.names = names;
  }

  static SelectedFields of(ConnectedInstance instance, Resource resource, HubCall call) {
    Set<String> names = new LinkedHashSet<>();
    call.queryValues(FIELDS).forEach(list -> names.addAll(split(list)));
    boolean chosen = !names.isEmpty();
    names.addAll(always(instance, resource));
    boolean leavesOut =
        chosen && instance.configuration("allow.select.fields").filter("true"::equals).isPresent();
    return new SelectedFields(chosen || !names.isEmpty(), leavesOut, names);
  }

  /** The call with all the fields that are wanted. */
  HubCall call(HubCall call) {
    if (!chosen) {
      return call;
    }
    Map<String, List<String>> query = new HashMap<>(call.query());
    query.put(FIELDS, List.of(String.join(",", names)));
    return new HubCall(call.method(), call.path(), query, call.headers(), call.body());
  }

  /** The answer without the fields that are not wanted; an id always stays. */
  HubAnswer answer(HubAnswer answer) {
    return leavesOut && answer.body() instanceof HubAnswer.Json(JsonNode content)
        ? answer.withBody(new HubAnswer.Json(selected(content)))
        : answer;
  }

  private JsonNode selected(JsonNode content) {
    return switch (content) {
      case ArrayNode items -> {
        ArrayNode selected = JsonNodeFactory.instance.arrayNode(items.size());
        items.forEach(item -> selected.add(item instanceof ObjectNode one ? selected(one) : item));
        yield selected;
      }
      case ObjectNode one -> selected(one);
      default -> content;
    };
  }

  private ObjectNode selected(ObjectNode one) {
    ObjectNode selected = one.deepCopy();
    selected.retain(names.stream().map(name -> name.split("\\.", 2)[0]).toList());
    if (one.has("id")) {
      selected.set("id", one.get("id"));
    }
    return selected;
  }

  private static List<String> always(ConnectedInstance instance, Resource resource) {
    JsonNode map =
        instance
            .configuration("default.select.fields.map")
            .flatMap(text -> Json.parse(text.getBytes(StandardCharsets.UTF_8)))
            .orElse(JsonNodeFactory.instance.objectNode());
    String[] segments = resource.path().split("/", 5);
    JsonNode fields =
        resource.objectName() == null ? map.path("") : map.path(resource.objectName());
    if (fields.isMissingNode() && segments.length > 3) {
      fields = map.path(segments[3]);
    }
    if (fields.isArray()) {
      return fields.valueStream().map(JsonNode::asText).toList();
    }
    return split(fields.asText());
  }

  private static List<String> split(String list) {
    if (list.isBlank()) {
      return List.of();
    }
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
