package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Puts models in the place of references to them. A model within itself is an object of which
 * nothing more is said, and so is whatever would make the document boundlessly large.
 */
final class References {

  /** Models that refer to each other twice at every step double at every step. */
  private static final int MOST_NODES = 200_000;

  private final JsonNode definitions;
  private final Set<String> open = new HashSet<>();
  private int nodes;

  /**
   * References to some definitions.
   *
   * @param definitions the models by name
   */
  References(JsonNode definitions) {
    this.definitions = definitions;
  }

  /** Replaces all references in the paths, and leaves out the definitions, which nobody needs. */
  void inline(ObjectNode document) {
    document.set("paths", inlined(document.path("paths")));
    document.remove("definitions");
  }

  /** The definitions themselves, without references. */
  ObjectNode inlinedDefinitions() {
    ObjectNode inlined = JsonNodeFactory.instance.objectNode();
    definitions.properties().forEach(each -> inlined.set(each.getKey(), model(each.getKey())));
    return inlined;
  }

  private JsonNode inlined(JsonNode node) {
    nodes++;
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> copy.add(inlined(each)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    String referred = SchemaRepair.definitionOf(node);
    boolean reference = definitions.has(referred);
    if (reference) {
      copy.setAll(model(referred));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!reference || !field.getKey().equals("$ref")) {
        copy.set(field.getKey(), inlined(field.getValue()));
      }
    }
    return copy;
  }

  private ObjectNode model(String name) {
    if (nodes > MOST_NODES || !open.add(name)) {
      return JsonNodeFactory.instance.objectNode().put("type", "object");
    }
    ObjectNode model = (ObjectNode) inlined(definitions.path(name));
    open.remove(name);
    return model;
  }
}
