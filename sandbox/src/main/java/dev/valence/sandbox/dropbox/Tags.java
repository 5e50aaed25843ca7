package dev.valence.sandbox.dropbox;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tags of a user's files and folders, by the identifiers of these. */
final class Tags {

  private static final int MOST = 20;

  private final Map<String, Set<String>> byId = new HashMap<>();

  /** Adds a tag; false when the item would have too many. */
  synchronized boolean add(String id, String tag) {
    Set<String> tags = byId.computeIfAbsent(id, key -> new LinkedHashSet<>());
    if (tags.contains(tag)) {
      return true;
    }
    return tags.size() < MOST && tags.add(tag);
  }

  /** Takes a tag away; false when the item does not have it. */
  synchronized boolean remove(String id, String tag) {
    Set<String> tags = byId.get(id);
    return tags != null && tags.remove(tag);
  }

  /** The tags of an item in the order in which they were added. */
  synchronized List<String> of(String id) {
    return List.copyOf(byId.getOrDefault(id, Set.of()));
  }
}
