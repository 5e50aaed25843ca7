package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.microsoft.Item.Content;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
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

/** The files and folders of one user. Every operation is atomic. */
final class Drive {

  /**
   * An item as it stands in its drive.
   *
   * @param item the item
   * @param path the names that lead to it from the root
   * @param childCount how many items are in it
   * @param size the bytes of it and everything below
   */
  record Node(Item item, List<String> path, int childCount, long size) {
    /** Copies the list. */
    Node {
      path = List.copyOf(path);
    }
  }

  /** The identifier by which the API takes the root as well. */
  static final String ROOT = "root";

  private static final int ID_BYTES = 48;
  private static final int ID_PREFIX_LENGTH = 6;

  private final User user;
  private final InstantSource clock;
  private final String id = "b!" + Secrets.random(ID_BYTES);
  private final String itemIdPrefix =
      "01" + Item.base32(UUID.randomUUID()).substring(0, ID_PREFIX_LENGTH);
  private final Map<String, Item> items = new HashMap<>();

  /** The identifiers by lower-case name, by the folder's identifier. */
  private final Map<String, NavigableMap<String, String>> children = new HashMap<>();

  private final Item root;

  Drive(User user, InstantSource clock) {
    this.user = user;
    this.clock = clock;
    root = Item.create(itemIdPrefix, null, ROOT, now(), null);
    items.put(root.id(), root);
    children.put(root.id(), new TreeMap<>());
  }

  String id() {
    return id;
  }

  Instant created() {
    return root.created();
  }

  /** The item that names lead to from the item with an identifier. */
  synchronized Optional<Node> find(String itemId, List<String> path) {
    Item found = itemId.equals(ROOT) ? root : items.get(itemId);
    for (String name : path) {
      found = found == null ? null : child(found, name);
    }
    return Optional.ofNullable(found).map(this::node);
  }

  /**
   * The items in a folder in order of their lower-case names; a file has none.
   *
   * @param after the lower-case name they come after, or null
   * @param limit the most to give
   */
  synchronized List<Node> children(
      Item folder, boolean descending, @Nullable String after, int limit) {
    NavigableMap<String, String> all = childrenOf(folder);
    NavigableMap<String, String> ordered = descending ? all.descendingMap() : all;
    Collection<String> ids = (after == null ? ordered : ordered.tailMap(after, false)).values();
    return ids.stream()
        .limit(limit)
        .map(childId -> node(Objects.requireNonNull(items.get(childId))))
        .toList();
  }

  /** Everything but the root, folders before what is in them. */
  synchronized List<Node> all() {
    List<Node> all = new ArrayList<>();
    collect(root, all);
    return all;
  }

  synchronized long usedBytes() {
    return size(root);
  }

  /** Writes a file, replacing one of that name, and makes the folders above it. */
  synchronized Node put(List<String> path, Content content) {
    if (path.isEmpty()) {
      throw ApiException.invalidRequest("A file needs a name.");
    }
    path.forEach(Names::check);
    Item folder = root;
    for (String name : path.subList(0, path.size() - 1)) {
      Item present = child(folder, name);
      if (present != null && present.content() != null) {
        throw ApiException.nameAlreadyExists();
      }
      folder = present == null ? add(folder, name, null) : present;
    }
    Item present = child(folder, path.getLast());
    if (present == null) {
      checkSpace(content.size());
      return node(add(folder, path.getLast(), content));
    }
    Content replaced = present.content();
    if (replaced == null) {
      throw ApiException.nameAlreadyExists();
    }
    checkSpace(content.size() - replaced.size());
    Item changed = present.with(content, now());
    items.put(changed.id(), changed);
    return node(changed);
  }

  /**
   * Deletes an item with everything below it.
   *
   * @param eTag the version it must have, or null
   */
  synchronized void delete(String itemId, @Nullable String eTag) {
    Item item = items.get(itemId);
    if (item == null) {
      throw ApiException.notFound();
    }
    if (item.parentId() == null) {
      throw ApiException.invalidRequest("The root cannot be deleted.");
    }
    if (eTag != null && !eTag.equals("*") && !eTag.equals(item.eTag())) {
      throw ApiException.resourceModified();
    }
    List<Node> below = new ArrayList<>();
    collect(item, below);
    below.forEach(node -> remove(node.item()));
    remove(item);
  }

  private void checkSpace(long bytes) {
    if (size(root) + bytes > user.storageBytes()) {
      throw ApiException.quotaLimitReached();
    }
  }

  private Item add(Item folder, String name, @Nullable Content content) {
    Item item = Item.create(itemIdPrefix, folder.id(), name, now(), content);
    items.put(item.id(), item);
    childrenOf(folder).put(Names.lower(name), item.id());
    if (content == null) {
      children.put(item.id(), new TreeMap<>());
    }
    return item;
  }

  private void remove(Item item) {
    items.remove(item.id());
    children.remove(item.id());
    NavigableMap<String, String> siblings = children.get(item.parentId());
    if (siblings != null) {
      siblings.remove(Names.lower(item.name()));
    }
  }

  private void collect(Item folder, List<Node> found) {
    for (String childId : childrenOf(folder).values()) {
      Item item = Objects.requireNonNull(items.get(childId));
      found.add(node(item));
      collect(item, found);
    }
  }

  private @Nullable Item child(Item folder, String name) {
    String childId = childrenOf(folder).get(Names.lower(name));
    return childId == null ? null : items.get(childId);
  }

  private NavigableMap<String, String> childrenOf(Item folder) {
    return children.getOrDefault(folder.id(), Collections.emptyNavigableMap());
  }

  private Node node(Item item) {
    List<String> path = new ArrayList<>();
    for (Item at = item; at != null && at.parentId() != null; at = items.get(at.parentId())) {
      path.addFirst(at.name());
    }
    return new Node(item, path, childrenOf(item).size(), size(item));
  }

  private long size(Item item) {
    Content content = item.content();
    if (content != null) {
      return content.size();
    }
    return childrenOf(item).values().stream()
        .mapToLong(childId -> size(Objects.requireNonNull(items.get(childId))))
        .sum();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
