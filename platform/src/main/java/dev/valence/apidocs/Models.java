package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.ModelDescription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models of all resources of an element in the one list that a document has. Each resource
 * brings its own, and two of one name may differ: equal ones, with all that they refer to, become
 * one definition, and others get names of their own.
 */
final class Models {

  /** A model as one resource has it. Two with equal fields are still two. */
  static final class Model {

    private final String name;
    private final JsonNode raw;
    private final Scope scope;
    private int kind;

    private Model(String name, JsonNode raw, Scope scope) {
      this.name = name;
      this.raw = raw;
      this.scope = scope;
    }
  }

  /** The models that a resource has for its answers, or for its requests. */
  final class Scope {

    private final Map<String, Model> own = new LinkedHashMap<>();
    private @Nullable Scope sibling;

    /** The model that a name means here: the own one, the resource's other one, or any. */
    Optional<Model> find(@Nullable String name) {
      if (name == null) {
        return Optional.empty();
      }
      Model found = own.get(name);
      if (found == null && sibling != null) {
        found = sibling.own.get(name);
      }
      return Optional.ofNullable(found == null ? byName.get(name) : found);
    }
  }

  /**
   * What a resource has.
   *
   * @param answer the models of its answers
   * @param request the models of its requests
   */
  record Scopes(Scope answer, Scope request) {}

  /** The extension with the vendor's name of an object (contract, platform 7.5). */
  static final String VENDOR_OBJECT = "x-vendor-objectname";

  private final boolean basic;
  private final List<Model> all = new ArrayList<>();
  private final Map<String, Model> byName = new HashMap<>();
  private final Map<Integer, String> nameOfKind = new HashMap<>();
  private final Map<Integer, String> vendorObjects = new HashMap<>();

  /**
   * An empty list.
   *
   * @param basic whether definitions have no extensions
   */
  Models(boolean basic) {
    this.basic = basic;
  }

  /** Adds what a resource has. */
  Scopes add(@Nullable ModelDescription description) {
    Scope answer = new Scope();
    Scope request = new Scope();
    answer.sibling = request;
    request.sibling = answer;
    if (description != null) {
      add(answer, description.name(), description.swagger());
      add(request, description.requestName(), description.requestSwagger());
    }
    return new Scopes(answer, request);
  }

  private void add(Scope scope, @Nullable String name, @Nullable JsonNode models) {
    if (models == null || !models.isObject()) {
      return;
    }
    if (name != null && models.path("type").isTextual() && isSchema(models)) {
      add(scope, name, JsonNodeFactory.instance.objectNode().set(name, models));
      return;
    }
    for (Map.Entry<String, JsonNode> each : models.properties()) {
      Model model = new Model(each.getKey(), each.getValue(), scope);
      scope.own.put(model.name, model);
      byName.putIfAbsent(model.name, model);
      all.add(model);
    }
  }

  /** Some definitions have the schema itself where the models by their names belong. */
  private static boolean isSchema(JsonNode models) {
    return models.has("properties") || models.has("items");
  }

  /** Gives the definitions their names; to be called when all is added. */
  void name() {
    Map<Model, List<Optional<Model>>> targets = new HashMap<>();
    all.forEach(model -> targets.put(model, targets(model)));
    // Models are of one kind as long as nothing tells them apart: first what they are themselves,
    // then, again and again, what they refer to.
    int kinds = divide(model -> List.of(model.name, model.raw));
    int before;
    do {
      before = kinds;
      kinds =
          divide(model -> {
            List<Integer> key = new ArrayList<>();
            key.add(model.kind);
            targets
                .getOrDefault(model, List.of())
                .forEach(target -> key.add(target.map(other -> other.kind).orElse(-1)));
            return key;
          });
    } while (kinds != before);
    Set<String> taken = new HashSet<>();
    for (Model model : all) {
      if (!nameOfKind.containsKey(model.kind)) {
        String wanted = model.name.strip().replaceAll("[^A-Za-z0-9._-]+", "_");
        String name = UniqueNames.unlike(taken, wanted.isEmpty() ? "Model" : wanted);
        taken.add(name);
        nameOfKind.put(model.kind, name);
      }
    }
  }

  private int divide(Function<Model, Object> key) {
    Map<Object, Integer> kinds = new HashMap<>();
    List<Integer> next =
        all.stream()
            .map(model -> {
              int fresh = kinds.size();
              Integer known = kinds.putIfAbsent(key.apply(model), fresh);
              return known == null ? fresh : known;
            })
            .toList();
    for (int i = 0; i < next.size(); i++) {
      all.get(i).kind = next.get(i);
    }
    return kinds.size();
  }

  private static List<Optional<Model>> targets(Model model) {
    List<Optional<Model>> targets = new ArrayList<>();
    new SchemaRepair(
            name -> {
              Optional<Model> target = model.scope.find(name);
              targets.add(target);
              return target.map(found -> found.name);
            },
            true)
        .repaired(model.raw);
    return targets;
  }

  /** The name of a model's definition in the document. */
  String definition(Model model) {
    return nameOfKind.getOrDefault(model.kind, model.name);
  }

  /** The schema of a model's definition. */
  ObjectNode schema(Model model) {
    ObjectNode schema =
        new SchemaRepair(name -> model.scope.find(name).map(this::definition), basic)
            .repaired(model.raw);
    String object = vendorObjects.get(model.kind);
    if (!basic && object != null && !schema.has(VENDOR_OBJECT) && !schema.has("$ref")) {
      schema.put(VENDOR_OBJECT, object);
    }
    return schema;
  }

  /** Says of which of the vendor's objects a model is, unless that is known. */
  void of(Model model, String vendorObject) {
    vendorObjects.putIfAbsent(model.kind, vendorObject);
  }

  /** The definitions of models and of all that they refer to, by name. */
  Map<String, ObjectNode> definitions(Collection<Model> roots) {
    Map<String, ObjectNode> definitions = new TreeMap<>();
    List<Model> open = new ArrayList<>(roots);
    while (!open.isEmpty()) {
      Model model = open.removeLast();
      if (!definitions.containsKey(definition(model))) {
        definitions.put(definition(model), schema(model));
        targets(model).forEach(target -> target.ifPresent(open::add));
      }
    }
    definitions.replaceAll((name, schema) ->
        leadsInACircle(name, definitions) ? JsonNodeFactory.instance.objectNode() : schema);
    return definitions;
  }

  /** Whether a definition is nothing but a reference that ends at no schema. */
  private static boolean leadsInACircle(String name, Map<String, ObjectNode> definitions) {
    Set<String> seen = new HashSet<>();
    String next = name;
    while (seen.add(next)) {
      ObjectNode schema = definitions.get(next);
      if (schema == null || !schema.has("$ref")) {
        return false;
      }
      next = SchemaRepair.definitionOf(schema);
    }
    return true;
  }
}
