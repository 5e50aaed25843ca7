package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.FileEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every revision that the files of a tree have had. Not safe for concurrent use. */
final class History {

  /**
   * The revisions of one file.
   *
   * @param newestFirst at least one
   * @param deletedAt when the file was deleted; null while it exists
   */
  record Revisions(List<FileEntry> newestFirst, @Nullable Instant deletedAt) {}

  private final Map<String, FileEntry> byRevision = new HashMap<>();
  private final Map<String, List<FileEntry>> byPath = new HashMap<>();
  private final Map<String, List<FileEntry>> byId = new HashMap<>();
  private final Map<String, Instant> deletions = new HashMap<>();

  void add(FileEntry file) {
    byRevision.put(file.revision(), file);
    byPath.computeIfAbsent(file.lowerPath(), path -> new ArrayList<>()).add(file);
    byId.computeIfAbsent(file.id(), id -> new ArrayList<>()).add(file);
  }

  /** Remembers that a file is no longer at its path. */
  void delete(FileEntry file, Instant time) {
    deletions.put(file.lowerPath(), time);
    deletions.put(file.id(), time);
  }

  @Nullable FileEntry find(String revision) {
    return byRevision.get(revision);
  }

  /** The revisions at a lower-case path; null when there has been none. */
  @Nullable Revisions ofPath(String path, boolean exists) {
    return revisions(byPath.get(path), exists ? null : deletions.get(path));
  }

  /** The revisions with an identifier, at whatever path; null when there has been none. */
  @Nullable Revisions ofId(String id, boolean exists) {
    return revisions(byId.get(id), exists ? null : deletions.get(id));
  }

  private static @Nullable Revisions revisions(
      @Nullable List<FileEntry> oldestFirst, @Nullable Instant deletedAt) {
    return oldestFirst == null ? null : new Revisions(oldestFirst.reversed(), deletedAt);
  }
}
