package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Dropbox's own description of its API, as JSON: the routes with the types of their arguments,
 * results and errors. Where it is not at hand, nothing is judged by it. It is looked for beside the
 * checkout, or where the system property {@code dropbox.specification} says.
 */
final class Specification {

  /** A route as described. */
  record Route(String path, String argument, String result, String error, JsonNode attributes) {}

  private static final Optional<Specification> AT_HAND = load();

  private final JsonNode namespaces;
  private final Map<String, Route> routes = new HashMap<>();

  private Specification(JsonNode namespaces) {
    this.namespaces = namespaces;
    for (JsonNode namespace : namespaces) {
      for (JsonNode route : namespace.path("routes")) {
        routes.put(
            route.path("path").asText(),
            new Route(
                route.path("path").asText(),
                route.path("arg").asText(),
                route.path("result").asText(),
                route.path("error").asText(),
                route.path("attrs")));
      }
    }
  }

  /** The description, where there is one. */
  static Optional<Specification> atHand() {
    return AT_HAND;
  }

  private static Optional<Specification> load() {
    String property = System.getProperty("dropbox.specification");
    Stream<Path> places =
        property == null
            ? Stream.of("..", "../..")
                .map(above -> Path.of(above, "shared/providers/data/dropbox-spec.json"))
            : Stream.of(Path.of(property));
    return places
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> {
          try {
            return new Specification(
                new ObjectMapper().readTree(Files.readAllBytes(file)).path("namespaces"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * The route of a path such as {@code /2/files/upload}.
   *
   * @throws IllegalArgumentException when there is none
   */
  Route route(String path) {
    Route route = routes.get(path);
    if (route == null) {
      throw new IllegalArgumentException("no route " + path);
    }
    return route;
  }

  /** The example values of a type, such as {@code files.DeleteArg}, by their names. */
  Map<String, JsonNode> examples(String type) {
    Map<String, JsonNode> examples = new HashMap<>();
    definition(type)
        .path("examples")
        .properties()
        .forEach(example -> examples.put(example.getKey(), example.getValue()));
    return examples;
  }

  /** What is wrong with a value of a type; empty when nothing is. */
  List<String> deviations(String type, JsonNode value) {
    List<String> found = new ArrayList<>();
    check(type, value, "", found);
    return found;
  }

  private void check(String type, JsonNode value, String place, List<String> found) {
    if (type.endsWith("?")) {
      if (!value.isNull()) {
        check(type.substring(0, type.length() - 1), value, place, found);
      }
    } else if (type.startsWith("List(")) {
      if (expect(value.isArray(), "a list", value, place, found)) {
        String item = type.substring(5, type.length() - 1);
        int index = 0;
        for (JsonNode element : value) {
          check(item, element, place + "[" + index++ + "]", found);
        }
      }
    } else if (type.contains(".")) {
      JsonNode definition = definition(type);
      if (definition.isMissingNode()) {
        found.add(place + ": type " + type + " is not described");
      } else if (definition.path("kind").asText().equals("union")) {
        checkUnion(type, value, place, found);
      } else {
        checkStructure(type, value, place, found);
      }
    } else {
      checkPlain(type, value, place, found);
    }
  }

  private void checkPlain(String type, JsonNode value, String place, List<String> found) {
    boolean fits =
        switch (type) {
          case "Void" -> value.isNull();
          case "String" -> value.isTextual();
          case "Boolean" -> value.isBoolean();
          case "Float64" -> value.isNumber();
          case "UInt32", "UInt64" -> value.isIntegralNumber() && value.longValue() >= 0;
          case "Int32", "Int64" -> value.isIntegralNumber();
          case "Timestamp" -> value.isTextual() && isTimestamp(value.textValue());
          default -> throw new IllegalStateException("unknown type " + type);
        };
    expect(fits, type, value, place, found);
  }

  private static boolean isTimestamp(String text) {
    try {
      return Instant.parse(text) != null && text.length() == "2020-01-01T00:00:00Z".length();
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private void checkStructure(String type, JsonNode value, String place, List<String> found) {
    if (!expect(value.isObject(), "an object", value, place, found)) {
      return;
    }
    String tag = value.path(".tag").asText();
    JsonNode subtype = subtypes(type).path(tag);
    if (subtypes(type).isObject()
        && !expect(subtype.isTextual(), "a kind of " + type, value, place, found)) {
      return;
    }
    Map<String, JsonNode> fields = fields(subtype.isTextual() ? subtype.asText() : type);
    fields.forEach((name, field) -> {
      String fieldType = field.path("type").asText();
      String fieldPlace = place + "." + name;
      if (value.has(name)) {
        check(fieldType, value.get(name), fieldPlace, found);
        checkLimits(field, value.get(name), fieldPlace, found);
      } else {
        expect(
            fieldType.endsWith("?") || field.has("default"), "present", value, fieldPlace, found);
      }
    });
    value
        .fieldNames()
        .forEachRemaining(name -> {
          if (!fields.containsKey(name) && !name.equals(".tag")) {
            found.add(place + "." + name + ": not a field of " + type);
          }
        });
  }

  private void checkUnion(String type, JsonNode value, String place, List<String> found) {
    String tag = value.isTextual() ? value.textValue() : value.path(".tag").asText();
    JsonNode member = fields(type).get(tag);
    if (member == null) {
      found.add(place + ": '" + tag + "' is not a tag of " + type);
      return;
    }
    String memberType = member.path("type").asText();
    boolean optional = memberType.endsWith("?");
    String bare = optional ? memberType.substring(0, memberType.length() - 1) : memberType;
    boolean inline =
        bare.contains(".")
            && !bare.startsWith("List(")
            && definition(bare).path("kind").asText().equals("struct")
            && !subtypes(bare).isObject();
    if (bare.equals("Void")) {
      expect(value.isTextual() || value.size() == 1, "nothing beside the tag", value, place, found);
    } else if (inline) {
      check(bare, value, place + "<" + tag + ">", found);
    } else if (value.has(tag)) {
      check(bare, value.get(tag), place + "." + tag, found);
      expect(value.size() == 2, "nothing beside " + tag, value, place, found);
    } else {
      expect(optional, "a value of " + tag, value, place, found);
    }
  }

  private static void checkLimits(
      JsonNode field, JsonNode value, String place, List<String> found) {
    if (value.isTextual()) {
      String text = value.textValue();
      int length = text.codePointCount(0, text.length());
      expect(length >= field.path("min_length").asInt(0), "longer", value, place, found);
      expect(
          length <= field.path("max_length").asInt(Integer.MAX_VALUE),
          "shorter",
          value,
          place,
          found);
      if (field.has("pattern")) {
        Pattern pattern = Pattern.compile(field.get("pattern").asText());
        expect(pattern.matcher(text).matches(), pattern.toString(), value, place, found);
      }
    }
    if (value.isArray()) {
      expect(value.size() >= field.path("min_items").asInt(0), "more items", value, place, found);
    }
    if (value.isIntegralNumber()) {
      expect(
          value.longValue() >= field.path("min_value").asLong(Long.MIN_VALUE)
              && value.longValue() <= field.path("max_value").asLong(Long.MAX_VALUE),
          "in range",
          value,
          place,
          found);
    }
  }

  private static boolean expect(
      boolean fits, String wanted, JsonNode value, String place, List<String> found) {
    if (!fits) {
      String text = value.toString();
      found.add(
          place + ": expected " + wanted + ": " + text.substring(0, Math.min(200, text.length())));
    }
    return fits;
  }

  /** The fields of a type and of those that it extends, or the members of a union. */
  private Map<String, JsonNode> fields(String type) {
    JsonNode definition = definition(type);
    Map<String, JsonNode> fields =
        definition.has("extends") ? fields(definition.get("extends").asText()) : new HashMap<>();
    definition.path("fields").forEach(field -> fields.put(field.path("name").asText(), field));
    return fields;
  }

  private JsonNode subtypes(String type) {
    return definition(type).path("subtypes");
  }

  private JsonNode definition(String type) {
    int dot = type.indexOf('.');
    return namespaces.path(type.substring(0, dot)).path("types").path(type.substring(dot + 1));
  }
}
