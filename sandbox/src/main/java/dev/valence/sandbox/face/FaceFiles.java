package dev.valence.sandbox.face;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that a vendor keeps for its users, seen from outside the vendor's own API. */
public interface FaceFiles {

  /**
   * One entry of a user's tree.
   *
   * @param path absolute, with slashes, as the vendor shows it
   * @param directory whether it is a folder
   * @param size in bytes; 0 for a folder
   * @param contentHash the vendor's hash of the bytes; null for a folder
   */
  record Entry(String path, boolean directory, long size, @Nullable String contentHash) {}

  /**
   * Stores a file, replacing one at the same path and making its folders.
   *
   * @throws IllegalArgumentException when the path cannot hold a file
   * @throws IOException when the bytes cannot be written
   */
  Entry put(User user, String path, Body body) throws IOException;

  /** The stored bytes of a file; empty when there is no file at the path. */
  Optional<Path> find(User user, String path);

  /** All entries of a user in order of their paths. */
  List<Entry> tree(User user);
}
