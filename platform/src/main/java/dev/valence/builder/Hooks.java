package dev.valence.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.PartList;
import java.util.HashSet;
import java.util.Set;

/** The hooks of a definition, those of the element and those of its resources. */
final class Hooks {

  private Hooks() {}

  /** Hears of a hook. */
  interface Visitor {

    /**
     * A hook.
     *
     * @param owner the element or the resource that has it
     * @param place where it stands, as a JSON Pointer
     */
    void visit(ObjectNode hook, JsonNode owner, String place);
  }

  static void each(JsonNode definition, Visitor visitor) {
    of(definition, "", visitor);
    JsonNode resources = definition.path(PartList.RESOURCES.field());
    for (int i = 0; i < resources.size(); i++) {
      of(resources.get(i), "/" + PartList.RESOURCES.field() + "/" + i, visitor);
    }
  }

  private static void of(JsonNode owner, String place, Visitor visitor) {
    JsonNode hooks = owner.path(PartList.HOOKS.field());
    for (int i = 0; i < hooks.size(); i++) {
      if (hooks.get(i) instanceof ObjectNode hook) {
        visitor.visit(hook, owner, place + "/" + PartList.HOOKS.field() + "/" + i);
      }
    }
  }

  /** What a hook runs, and when. */
  static String script(JsonNode hook) {
    return hook.path("type").asText() + "\n" + hook.path("body").asText();
  }

  /** All that the hooks of a definition run. */
  static Set<String> scripts(JsonNode definition) {
    Set<String> scripts = new HashSet<>();
    each(
        definition,
        (hook, owner, place) -> {
          if (!hook.path("body").asText().isBlank()) {
            scripts.add(script(hook));
          }
        });
    return scripts;
  }

  /** What a hook is called in messages. */
  static String name(JsonNode hook, JsonNode owner) {
    String type = hook.path("type").asText();
    return owner.has("method")
        ? "the %s hook of %s %s"
            .formatted(type, owner.path("method").asText(), owner.path("path").asText())
        : "the " + type + " hook of the element";
  }
}
