package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Secrets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A user's templates of custom properties, and the properties of the user's files and folders.
 * Every operation is atomic.
 */
final class Properties {

  private static final int MOST_TEMPLATES = 64;
  private static final int ID_BYTES = 16;

  private final Map<String, PropertyTemplate> templates = new LinkedHashMap<>();
  private final Map<String, Map<String, Map<String, String>>> groupsById = new HashMap<>();

  /** Keeps a new template and gives its identifier; null when there are too many. */
  synchronized @Nullable String addTemplate(PropertyTemplate template) {
    if (templates.size() == MOST_TEMPLATES) {
      return null;
    }
    String id = "ptid:" + Secrets.random(ID_BYTES);
    templates.put(id, template);
    return id;
  }

  synchronized void changeTemplate(String id, PropertyTemplate changed) {
    templates.replace(id, changed);
  }

  synchronized @Nullable PropertyTemplate template(String id) {
    return templates.get(id);
  }

  synchronized List<String> templateIds() {
    return List.copyOf(templates.keySet());
  }

  /** Removes a template with all properties that were made by it; false when there is none. */
  synchronized boolean removeTemplate(String id) {
    if (templates.remove(id) == null) {
      return false;
    }
    groupsById.values().forEach(groups -> groups.remove(id));
    return true;
  }

  /** The properties of an item by the identifiers of their templates. */
  synchronized Map<String, Map<String, String>> groupsOf(String itemId) {
    Map<String, Map<String, String>> copy = new TreeMap<>();
    groupsById
        .getOrDefault(itemId, Map.of())
        .forEach((template, fields) -> copy.put(template, Map.copyOf(fields)));
    return copy;
  }

  /** The properties of an item by one template. */
  synchronized Optional<Map<String, String>> group(String itemId, String templateId) {
    return Optional.ofNullable(groupsById.getOrDefault(itemId, Map.of()).get(templateId));
  }

  synchronized void put(String itemId, String templateId, Map<String, String> fields) {
    groupsById
        .computeIfAbsent(itemId, id -> new HashMap<>())
        .put(templateId, new LinkedHashMap<>(fields));
  }

  synchronized void remove(String itemId, String templateId) {
    groupsById.getOrDefault(itemId, new HashMap<>()).remove(templateId);
  }
}
