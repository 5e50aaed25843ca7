package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The argument of a route: a JSON object, read field by field as strictly as Dropbox reads it. */
final class Arguments {

  /** A value of a union: its tag, and what the tag carries. */
  record Tagged(String tag, @Nullable JsonNode value) {}

  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");

  private final ObjectNode node;
  private final String where;
  private final Set<String> known = new HashSet<>();

  private Arguments(ObjectNode node, String where) {
    this.node = node;
    this.where = where;
  }

  /**
   * Reads an argument.
   *
   * @param where how Dropbox names its place in messages
   */
  static Arguments parse(String json, String where) {
    JsonNode parsed = parseAny(json, where);
    if (!(parsed instanceof ObjectNode object)) {
      throw new ApiException.BadArgument(where + ": expected object, got " + kind(parsed));
    }
    return new Arguments(object, where);
  }

  /** Checks the argument of a route that has none. */
  static void parseNone(String json, String where) {
    if (!json.isBlank() && !parseAny(json, where).isNull()) {
      throw new ApiException.BadArgument(where + ": expected null, got value");
    }
  }

  private static JsonNode parseAny(String json, String where) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new ApiException.BadArgument(where + ": could not decode input as JSON");
    }
  }

  /** A required text that matches the pattern. */
  String text(String name, Pattern pattern) {
    String value = optionalText(name, pattern);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** A text that matches the pattern, or null. */
  @Nullable String optionalText(String name, Pattern pattern) {
    JsonNode value = take(name);
    return value == null ? null : matching(name, value, pattern);
  }

  /** A truth value. */
  boolean flag(String name, boolean byDefault) {
    Boolean value = optionalFlag(name);
    return value == null ? byDefault : value;
  }

  /** A truth value, or null. */
  @Nullable Boolean optionalFlag(String name) {
    JsonNode value = take(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw bad(name, "expected boolean, got " + kind(value));
    }
    return value.booleanValue();
  }

  /** An integer within bounds, or null. */
  @Nullable Long optionalInteger(String name, long least, long most) {
    JsonNode value = take(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw bad(name, "expected integer, got " + kind(value));
    }
    if (value.longValue() < least || value.longValue() > most) {
      throw bad(name, value.asText() + " is not within range [" + least + ", " + most + "]");
    }
    return value.longValue();
  }

  /** A required integer of 0 or more. */
  long integer(String name) {
    Long value = optionalInteger(name, 0, Long.MAX_VALUE);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** A time in whole seconds, or null. */
  @Nullable Instant optionalTimestamp(String name) {
    JsonNode value = take(name);
    if (value == null) {
      return null;
    }
    String text = value.asText();
    try {
      if (value.isTextual() && TIMESTAMP.matcher(text).matches()) {
        return Instant.parse(text);
      }
    } catch (DateTimeParseException e) {
      throw badTimestamp(name, text);
    }
    throw badTimestamp(name, text);
  }

  private ApiException badTimestamp(String name, String text) {
    return bad(name, "time data '" + text + "' does not match format '%Y-%m-%dT%H:%M:%SZ'");
  }

  /** A value of a union; a tag without a value may be sent as a bare string. */
  @Nullable Tagged optionalUnion(String name, List<String> tags) {
    JsonNode value = take(name);
    return value == null ? null : tagged(name, value, tags);
  }

  /** The tags of a list of values of a union of void, or null. */
  @Nullable List<String> optionalTags(String name, List<String> tags) {
    List<JsonNode> values = optionalList(name);
    return values == null
        ? null
        : values.stream().map(value -> tagged(name, value, tags).tag()).toList();
  }

  private Tagged tagged(String name, JsonNode value, List<String> tags) {
    JsonNode tag = value.isTextual() ? value : value.path(".tag");
    if (!tag.isTextual()) {
      throw bad(name, "missing required key '.tag'");
    }
    if (!tags.contains(tag.textValue())) {
      throw bad(name, "invalid union tag '" + tag.textValue() + "'");
    }
    return new Tagged(tag.textValue(), value.get(tag.textValue()));
  }

  /** A required value of a union. */
  Tagged union(String name, List<String> tags) {
    Tagged value = optionalUnion(name, tags);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** A required structure. */
  Arguments struct(String name) {
    Arguments value = optionalStruct(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** A structure, or null. */
  @Nullable Arguments optionalStruct(String name) {
    JsonNode value = take(name);
    return value == null ? null : structure(name, value);
  }

  /** A required list of structures. */
  List<Arguments> structs(String name, int least, int most) {
    List<Arguments> values = optionalStructs(name);
    if (values == null) {
      throw missing(name);
    }
    checkSize(name, values, least, most);
    return values;
  }

  /** A list of structures, or null. */
  @Nullable List<Arguments> optionalStructs(String name) {
    List<JsonNode> values = optionalList(name);
    return values == null ? null : values.stream().map(value -> structure(name, value)).toList();
  }

  /** A required list of texts that match the pattern. */
  List<String> texts(String name, Pattern pattern) {
    List<String> values = optionalTexts(name, pattern);
    if (values == null) {
      throw missing(name);
    }
    return values;
  }

  /** A list of texts that match the pattern, or null. */
  @Nullable List<String> optionalTexts(String name, Pattern pattern) {
    List<JsonNode> values = optionalList(name);
    return values == null
        ? null
        : values.stream().map(value -> matching(name, value, pattern)).toList();
  }

  /** The texts that a value of a union carries. */
  List<String> textsOf(String name, Tagged value, Pattern pattern) {
    if (!(value.value() instanceof ArrayNode array)) {
      throw bad(name, value.tag() + ": expected list");
    }
    return array.valueStream().map(text -> matching(name, text, pattern)).toList();
  }

  /** The text that a value of a union carries. */
  String textOf(String name, Tagged value, Pattern pattern) {
    JsonNode text = value.value();
    if (text == null) {
      throw bad(name, "missing required field '" + value.tag() + "'");
    }
    return matching(name, text, pattern);
  }

  private Arguments structure(String name, JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      throw bad(name, "expected object, got " + kind(value));
    }
    return new Arguments(object, where + ": " + name);
  }

  private @Nullable List<JsonNode> optionalList(String name) {
    JsonNode value = take(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof ArrayNode array)) {
      throw bad(name, "expected list, got " + kind(value));
    }
    return array.valueStream().toList();
  }

  private void checkSize(String name, List<?> values, int least, int most) {
    if (values.size() < least || values.size() > most) {
      throw bad(name, values.size() + " items are not within range [" + least + ", " + most + "]");
    }
  }

  private String matching(String name, JsonNode value, Pattern pattern) {
    if (!value.isTextual()) {
      throw bad(name, "expected string, got " + kind(value));
    }
    if (!pattern.matcher(value.textValue()).matches()) {
      throw bad(
          name, "'" + value.textValue() + "' did not match pattern '" + pattern.pattern() + "'");
    }
    return value.textValue();
  }

  /** Accepts fields that have no effect here. */
  Arguments allow(String... names) {
    known.addAll(Arrays.asList(names));
    return this;
  }

  /** Refuses the fields that nobody has read. */
  void end() {
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name) && !name.equals(".tag")) {
            throw new ApiException.BadArgument(where + ": unknown field '" + name + "'");
          }
        });
  }

  ApiException bad(String name, String problem) {
    return new ApiException.BadArgument(where + ": " + name + ": " + problem);
  }

  private ApiException missing(String name) {
    return new ApiException.BadArgument(where + ": missing required field '" + name + "'");
  }

  private @Nullable JsonNode take(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "string";
      case NUMBER -> node.isIntegralNumber() ? "integer" : "float";
      case BOOLEAN -> "boolean";
      case ARRAY -> "list";
      case OBJECT -> "object";
      case NULL, MISSING -> "null";
      case BINARY, POJO -> "value";
    };
  }
}
