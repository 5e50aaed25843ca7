package dev.valence.descriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects of an element: what its paths list or make at {@code /name} and show one by one at
 * {@code /name/{id}}. Their resources say which object they belong to.
 */
final class ObjectCollections {

  private static final Pattern ITEM =
      Pattern.compile(Pattern.quote(ElementDraft.HUB) + "/([A-Za-z0-9_.-]+)/\\{([^{}/]+)}");

  private final List<ObjectNode> resources;

  ObjectCollections(List<ObjectNode> resources) {
    this.resources = resources;
  }

  /** Adds the resources, and the objects that are among them. */
  void addTo(ElementDraft draft) {
    Map<String, List<ObjectNode>> byShape =
        resources.stream()
            .collect(Collectors.groupingBy(resource -> shape(resource.path("path").asText())));
    Set<String> known = new HashSet<>();
    for (ObjectNode resource : resources) {
      Matcher item = ITEM.matcher(resource.path("path").asText());
      if (!resource.path("method").asText().equals("GET") || !item.matches()) {
        continue;
      }
      String name = item.group(1);
      List<ObjectNode> list = byShape.getOrDefault(ElementDraft.HUB + "/" + name, List.of());
      boolean listed =
          list.stream().anyMatch(one -> one.path("method").asText().matches("GET|POST"));
      if (listed && known.add(name)) {
        draft.object(object(name, key(resource, item.group(2))));
        Stream.concat(list.stream(), byShape.getOrDefault(shape(item.group()), List.of()).stream())
            .forEach(one -> one.put("objectName", name));
      }
    }
    resources.forEach(draft::resource);
  }

  private static String shape(String path) {
    return path.replaceAll("\\{[^{}/]+}", "{}");
  }

  /** The property that an item is known by: called as the placeholder, or {@code id}. */
  private static String key(ObjectNode resource, String placeholder) {
    JsonNode model = resource.path("model");
    JsonNode properties =
        model.path("swagger").path(model.path("name").asText()).path("properties");
    return Optional.of(placeholder)
        .filter(name -> properties.has(name) || !properties.has("id"))
        .orElse("id");
  }

  private static ObjectNode object(String name, String key) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("name", name);
    object.put("vendorName", name);
    object.put("primaryKeyName", key);
    object.put("bulkDownloadEnabled", false);
    object.put("bulkUploadEnabled", false);
    object.put("eventsEnabled", false);
    object.put("metadataDiscovery", false);
    return object;
  }
}
