package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An object of the graph as a session sees it.
 *
 * @param type what it is
 * @param values its plain values, by field
 * @param links the objects that fields lead to, by what the field is given in parentheses
 * @param edges the lists that fields and paths lead to
 */
record GraphNode(
    GraphType type,
    ObjectNode values,
    Map<String, Function<Map<String, String>, GraphNode>> links,
    Map<String, Edge> edges) {

  /**
   * A list of objects.
   *
   * @param nodes all of them, by what the call says
   * @param paged whether it comes in pages
   * @param highestLimit the most that a page can have
   */
  record Edge(
      Function<Map<String, String>, List<GraphNode>> nodes, boolean paged, int highestLimit) {

    private static final int USUAL_HIGHEST = 100;

    static Edge paged(Function<Map<String, String>, List<GraphNode>> nodes) {
      return new Edge(nodes, true, USUAL_HIGHEST);
    }

    static Edge whole(Function<Map<String, String>, List<GraphNode>> nodes) {
      return new Edge(nodes, false, Integer.MAX_VALUE);
    }
  }

  GraphNode {
    links = Map.copyOf(links);
    edges = Map.copyOf(edges);
  }

  /** An object that leads nowhere. */
  static GraphNode of(GraphType type, ObjectNode values) {
    return new GraphNode(type, values, Map.of(), Map.of());
  }

  GraphNode withLink(String field, Function<Map<String, String>, GraphNode> link) {
    Map<String, Function<Map<String, String>, GraphNode>> all = new HashMap<>(links);
    all.put(field, link);
    return new GraphNode(type, values, all, edges);
  }

  GraphNode withEdge(String field, Edge edge) {
    Map<String, Edge> all = new HashMap<>(edges);
    all.put(field, edge);
    return new GraphNode(type, values, links, all);
  }

  String id() {
    return values.path("id").asText();
  }
}
