package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.Existing;
import java.util.List;

/** Finds what a reference in an argument means, or fails with Dropbox's {@code LookupError}. */
final class Lookup {

  private Lookup() {}

  /**
   * The path of a reference that is no revision.
   *
   * @param tag the tag of the route's error that holds the lookup error
   */
  static String path(FileTree tree, String reference, String tag) {
    String path = tree.resolve(reference);
    if (path == null) {
      throw failure(tag, "not_found");
    }
    if (!path.isEmpty() && PathRules.isMalformed(path)) {
      throw failure(tag, "malformed_path");
    }
    return path;
  }

  /** What is at a path, by identifier, or was a revision. */
  static Existing existing(FileTree tree, String reference, String tag) {
    Existing found =
        reference.startsWith("rev:")
            ? tree.findRevision(reference.substring(4))
            : tree.find(path(tree, reference, tag));
    if (found == null) {
      throw failure(tag, "not_found");
    }
    return found;
  }

  static ApiException failure(String tag, String lookupError) {
    return ApiException.EndpointError.of(List.of(tag, lookupError));
  }
}
