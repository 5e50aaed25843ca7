package dev.valence.descriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Models of bodies in the format's shape: definitions of Swagger 2.0 by their names. A model brings
 * those that it refers to, the nearest first, and is cut where it would become too large: in some
 * descriptions everything refers to everything, and an element has a model per call.
 */
final class SwaggerModels {

  /** How many nodes all models of an element have. */
  private static final int ALL = 600_000;

  /** How many nodes a model may have in any case. */
  private static final int LEAST = 200;

  private static final int MOST = 20_000;
  private static final int[] DEPTHS = {40, 10, 6, 4, 3, 2, 1};

  /** The longest description and the longest name that are kept, in characters. */
  private static final int TEXT = 1000;

  private static final int NAME = 200;

  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "array", "object");

  /**
   * A model with those that it refers to.
   *
   * @param name its name
   * @param definitions all of them by their names
   */
  record Models(String name, ObjectNode definitions) {}

  private final References references;
  private final int budget;
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> taken = new LinkedHashSet<>();
  private long spent;

  SwaggerModels(References references, int operations) {
    this.references = references;
    this.budget = Math.clamp(ALL / Math.max(1, operations * 2L), LEAST, MOST);
  }

  /** The model of a body; of a list, that of its items. */
  Models of(String otherwise, Schema<?> schema) {
    Schema<?> item = item(schema);
    for (int depth : spent > ALL ? new int[0] : DEPTHS) {
      Copy copy = new Copy(depth, depth == 1 ? MOST : budget);
      Models models = copy.of(otherwise, item);
      if (!copy.exceeded()) {
        spent += copy.nodes;
        return models;
      }
    }
    ObjectNode bare = JsonNodeFactory.instance.objectNode();
    String name = name(own(otherwise, item));
    bare.putObject(name).put("type", "object");
    return new Models(name, bare);
  }

  /** The name of a component, or another one for what is none. */
  private String own(String otherwise, Schema<?> schema) {
    return schema.get$ref() != null && references.named(schema.get$ref()).isPresent()
        ? References.name(schema.get$ref())
        : otherwise;
  }

  private Schema<?> item(Schema<?> schema) {
    Schema<?> found = references.schema(schema);
    return type(found).equals("array") && found.getItems() != null ? found.getItems() : schema;
  }

  /** The name by which a model is known, in letters that a reference can have. */
  String name(String own) {
    return names.computeIfAbsent(
        own,
        key -> {
          String name = NOT_IN_A_NAME.matcher(key).replaceAll("_");
          String free = name;
          for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
          }
          return free;
        });
  }

  /** The type of a schema; of several the first that is not null. */
  static String type(Schema<?> schema) {
    String type =
        schema.getTypes() == null
            ? schema.getType()
            : schema.getTypes().stream()
                .filter(one -> !one.equals("null"))
                .findFirst()
                .orElse(null);
    if (type == null && schema.getProperties() != null) {
      return "object";
    }
    if (type == null && schema.getItems() != null) {
      return "array";
    }
    return type != null && TYPES.contains(type) ? type : "";
  }

  /** One attempt, down to a depth. */
  private final class Copy {

    private record Open(String name, Schema<?> schema, int depth) {}

    private final int depth;
    private final int most;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Set<String> known = new LinkedHashSet<>();
    private int nodes;

    Copy(int depth, int most) {
      this.depth = depth;
      this.most = most;
    }

    boolean exceeded() {
      return nodes > most;
    }

    Models of(String otherwise, Schema<?> schema) {
      ObjectNode definitions = JsonNodeFactory.instance.objectNode();
      String name = name(own(otherwise, schema));
      known.add(name);
      open.add(new Open(name, references.schema(schema), 0));
      while (!open.isEmpty() && !exceeded()) {
        Open next = open.poll();
        ObjectNode definition = definitions.putObject(next.name());
        definition.setAll(copy(next.schema(), next.depth()));
        if (!definition.has("type") && !definition.has("allOf") && !definition.has("$ref")) {
          definition.put("type", "object");
        }
      }
      return new Models(name, definitions);
    }

    private ObjectNode copy(@Nullable Schema<?> schema, int level) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      if (schema == null || exceeded()) {
        return json;
      }
      nodes++;
      if (schema.get$ref() != null) {
        return reference(schema.get$ref(), level);
      }
      Schema<?> only = only(schema);
      if (only != null) {
        return copy(only, level);
      }
      String type = type(schema);
      if (!type.isEmpty()) {
        json.put("type", type);
      }
      if (schema.getFormat() != null) {
        json.put("format", schema.getFormat());
      }
      if (schema.getDescription() != null && !schema.getDescription().isBlank()) {
        String text = schema.getDescription().strip();
        json.put("description", text.substring(0, Math.min(TEXT, text.length())));
      }
      sample(json, schema.getExample());
      if (type.equals("string") && schema.getEnum() != null) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        schema.getEnum().stream()
            .filter(value -> value instanceof String text && text.length() <= NAME)
            .distinct()
            .limit(100)
            .forEach(value -> values.add((String) value));
        nodes += values.size();
        if (!values.isEmpty()) {
          json.set("enum", values);
        }
      }
      if (level >= depth) {
        if (type.equals("array")) {
          json.putObject("items");
        }
        return json;
      }
      structure(json, schema, type, level + 1);
      return json;
    }

    private void structure(ObjectNode json, Schema<?> schema, String type, int level) {
      if (type.equals("array")) {
        json.set("items", copy(schema.getItems(), level));
      }
      if (schema.getProperties() != null && !schema.getProperties().isEmpty()) {
        ObjectNode properties = json.putObject("properties");
        schema
            .getProperties()
            .forEach((name, property) -> {
              if (name.length() <= NAME) {
                properties.set(name, copy(property, level));
              }
            });
        required(json, schema, properties);
      }
      if (schema.getAdditionalProperties() instanceof Schema<?> additional) {
        json.set("additionalProperties", copy(additional, level));
      }
      List<Schema<?>> parts = References.schemas(schema.getAllOf());
      if (!parts.isEmpty()) {
        ArrayNode all = json.putArray("allOf");
        parts.forEach(part -> all.add(copy(part, level)));
      }
    }

    private static void required(ObjectNode json, Schema<?> schema, ObjectNode properties) {
      ArrayNode required = JsonNodeFactory.instance.arrayNode();
      if (schema.getRequired() != null) {
        schema.getRequired().stream().filter(properties::has).distinct().forEach(required::add);
      }
      if (!required.isEmpty()) {
        json.set("required", required);
      }
    }

    /** A choice of which only one can be meant, as of a model and null. */
    private @Nullable Schema<?> only(Schema<?> schema) {
      List<Schema<?>> alternatives = References.schemas(schema.getOneOf());
      alternatives = alternatives.isEmpty() ? References.schemas(schema.getAnyOf()) : alternatives;
      List<Schema<?>> real =
          alternatives.stream()
              .filter(one -> one.get$ref() != null || !type(one).isEmpty() || made(one))
              .toList();
      return real.size() == 1 && schema.getProperties() == null ? real.getFirst() : null;
    }

    private static boolean made(Schema<?> schema) {
      return schema.getAllOf() != null || schema.getOneOf() != null || schema.getAnyOf() != null;
    }

    private ObjectNode reference(String reference, int level) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      String own = References.name(reference);
      Schema<?> schema = references.named(reference).orElse(null);
      if (schema == null || level >= depth) {
        return json.put("type", "object").put("title", own);
      }
      String name = name(own);
      if (known.add(name)) {
        open.add(new Open(name, schema, level + 1));
      }
      return json.put("$ref", "#/definitions/" + name);
    }

    private static void sample(ObjectNode json, @Nullable Object example) {
      switch (example) {
        case String text when text.length() <= TEXT -> json.put("x-samplevalue", text);
        case Boolean truth -> json.put("x-samplevalue", truth);
        case Integer number -> json.put("x-samplevalue", number);
        case Long number -> json.put("x-samplevalue", number);
        case null, default -> {}
      }
    }
  }
}
