package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.microsoft.Item.Change;
import dev.valence.sandbox.microsoft.Item.Content;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    boolean folder() {
      return item.content() == null;
    }
  }

  /** A file that was written, and whether it is a new one. */
  record Written(Node node, boolean created) {}

  /** A change: the item, and where it is unless it was deleted. */
  record Changed(Item item, Optional<Node> node) {}

  /**
   * Some of the changes.
   *
   * @param sequence the number of the last one looked at
   * @param more whether there are further ones
   */
  record Changes(List<Changed> items, int sequence, boolean more) {
    /** Copies the list. */
    Changes {
      items = List.copyOf(items);
    }
  }

  /** The identifier by which the API takes the root as well. */
  static final String ROOT = "root";

  private static final int ID_BYTES = 48;

  private final User user;
  private final InstantSource clock;
  private final String id = "b!" + Secrets.random(ID_BYTES);
  private final ItemTree tree;

  Drive(User user, InstantSource clock) {
    this.user = user;
    this.clock = clock;
    this.tree = new ItemTree(now());
  }

  String id() {
    return id;
  }

  synchronized Instant created() {
    return tree.root().created();
  }

  /** The item that names lead to from the item with an identifier. */
  synchronized Optional<Node> find(String itemId, List<String> path) {
    Item found = tree.get(itemId);
    for (String name : path) {
      found = found == null ? null : tree.child(found, name);
    }
    return Optional.ofNullable(found).map(tree::node);
  }

  /**
   * The items in a folder in order of their lower-case names; a file has none.
   *
   * @param after the lower-case name they come after, or null
   * @param limit the most to give
   */
  synchronized List<Node> children(
      Item folder, boolean descending, @Nullable String after, int limit) {
    NavigableMap<String, String> all = tree.childrenOf(folder);
    NavigableMap<String, String> ordered = descending ? all.descendingMap() : all;
    Collection<String> ids = (after == null ? ordered : ordered.tailMap(after, false)).values();
    return ids.stream().limit(limit).map(childId -> tree.node(existing(childId))).toList();
  }

  /** Everything but the root, folders before what is in them. */
  synchronized List<Node> all() {
    return tree.below(tree.root());
  }

  /** Everything below an item, folders before what is in them. */
  synchronized List<Node> below(Item folder) {
    return tree.below(folder);
  }

  synchronized long usedBytes() {
    return tree.size(tree.root());
  }

  /** The number of the latest change. */
  synchronized int sequence() {
    return tree.journal().sequence();
  }

  /** The changes after a number. */
  synchronized Changes changes(int after, int limit) {
    Journal.Changes changes = tree.journal().after(after, limit);
    List<Changed> items =
        changes.itemIds().stream()
            .map(itemId -> {
              Item present = tree.get(itemId);
              return new Changed(
                  present == null ? tree.deleted(itemId).orElseThrow() : present,
                  Optional.ofNullable(present).map(tree::node));
            })
            .toList();
    return new Changes(items, changes.sequence(), changes.more());
  }

  /**
   * Writes a file and makes the folders above it.
   *
   * @param startId the item from which the names lead to the file; without names it is the file
   */
  synchronized Written put(String startId, List<String> path, Content content, WriteRules rules) {
    Item start = existing(startId);
    if (path.isEmpty()) {
      return new Written(overwrite(start, content, rules), false);
    }
    path.forEach(Names::check);
    Item folder = folders(start, path.subList(0, path.size() - 1));
    Item present = tree.child(folder, path.getLast());
    if (present != null && rules.conflict() == Conflict.REPLACE) {
      return new Written(overwrite(present, content, rules), false);
    }
    if (present != null && rules.conflict() == Conflict.FAIL) {
      throw ApiException.nameAlreadyExists();
    }
    if (present == null && rules.eTag() != null) {
      throw ApiException.resourceModified();
    }
    checkSpace(content.size());
    Item added = tree.add(folder, freeName(folder, path.getLast()), now(), content);
    return new Written(tree.node(changed(added, rules.change())), true);
  }

  private Node overwrite(Item file, Content content, WriteRules rules) {
    Content replaced = file.content();
    if (replaced == null) {
      throw file.parentId() == null
          ? ApiException.invalidRequest("A file needs a name.")
          : ApiException.nameAlreadyExists();
    }
    checkVersion(file, rules.eTag());
    checkSpace(content.size() - replaced.size());
    Item written = file.with(content, now());
    tree.replace(written);
    return tree.node(changed(written, rules.change()));
  }

  /** Gives a file that was just written its times and its description. */
  private Item changed(Item written, Change change) {
    if (change.fileTimes() == null && change.description() == null) {
      return written;
    }
    Change wanted = new Change(null, null, change.description(), change.fileTimes());
    Item changed = written.with(wanted, written.modified());
    tree.replace(changed);
    return changed;
  }

  private Item folders(Item start, List<String> path) {
    Item folder = requireFolder(start);
    for (String name : path) {
      Item present = tree.child(folder, name);
      if (present != null && present.content() != null) {
        throw ApiException.nameAlreadyExists();
      }
      folder = present == null ? tree.add(folder, name, now(), null) : present;
    }
    return folder;
  }

  /** Makes a folder in another one. */
  synchronized Node createFolder(String parentId, String name, Conflict conflict) {
    Names.check(name);
    Item parent = requireFolder(existing(parentId));
    Item present = tree.child(parent, name);
    if (present != null && present.content() == null && conflict == Conflict.REPLACE) {
      // An empty folder would be of no use in the place of a full one, so that one stays.
      return tree.node(present);
    }
    if (present != null && conflict != Conflict.RENAME) {
      throw ApiException.nameAlreadyExists();
    }
    return tree.node(tree.add(parent, freeName(parent, name), now(), null));
  }

  /**
   * Renames, moves or describes an item.
   *
   * @param eTag the version it must have, or null
   */
  synchronized Node update(String itemId, Change change, Conflict conflict, @Nullable String eTag) {
    Item item = existing(itemId);
    checkVersion(item, eTag);
    boolean moves = change.name() != null || change.parentId() != null;
    if (moves && item.parentId() == null) {
      throw ApiException.invalidRequest("The root cannot be renamed or moved.");
    }
    Change wanted = change;
    if (moves) {
      String name = Objects.requireNonNullElse(change.name(), item.name());
      Names.check(name);
      String folderId =
          Objects.requireNonNullElse(
              change.parentId(), Objects.requireNonNullElse(item.parentId(), ROOT));
      Item folder = requireFolder(existing(folderId));
      if (tree.isWithin(folder, item)) {
        throw ApiException.invalidRequest("An item cannot be moved into itself.");
      }
      name = makeRoom(folder, name, item, conflict);
      wanted = new Change(name, folder.id(), change.description(), change.fileTimes());
    }
    Item changed = item.with(wanted, now());
    tree.replace(changed);
    return tree.node(changed);
  }

  /** The name that an item can have in a folder, where another one of the name may have to go. */
  private String makeRoom(Item folder, String name, Item item, Conflict conflict) {
    Item present = tree.child(folder, name);
    if (present == null || present.id().equals(item.id())) {
      return name;
    }
    return switch (conflict) {
      case FAIL -> throw ApiException.nameAlreadyExists();
      case RENAME -> freeName(folder, name);
      case REPLACE -> {
        if (present.content() == null || item.content() == null) {
          throw ApiException.nameAlreadyExists();
        }
        tree.remove(present);
        yield name;
      }
    };
  }

  /** Copies an item with everything below it, but for the history of files. */
  synchronized Node copy(String itemId, String folderId, String name, Conflict conflict) {
    Names.check(name);
    Item source = existing(itemId);
    Item folder = requireFolder(existing(folderId));
    if (source.content() == null && tree.isWithin(folder, source)) {
      throw ApiException.invalidRequest("A folder cannot be copied into itself.");
    }
    checkSpace(tree.size(source));
    Item present = tree.child(folder, name);
    Content content = source.content();
    if (present != null && conflict == Conflict.REPLACE && content != null) {
      return overwrite(present, content, WriteRules.of(conflict));
    }
    if (present != null && conflict != Conflict.RENAME) {
      throw ApiException.nameAlreadyExists();
    }
    return tree.node(copyBelow(source, folder, freeName(folder, name)));
  }

  private Item copyBelow(Item source, Item folder, String name) {
    Item copy = tree.add(folder, name, now(), source.content());
    copy = changed(copy, new Change(null, null, source.description(), source.fileTimes()));
    for (String childId : List.copyOf(tree.childrenOf(source).values())) {
      Item child = existing(childId);
      copyBelow(child, copy, child.name());
    }
    return copy;
  }

  /** Gives a file the bytes again that it had before, as a new revision. */
  synchronized void restore(String itemId, String revisionId) {
    Item file = existing(itemId);
    Content content =
        file.earlier().stream()
            .filter(revision -> revision.id().equals(revisionId))
            .findFirst()
            .orElseThrow(ApiException::notFound)
            .content();
    tree.replace(file.with(content, now()));
  }

  /**
   * Deletes an item with everything below it.
   *
   * @param eTag the version it must have, or null
   */
  synchronized void delete(String itemId, @Nullable String eTag) {
    Item item = existing(itemId);
    if (item.parentId() == null) {
      throw ApiException.invalidRequest("The root cannot be deleted.");
    }
    checkVersion(item, eTag);
    tree.remove(item);
  }

  private static void checkVersion(Item item, @Nullable String eTag) {
    if (eTag != null && !eTag.equals("*") && !eTag.equals(item.eTag())) {
      throw ApiException.resourceModified();
    }
  }

  /** Checks that there is room for more bytes. */
  synchronized void checkSpace(long bytes) {
    if (tree.size(tree.root()) + bytes > user.storageBytes()) {
      throw ApiException.quotaLimitReached();
    }
  }

  private String freeName(Item folder, String name) {
    Set<String> taken = new HashSet<>(tree.childrenOf(folder).keySet());
    String free = name;
    for (int number = 1; taken.contains(Names.lower(free)); number++) {
      free = Names.numbered(name, number);
    }
    return free;
  }

  private Item existing(String itemId) {
    Item item = tree.get(itemId);
    if (item == null) {
      throw ApiException.notFound();
    }
    return item;
  }

  private static Item requireFolder(Item item) {
    if (item.content() != null) {
      throw ApiException.invalidRequest("The parent is not a folder.");
    }
    return item;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
