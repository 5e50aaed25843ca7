package dev.valence.hubs.documents;

import dev.valence.model.ApiException;
import java.util.List;
import java.util.Optional;

/** How a caller names a file or a folder: by its path or by its id. */
public sealed interface FileReference {

  /** The reference as the caller wrote it. */
  String text();

  /**
   * A path from the root, whose segments are separated by slashes; the root itself is {@code /}.
   *
   * @param text the path
   */
  record ByPath(String text) implements FileReference {

    /**
     * @throws ApiException 400 when it is not a path
     */
    public ByPath {
      faultOf(text).ifPresent(FileReference::refuse);
    }

    /** Whether it is the root. */
    public boolean root() {
      return text.equals("/");
    }

    /** The last segment; empty for the root. */
    public String name() {
      return text.substring(text.lastIndexOf('/') + 1);
    }

    /** The path of another item in the same folder. */
    public ByPath sibling(String name) {
      return new ByPath(text.substring(0, text.lastIndexOf('/') + 1) + name);
    }

    /** The path of the folder that holds the item; empty for the root. */
    public Optional<ByPath> parent() {
      return root()
          ? Optional.empty()
          : Optional.of(new ByPath(text.substring(0, Math.max(1, text.lastIndexOf('/')))));
    }
  }

  /**
   * An id, whose form only the provider's connector knows.
   *
   * @param text the id
   */
  record ById(String text) implements FileReference {}

  /** What makes a text unfit to be a path, as a sentence; empty when it is one. */
  static Optional<String> faultOf(String path) {
    if (!path.startsWith("/")) {
      return Optional.of("The path must begin with '/', as in /folder/file.txt.");
    }
    if (path.indexOf('\0') >= 0) {
      return Optional.of("The path must not hold a NUL character.");
    }
    if (path.equals("/")) {
      return Optional.empty();
    }
    List<String> segments = List.of(path.substring(1).split("/", -1));
    if (segments.contains("")) {
      return Optional.of("The path must not have an empty segment: no '//' and no '/' at its end.");
    }
    if (segments.contains("..") || segments.contains(".")) {
      return Optional.of("The path must not have the segments '.' and '..'.");
    }
    return Optional.empty();
  }

  private static void refuse(String fault) {
    throw ApiException.badRequest(fault);
  }
}
