package dev.valence.sandbox.dropbox;

import java.nio.file.Path;
import java.time.Instant;

/** What is, or was, at a path of a user's Dropbox. */
sealed interface Entry {

  /** The path in the case it is shown in. */
  String path();

  /** The identity of the path. */
  default String lowerPath() {
    return PathRules.lower(path());
  }

  /** Something that exists and has an identifier. */
  sealed interface Existing extends Entry {
    /** The identifier, which starts with {@code id:}. */
    String id();
  }

  /** A revision of a file. */
  record FileEntry(
      String id,
      String path,
      String revision,
      Instant clientModified,
      Instant serverModified,
      Content content)
      implements Existing {}

  /** A folder. */
  record FolderEntry(String id, String path) implements Existing {}

  /** Something that was deleted. */
  record DeletedEntry(String path) implements Entry {}

  /** The bytes of a revision. */
  record Content(Path file, long size, String hash) {}
}
