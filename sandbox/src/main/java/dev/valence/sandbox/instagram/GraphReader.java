package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows objects and lists of the graph with the fields that a call asks for.
 *
 * @param address the URL before an object's identifier
 * @param token the access token, which the vendor puts into the URLs of other pages
 * @param emptyPages whether each page that has more is followed by an empty one that has more
 */
record GraphReader(String address, String token, boolean emptyPages) {

  /** The fields asked for, and always the identifier; what an object lacks is left out. */
  ObjectNode object(GraphNode node, List<Field> asked) {
    List<Field> fields = asked.isEmpty() ? node.type().usualFields() : asked;
    ObjectNode selected = Json.object();
    for (Field field : fields) {
      JsonNode value = value(node, field);
      if (value != null) {
        selected.set(field.name(), value);
      }
    }
    if (node.values().has("id")) {
      selected.set("id", node.values().get("id"));
    }
    return selected;
  }

  private @Nullable JsonNode value(GraphNode node, Field field) {
    String name = field.name();
    if (!node.type().fields().contains(name)) {
      throw GraphException.invalidParameter(
          "Tried accessing nonexisting field (%s) on node type (%s)"
              .formatted(name, node.type().name()));
    }
    if (node.links().containsKey(name)) {
      GraphNode target = node.links().get(name).apply(field.arguments());
      return object(target, field.nested());
    }
    GraphNode.Edge edge = node.edges().get(name);
    if (edge != null) {
      return list(node.id(), name, edge, field.arguments(), field.nested());
    }
    if (!field.nested().isEmpty() && node.values().has(name)) {
      throw GraphException.syntax("\"Field " + name + " has no fields of its own\"");
    }
    return node.values().get(name);
  }

  /** A list of an object as a path leads to it. */
  ObjectNode edge(GraphNode node, String name, Map<String, String> parameters) {
    GraphNode.Edge edge = node.edges().get(name);
    if (edge == null) {
      throw GraphException.unknownPath("/" + name);
    }
    return list(node.id(), name, edge, parameters, Field.parse(parameters.get("fields")));
  }

  private ObjectNode list(
      String id,
      String name,
      GraphNode.Edge edge,
      Map<String, String> arguments,
      List<Field> fields) {
    List<GraphNode> nodes = edge.nodes().apply(arguments);
    if (!edge.paged()) {
      ObjectNode list = Json.object();
      ArrayNode data = list.putArray("data");
      nodes.forEach(node -> data.add(object(node, fields)));
      return list;
    }
    Map<String, String> others = new HashMap<>(arguments);
    String asked = Field.text(fields);
    if (!asked.isEmpty()) {
      others.put("fields", asked);
    }
    return new GraphPage(
            nodes, edge.highestLimit(), emptyPages, address + "/" + id + "/" + name, token)
        .page(others, node -> object(node, fields));
  }
}
