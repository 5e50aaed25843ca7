package dev.valence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Other places for the calls of elements, such as those of a sandbox: default values to replace and
 * hosts to add.
 *
 * @param elements what changes, by the key of the element; unknown elements are passed over
 */
public record EndpointOverlay(Map<String, Endpoints> elements) {

  public EndpointOverlay {
    elements = Map.copyOf(elements);
  }

  /**
   * What changes for an element.
   *
   * @param configuration default values by configuration key; keys that the element does not
   *     declare are passed over
   * @param hosts hosts with their ports that the element may call as well
   */
  public record Endpoints(Map<String, String> configuration, List<String> hosts) {

    public Endpoints {
      configuration = Map.copyOf(configuration);
      hosts = List.copyOf(hosts);
    }
  }

  /** Nothing changes: calls go to the true vendors. */
  public static EndpointOverlay none() {
    return new EndpointOverlay(Map.of());
  }

  /**
   * Reads {@code {"dropbox": {"configuration": {"base.url": "…"}, "hosts": ["127.0.0.1:8091"]}}}.
   *
   * @throws IllegalArgumentException if the document has another shape
   */
  public static EndpointOverlay parse(JsonNode document) {
    require(document.isObject(), "the overlay is not an object");
    Map<String, Endpoints> elements = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> element : document.properties()) {
      Map<String, String> configuration = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry :
          element.getValue().path("configuration").properties()) {
        require(entry.getValue().isTextual(), "the value of " + entry.getKey() + " is not a text");
        configuration.put(entry.getKey(), entry.getValue().textValue());
      }
      List<String> hosts = new ArrayList<>();
      for (JsonNode host : element.getValue().path("hosts")) {
        require(host.isTextual(), "a host of " + element.getKey() + " is not a text");
        hosts.add(host.textValue());
      }
      elements.put(element.getKey(), new Endpoints(configuration, hosts));
    }
    return new EndpointOverlay(elements);
  }

  private static void require(boolean right, String fault) {
    if (!right) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** Changes a definition. */
  void apply(ObjectNode definition) {
    Endpoints endpoints = elements.get(definition.path("key").asText());
    if (endpoints == null) {
      return;
    }
    for (JsonNode entry : definition.withArrayProperty("configuration")) {
      String value = endpoints.configuration().get(entry.path("key").asText());
      if (value != null) {
        ((ObjectNode) entry).put("defaultValue", value);
      }
    }
    ArrayNode hosts = definition.withArrayProperty("hosts");
    endpoints.hosts().forEach(hosts::add);
  }
}
