package dev.valence.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values for the schemas of a document: those that fit, those that nearly do, and hostile ones. */
final class FuzzedValues {

  /** What has broken programs before. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "2147483648",
          "9223372036854775808",
          "1e999",
          "NaN",
          "true",
          "null",
          "undefined",
          "\u0000",
          "a\u0000b",
          "\u0001\u001f\u007f",
          "\r\nX-Injected: 1",
          "\u202eabc\u200b\ufeff",
          "\ud800",
          "e\u0301\u0327😀𝔘ﷺ",
          "'",
          "''; DROP TABLE account; --",
          "\" onload=\"x",
          "<script>alert(1)</script>",
          "${configuration.oauth.api.secret}",
          "{{7*7}}",
          "../../../../etc/passwd",
          "..\\..\\x",
          "%2e%2e%2f",
          "file:///etc/passwd",
          "http://127.0.0.1:1/",
          "https://[::1]:99999/%zz",
          "javascript:alert(1)",
          "a = 'b' and (c > 1 or d is null)",
          "((((((((((((((((((((",
          "a in (" + "1,".repeat(500) + "1)",
          "(a+)+$",
          "=cmd|' /C calc'!A0",
          "x".repeat(300),
          "é".repeat(3_000),
          "{\"a\": 1}",
          "[]",
          "2026-02-30T25:61:00Z",
          "ada@example.com\r\nBcc: x");

  private static final List<String> JSON =
      List.of(
          "null",
          "[]",
          "{}",
          "\"\"",
          "0",
          "-0.0",
          "1e400",
          "123456789012345678901234567890",
          "true",
          "{\"a\": 1, \"a\": 2}",
          "[".repeat(150) + "]".repeat(150),
          "[".repeat(5_000),
          "{\"a\":".repeat(300) + "1" + "}".repeat(300),
          "[[[[null,{}],\"\\ud800\"]]]",
          "\"\\u0000\"",
          "{\"\": {\"\": null}, \"__proto__\": [], \"$ref\": \"#\"}",
          "{'a': 1}",
          "// no JSON",
          "{",
          "\ufeff{}",
          "");

  private static final int DEEPEST = 5;

  private final JsonNode document;
  private final Random random;

  FuzzedValues(JsonNode document, Random random) {
    this.document = document;
    this.random = random;
  }

  <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /** Whether something happens that does so in a hundred cases that often. */
  boolean chance(int ofHundred) {
    return random.nextInt(100) < ofHundred;
  }

  String text() {
    return one(TEXTS);
  }

  /** A body for a media type of an operation: what it asks for, or something like it. */
  String body(JsonNode media) {
    if (chance(10)) {
      return one(JSON);
    }
    JsonNode value =
        media.has("example") && chance(60)
            ? media.get("example").deepCopy()
            : value(media.path("schema"), 0);
    for (int i = random.nextInt(4); i > 0; i--) {
      value = damaged(value, 0);
    }
    String text = value.toString();
    return switch (random.nextInt(20)) {
      case 0 -> text.substring(0, random.nextInt(text.length() + 1));
      case 1 -> text.replaceFirst("\\{", "{\"name\": 1, \"name\": {}, ");
      case 2 -> text.replaceFirst("\"[^\"]*\"}", "\"x\": " + one(JSON).replace("$", "") + "}");
      default -> text;
    };
  }

  /** A value of a parameter, as text. */
  String parameter(JsonNode parameter) {
    if (chance(50)) {
      return text();
    }
    JsonNode value =
        parameter.has("example")
            ? parameter.get("example")
            : value(parameter.path("schema"), DEEPEST - 1);
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private JsonNode value(JsonNode schema, int depth) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    JsonNode resolved = resolved(schema);
    if (resolved.has("enum") && chance(80)) {
      return resolved.get("enum").get(random.nextInt(resolved.get("enum").size()));
    }
    return switch (type(resolved)) {
      case "object" -> {
        ObjectNode object = json.objectNode();
        if (depth < DEEPEST) {
          for (Map.Entry<String, JsonNode> property : resolved.path("properties").properties()) {
            if (chance(70)) {
              object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
          }
          if (resolved.path("additionalProperties").isObject()) {
            object.set(text(), value(resolved.get("additionalProperties"), depth + 1));
          }
        }
        yield object;
      }
      case "array" -> {
        ArrayNode array = json.arrayNode();
        for (int i = depth < DEEPEST ? random.nextInt(3) : 0; i > 0; i--) {
          array.add(value(resolved.path("items"), depth + 1));
        }
        yield array;
      }
      case "integer" -> json.numberNode(one(List.of(0L, 1L, -1L, 200L, 4_294_967_296L)));
      case "number" -> json.numberNode(random.nextGaussian());
      case "boolean" -> json.booleanNode(random.nextBoolean());
      case "string" -> json.textNode(chance(50) ? "name" + random.nextInt(5) : text());
      default -> chance(50) ? json.objectNode() : json.textNode(text());
    };
  }

  private JsonNode damaged(JsonNode value, int depth) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value.isContainerNode() && !value.isEmpty() && depth < DEEPEST && chance(80)) {
      if (value instanceof ArrayNode array) {
        int index = random.nextInt(array.size());
        array.set(index, damaged(array.get(index), depth + 1));
      } else if (value instanceof ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = one(names);
        switch (random.nextInt(5)) {
          case 0 -> object.remove(name);
          case 1 -> object.set(text(), object.get(name));
          default -> object.set(name, damaged(object.get(name), depth + 1));
        }
      }
      return value;
    }
    return switch (random.nextInt(7)) {
      case 0 -> json.nullNode();
      case 1 -> json.objectNode().set(text(), json.arrayNode().add(text()));
      case 2 -> json.arrayNode().add(value.deepCopy()).addNull();
      case 3 -> json.numberNode(one(List.of(0L, -1L, Long.MAX_VALUE)));
      case 4 -> json.booleanNode(random.nextBoolean());
      default -> json.textNode(text());
    };
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (!reference.isEmpty()) {
      return resolved(document.at(reference.substring(1)));
    }
    for (String choice : List.of("anyOf", "oneOf", "allOf")) {
      if (schema.has(choice)) {
        return resolved(schema.get(choice).get(random.nextInt(schema.get(choice).size())));
      }
    }
    return schema;
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return type.get(0).asText();
    }
    return type.isMissingNode() && schema.has("properties") ? "object" : type.asText();
  }
}
