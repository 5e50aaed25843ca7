package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Makes a schema that Swagger 2.0 allows of what definitions have as one. Published definitions
 * hold models of Swagger 1, of several generators, and examples that were pasted in the place of a
 * schema; what cannot be understood says nothing, which is always true.
 */
final class SchemaRepair {

  /** What only schemas have; an object with nothing of it, but with other things, is an example. */
  private static final Set<String> OF_SCHEMAS =
      Set.of("$ref", "properties", "items", "enum", "allOf", "oneOf", "anyOf", "format");

  /** What both have: an example may be of something with a title. */
  private static final Set<String> LABELS = Set.of("id", "title", "description");

  private static final Set<String> NEITHER = Set.of("required", "default", "example", "readOnly");

  private static final Set<String> TEXTS = Set.of("format", "title", "description");
  private static final Set<String> COUNTS =
      Set.of("maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties");
  private static final Set<String> FLAGS = Set.of("uniqueItems", "readOnly");
  private static final String EXTENSION = "x-";

  /** A type with its format, which is empty where it has none. */
  private record Type(String type, String format) {}

  private static final Map<String, Type> TYPES =
      Map.ofEntries(
          Map.entry("string", new Type("string", "")),
          Map.entry("str", new Type("string", "")),
          Map.entry("text", new Type("string", "")),
          Map.entry("char", new Type("string", "")),
          Map.entry("integer", new Type("integer", "")),
          Map.entry("int", new Type("integer", "")),
          Map.entry("int32", new Type("integer", "int32")),
          Map.entry("short", new Type("integer", "int32")),
          Map.entry("int64", new Type("integer", "int64")),
          Map.entry("long", new Type("integer", "int64")),
          Map.entry("biginteger", new Type("integer", "")),
          Map.entry("number", new Type("number", "")),
          Map.entry("decimal", new Type("number", "")),
          Map.entry("bigdecimal", new Type("number", "")),
          Map.entry("double", new Type("number", "double")),
          Map.entry("float", new Type("number", "float")),
          Map.entry("boolean", new Type("boolean", "")),
          Map.entry("bool", new Type("boolean", "")),
          Map.entry("date", new Type("string", "date")),
          Map.entry("datetime", new Type("string", "date-time")),
          Map.entry("date-time", new Type("string", "date-time")),
          Map.entry("timestamp", new Type("string", "date-time")),
          Map.entry("uuid", new Type("string", "uuid")),
          Map.entry("file", new Type("string", "binary")),
          Map.entry("binary", new Type("string", "binary")),
          Map.entry("array", new Type("array", "")),
          Map.entry("list", new Type("array", "")),
          Map.entry("set", new Type("array", "")),
          Map.entry("object", new Type("object", "")),
          Map.entry("map", new Type("object", "")),
          Map.entry("json", new Type("object", "")));

  private final Function<String, Optional<String>> reference;
  private final boolean basic;

  /**
   * A repair of the models of one place.
   *
   * @param reference gives the name in the document of a model by its name in that place
   * @param basic whether extensions are left out
   */
  SchemaRepair(Function<String, Optional<String>> reference, boolean basic) {
    this.reference = reference;
    this.basic = basic;
  }

  /** A schema that refers to a model of the document. */
  static ObjectNode referenceTo(String definition) {
    return object().put("$ref", "#/definitions/" + definition);
  }

  /** The definition that a schema refers to; empty for one that does not. */
  static String definitionOf(JsonNode schema) {
    return schema.path("$ref").asText().replaceFirst("^#/definitions/", "");
  }

  /** The schema that is meant. */
  ObjectNode repaired(JsonNode raw) {
    return switch (raw.getNodeType()) {
      case OBJECT -> ofObject(raw);
      case ARRAY -> ofItems(raw.isEmpty() ? object() : repaired(raw.get(0)));
      case STRING -> ofWord(raw.textValue());
      default -> ofExample(raw);
    };
  }

  /**
   * Writes the type of a word, such as {@code long}, with its format if the schema has none.
   *
   * @return whether the word is one of a type
   */
  static boolean putType(ObjectNode schema, String word) {
    Type type = TYPES.get(word.strip().toLowerCase(Locale.ROOT));
    if (type == null) {
      return false;
    }
    schema.put("type", type.type());
    if (!type.format().isEmpty() && !schema.has("format")) {
      schema.put("format", type.format());
    }
    return true;
  }

  private ObjectNode ofObject(JsonNode raw) {
    if (raw.path("$ref").isTextual()) {
      return referred(raw.path("$ref").textValue());
    }
    if (isExample(raw)) {
      return ofExample(raw);
    }
    JsonNode choice = raw.path("oneOf").isArray() ? raw.path("oneOf") : raw.path("anyOf");
    if (choice.size() == 1) {
      return repaired(choice.get(0));
    }
    String word = word(raw);
    Optional<String> model = model(word);
    if (model.isPresent()) {
      return referenceTo(model.get());
    }
    ObjectNode schema = object();
    raw.properties().forEach(field -> copy(field.getKey(), field.getValue(), raw, schema));
    type(word, raw, schema);
    return schema;
  }

  private static boolean isExample(JsonNode raw) {
    boolean schema =
        raw.path("type").isTextual()
            || raw.path("type").isArray()
            || raw.path("additionalProperties").isBoolean()
            || raw.path("additionalProperties").isObject()
            || OF_SCHEMAS.stream().anyMatch(raw::has)
            || raw.properties().stream().anyMatch(field -> field.getKey().startsWith(EXTENSION));
    return !schema
        && raw.properties().stream()
            .filter(field -> !NEITHER.contains(field.getKey()))
            .anyMatch(field -> !LABELS.contains(field.getKey()) || field.getValue().isObject());
  }

  /** The model of a reference, whose form is Swagger's, or that of older generators. */
  private ObjectNode referred(String target) {
    String last = target.substring(Math.max(target.lastIndexOf('/'), target.lastIndexOf('#')) + 1);
    return reference
        .apply(target)
        .or(() -> reference.apply(last))
        .or(() -> reference.apply(decoded(last)))
        .map(SchemaRepair::referenceTo)
        .orElseGet(SchemaRepair::object);
  }

  private static String decoded(String pointer) {
    try {
      return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8)
          .replace("~1", "/")
          .replace("~0", "~");
    } catch (IllegalArgumentException e) {
      return pointer; // a percent sign that encodes nothing
    }
  }

  /** The model that stands where a type belongs, as Swagger 1 has it. */
  private Optional<String> model(String word) {
    return TYPES.containsKey(word) ? Optional.empty() : reference.apply(word);
  }

  private ObjectNode ofWord(String word) {
    Optional<String> model = model(word);
    if (model.isPresent()) {
      return referenceTo(model.get());
    }
    ObjectNode schema = object();
    if (!putType(schema, word)) {
      schema.put("type", "string");
    }
    return withItems(schema);
  }

  /** The schema of a value that was given instead of one. */
  private ObjectNode ofExample(JsonNode example) {
    ObjectNode schema = object();
    switch (example.getNodeType()) {
      case OBJECT -> {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        example
            .properties()
            .forEach(field ->
                properties.set(
                    field.getKey(),
                    field.getValue().isContainerNode()
                        ? repaired(field.getValue())
                        : ofExample(field.getValue())));
      }
      case NUMBER -> schema.put("type", example.isIntegralNumber() ? "integer" : "number");
      case BOOLEAN -> schema.put("type", "boolean");
      case STRING -> schema.put("type", "string");
      default -> {
        // null can be of any type
      }
    }
    return schema;
  }

  private static ObjectNode ofItems(ObjectNode items) {
    ObjectNode schema = object().put("type", "array");
    schema.set("items", items);
    return schema;
  }

  private void copy(String name, JsonNode value, JsonNode raw, ObjectNode schema) {
    if (TEXTS.contains(name)) {
      if (value.isTextual()) {
        schema.set(name, value);
      }
    } else if (COUNTS.contains(name)) {
      number(value).filter(SchemaRepair::isCount).ifPresent(n -> schema.put(name, n.intValue()));
    } else if (FLAGS.contains(name)) {
      if (value.isBoolean()) {
        schema.set(name, value);
      }
    } else if (name.startsWith(EXTENSION)) {
      extension(name, value, schema);
    } else {
      switch (name) {
        case "default", "example" -> schema.set(name, value);
        case "mask" -> extension("x-mask", value, schema);
        case "nullable" -> extension("x-nullable", value, schema);
        case "minimum", "maximum" -> number(value).ifPresent(n -> schema.put(name, n));
        case "exclusiveMinimum" -> exclusive(name, "minimum", value, raw, schema);
        case "exclusiveMaximum" -> exclusive(name, "maximum", value, raw, schema);
        case "multipleOf" ->
            number(value).filter(n -> n.signum() > 0).ifPresent(n -> schema.put(name, n));
        case "pattern" -> pattern(value, schema);
        case "enum" -> enumeration(value, schema);
        case "items" -> schema.set(name, value.isEmpty() ? object() : items(value));
        case "allOf" -> allOf(value, schema);
        case "additionalProperties" ->
            schema.set(name, value.isBoolean() ? value : repaired(value));
        case "properties" -> properties(value, schema);
        case "required" -> required(value, schema);
        default -> {
          // not a word of Swagger's
        }
      }
    }
  }

  private void extension(String name, JsonNode value, ObjectNode schema) {
    if (!basic) {
      schema.set(name, value);
    }
  }

  private ObjectNode items(JsonNode value) {
    return repaired(value.isArray() ? value.get(0) : value);
  }

  private void allOf(JsonNode value, ObjectNode schema) {
    if (value.isArray() && !value.isEmpty()) {
      ArrayNode parts = schema.putArray("allOf");
      value.forEach(part -> parts.add(repaired(part)));
    }
  }

  private void properties(JsonNode value, ObjectNode schema) {
    if (!value.isObject()) {
      return;
    }
    ObjectNode properties = schema.putObject("properties");
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      properties.set(property.getKey(), repaired(property.getValue()));
      // Swagger 1 and form builders say at a property what belongs to the object.
      JsonNode own = property.getValue().path("required");
      if (own.isBoolean() ? own.booleanValue() : own.asText().equals("true")) {
        addRequired(property.getKey(), schema);
      }
    }
  }

  private static void required(JsonNode value, ObjectNode schema) {
    if (value.isArray()) {
      value.forEach(name -> {
        if (name.isTextual()) {
          addRequired(name.textValue(), schema);
        }
      });
    }
  }

  private static void addRequired(String name, ObjectNode schema) {
    ArrayNode required = schema.withArrayProperty("required");
    for (JsonNode known : required) {
      if (known.textValue().equals(name)) {
        return;
      }
    }
    required.add(name);
  }

  private static void enumeration(JsonNode value, ObjectNode schema) {
    Set<JsonNode> values = new LinkedHashSet<>();
    value.forEach(values::add);
    if (value.isArray() && !values.isEmpty()) {
      schema.putArray("enum").addAll(values);
    }
  }

  private static void pattern(JsonNode value, ObjectNode schema) {
    try {
      if (value.isTextual()) {
        Pattern.compile(value.textValue());
        schema.set("pattern", value);
      }
    } catch (PatternSyntaxException e) {
      // says nothing
    }
  }

  /** In newer languages the bound itself stands here. */
  private static void exclusive(
      String name, String bound, JsonNode value, JsonNode raw, ObjectNode schema) {
    if (value.isNumber()) {
      schema.put(bound, value.decimalValue()).put(name, true);
    } else if (value.isBoolean() && number(raw.path(bound)).isPresent()) {
      schema.set(name, value);
    }
  }

  private static Optional<BigDecimal> number(JsonNode value) {
    try {
      return value.isNumber() || value.isTextual()
          ? Optional.of(new BigDecimal(value.asText().strip()))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isCount(BigDecimal number) {
    return number.signum() >= 0
        && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
        && number.stripTrailingZeros().scale() <= 0;
  }

  /** The word of a type; of several, the first that is not {@code null}. Empty without one. */
  private static String word(JsonNode raw) {
    JsonNode type = raw.path("type");
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (each.isTextual() && !each.textValue().equals("null")) {
          return each.textValue();
        }
      }
      return "";
    }
    return type.isTextual() ? type.textValue() : "";
  }

  private void type(String word, JsonNode raw, ObjectNode schema) {
    if (!putType(schema, word)) {
      if (schema.has("properties")) {
        schema.put("type", "object");
      } else if (schema.has("items")) {
        schema.put("type", "array");
      }
    }
    for (JsonNode each : raw.path("type")) {
      if (each.asText().equals("null")) {
        extension("x-nullable", JsonNodeFactory.instance.booleanNode(true), schema);
      }
    }
    withItems(schema);
  }

  private static ObjectNode withItems(ObjectNode schema) {
    if (schema.path("type").asText().equals("array") && !schema.has("items")) {
      schema.putObject("items");
    }
    return schema;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
