package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.DeletedEntry;
import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tree by path and identifier, with what they were and when they changed. Not safe
 * for concurrent use.
 */
final class Entries {

  /**
   * A part of a listing.
   *
   * @param entries in order of their lower-case paths
   * @param more whether there are further entries
   */
  record Slice(List<Entry> entries, boolean more) {}

  /** Follows the slash in the order of characters: the end of the range of paths in a folder. */
  private static final char AFTER_SLASH = '/' + 1;

  private final NavigableMap<String, Existing> entries = new TreeMap<>();
  private final NavigableMap<String, DeletedEntry> deleted = new TreeMap<>();
  private final Map<String, String> pathsById = new HashMap<>();
  private final History history = new History();
  private final Journal journal = new Journal();

  History history() {
    return history;
  }

  Journal journal() {
    return journal;
  }

  /** The path of what has an identifier; null when nothing has it. */
  @Nullable String pathOf(String id) {
    return pathsById.get(id);
  }

  /** What is at a path. */
  @Nullable Existing find(String path) {
    return entries.get(PathRules.lower(path));
  }

  /** What was deleted at a path. */
  @Nullable DeletedEntry findDeleted(String path) {
    return deleted.get(PathRules.lower(path));
  }

  /** Everything in order of lower-case paths. */
  List<Existing> all() {
    return List.copyOf(entries.values());
  }

  /** Everything that was deleted, in order of lower-case paths. */
  List<DeletedEntry> allDeleted() {
    return List.copyOf(deleted.values());
  }

  /** What is below a path, in order of lower-case paths. */
  List<Existing> below(String path) {
    String lower = PathRules.lower(path);
    return List.copyOf(entries.subMap(lower + '/', lower + AFTER_SLASH).values());
  }

  /** An entry with all that is below it. */
  List<Existing> withAllBelow(Existing entry) {
    List<Existing> all = new ArrayList<>();
    all.add(entry);
    all.addAll(below(entry.path()));
    return all;
  }

  /** The entries of a folder after one of them, in order of their lower-case paths. */
  Slice list(
      String folder, boolean recursive, boolean withDeleted, @Nullable String after, int limit) {
    NavigableMap<String, Entry> source = new TreeMap<>();
    if (withDeleted) {
      source.putAll(deleted);
      source.putAll(entries);
    }
    NavigableMap<String, ? extends Entry> all = withDeleted ? source : entries;
    String lower = PathRules.lower(folder);
    List<Entry> found = new ArrayList<>();
    String key = after == null ? all.ceilingKey(lower + '/') : all.higherKey(after);
    while (key != null && key.startsWith(lower + '/')) {
      int deeper = recursive ? -1 : key.indexOf('/', lower.length() + 1);
      if (deeper >= 0) {
        key = all.ceilingKey(key.substring(0, deeper) + AFTER_SLASH);
        continue;
      }
      if (found.size() == limit) {
        return new Slice(found, true);
      }
      found.add(Objects.requireNonNull(all.get(key)));
      key = all.higherKey(key);
    }
    return new Slice(found, false);
  }

  /** The changes in a folder after a number of the sequence. */
  Journal.Changes changes(String folder, boolean recursive, int after, int limit) {
    String prefix = PathRules.lower(folder) + '/';
    Predicate<Entry> inFolder =
        entry ->
            entry.lowerPath().startsWith(prefix)
                && (recursive || entry.lowerPath().indexOf('/', prefix.length()) < 0);
    return journal.after(after, limit, inFolder);
  }

  /** The first alternative for a path that is free. */
  String freePath(String path) {
    int number = 1;
    while (find(PathRules.numbered(path, number)) != null) {
      number++;
    }
    return PathRules.numbered(path, number);
  }

  void put(Existing entry) {
    entries.put(entry.lowerPath(), entry);
    pathsById.put(entry.id(), entry.path());
    deleted.remove(entry.lowerPath());
    journal.add(entry);
    if (entry instanceof FileEntry file) {
      history.add(file);
    }
  }

  void remove(Existing entry, Instant time) {
    entries.remove(entry.lowerPath());
    pathsById.remove(entry.id());
    deleted.put(entry.lowerPath(), new DeletedEntry(entry.path()));
    if (entry instanceof FileEntry file) {
      history.delete(file, time);
    }
  }
}
