package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    Existing found;
    if (reference.startsWith("rev:")) {
      FileEntry revision = tree.findRevision(reference.substring(4));
      found = revision;
    } else {
      found = tree.find(path(tree, reference, tag));
    }
    if (found == null) {
      throw failure(tag, "not_found");
    }
    return found;
  }

  static ApiException failure(String tag, @Nullable String lookupError) {
    return ApiException.EndpointError.of(
        lookupError == null ? List.of(tag) : List.of(tag, lookupError));
  }
}
