package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.objects.ObjectDescription.Value;
import dev.valence.hubs.objects.ObjectTarget.OfElement;
import dev.valence.hubs.objects.ObjectsErrors;
import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import java.util.Locale;

/**
 * Calls about the values that a field can have, such as the priorities of incidents.
 *
 * @param hub the account
 * @param arguments the checked parameters
 */
record ValueCalls(ObjectsHub hub, Arguments arguments) {

  HubAnswer list(OfElement target) {
    String object = target.records().object();
    String field = target.valuesOf().orElseThrow();
    List<Value> values =
        hub
            .describe(object)
            .field(field)
            .orElseThrow(() -> ObjectsErrors.unknownChild(object, field))
            .values()
            .stream()
            .filter(this::wanted)
            .toList();
    return new ListCall(arguments, PageRequest.MAXIMUM_SIZE)
        .answer(page -> page(values, page), ValueCalls::json);
  }

  private boolean wanted(Value value) {
    return arguments.where().map(where -> where.holds(name -> fields(value, name))).orElse(true);
  }

  private static List<Object> fields(Value value, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "id" -> List.of(value.value());
      case "name" -> List.of(value.label());
      case "active" -> List.of(value.active());
      case "default" -> List.of(value.usual());
      default -> List.of();
    };
  }

  private static JsonNode json(Value value) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return json.put("id", value.value())
        .put("name", value.label())
        .put("active", value.active())
        .put("default", value.usual());
  }

  private static Page<Value> page(List<Value> values, PageRequest request) {
    int from =
        request
            .nextPage()
            .map(place -> {
              if (!place.matches("\\d{1,6}")) {
                throw ObjectsErrors.unknownPage(null);
              }
              return Math.min(values.size(), Integer.parseInt(place));
            })
            .orElse(0);
    int to = Math.min(values.size(), from + request.size());
    return new Page<>(values.subList(from, to), to < values.size() ? String.valueOf(to) : null);
  }
}
