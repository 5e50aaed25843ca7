package dev.valence.sandbox.microsoft;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Items as they hang together, and the journal of their changes. It knows no rules but that a
 * folder has one item of a name. Not safe for concurrent use.
 */
final class ItemTree {

  private static final int ID_PREFIX_LENGTH = 6;

  private final String idPrefix =
      "01" + Item.base32(UUID.randomUUID()).substring(0, ID_PREFIX_LENGTH);
  private final Map<String, Item> items = new HashMap<>();
  private final Map<String, Item> deleted = new HashMap<>();

  /** The identifiers by lower-case name, by the folder's identifier. */
  private final Map<String, NavigableMap<String, String>> children = new HashMap<>();

  private final Journal journal = new Journal();
  private final String rootId;

  ItemTree(Instant now) {
    Item root = Item.create(idPrefix, null, Drive.ROOT, now, null);
    rootId = root.id();
    items.put(rootId, root);
    children.put(rootId, new TreeMap<>());
    journal.add(rootId);
  }

  Item root() {
    return Objects.requireNonNull(items.get(rootId));
  }

  Journal journal() {
    return journal;
  }

  @Nullable Item get(String id) {
    return id.equals(Drive.ROOT) ? root() : items.get(id);
  }

  /** An item as it was when it was deleted. */
  Optional<Item> deleted(String id) {
    return Optional.ofNullable(deleted.get(id));
  }

  @Nullable Item child(Item folder, String name) {
    String childId = childrenOf(folder).get(Names.lower(name));
    return childId == null ? null : items.get(childId);
  }

  /** The identifiers of the items in a folder by their lower-case names; a file has none. */
  NavigableMap<String, String> childrenOf(Item folder) {
    return children.getOrDefault(folder.id(), Collections.emptyNavigableMap());
  }

  /** Adds an item; one without content is a folder. */
  Item add(Item folder, String name, Instant now, Item.@Nullable Content content) {
    Item item = Item.create(idPrefix, folder.id(), name, now, content);
    items.put(item.id(), item);
    childrenOf(folder).put(Names.lower(name), item.id());
    if (content == null) {
      children.put(item.id(), new TreeMap<>());
    }
    journal.add(item.id());
    return item;
  }

  /** Puts an item's new state, which may have another name or folder, in the place of the old. */
  void replace(Item changed) {
    Item before = Objects.requireNonNull(items.put(changed.id(), changed));
    if (changed.parentId() != null) {
      siblings(before).remove(Names.lower(before.name()));
      siblings(changed).put(Names.lower(changed.name()), changed.id());
    }
    journal.add(changed.id());
  }

  /** Removes an item with everything below it, which goes first. */
  void remove(Item item) {
    for (String childId : List.copyOf(childrenOf(item).values())) {
      remove(Objects.requireNonNull(items.get(childId)));
    }
    items.remove(item.id());
    children.remove(item.id());
    siblings(item).remove(Names.lower(item.name()));
    deleted.put(item.id(), item);
    journal.add(item.id());
  }

  private NavigableMap<String, String> siblings(Item item) {
    return Objects.requireNonNull(children.get(item.parentId()));
  }

  /** Everything below an item, folders before what is in them. */
  List<Drive.Node> below(Item folder) {
    List<Drive.Node> all = new ArrayList<>();
    collect(folder, all);
    return all;
  }

  private void collect(Item folder, List<Drive.Node> found) {
    for (String childId : childrenOf(folder).values()) {
      Item item = Objects.requireNonNull(items.get(childId));
      found.add(node(item));
      collect(item, found);
    }
  }

  /** Whether an item is another one or somewhere below it. */
  boolean isWithin(Item inner, Item outer) {
    for (Item at = inner; at != null; at = parent(at)) {
      if (at.id().equals(outer.id())) {
        return true;
      }
    }
    return false;
  }

  Drive.Node node(Item item) {
    List<String> path = new ArrayList<>();
    for (Item at = item; at.parentId() != null; at = Objects.requireNonNull(parent(at))) {
      path.addFirst(at.name());
    }
    return new Drive.Node(item, path, childrenOf(item).size(), size(item));
  }

  private @Nullable Item parent(Item item) {
    return item.parentId() == null ? null : items.get(item.parentId());
  }

  /** The bytes of an item and everything below it. */
  long size(Item item) {
    Item.Content content = item.content();
    if (content != null) {
      return content.size();
    }
    return childrenOf(item).values().stream()
        .mapToLong(childId -> size(Objects.requireNonNull(items.get(childId))))
        .sum();
  }
}
