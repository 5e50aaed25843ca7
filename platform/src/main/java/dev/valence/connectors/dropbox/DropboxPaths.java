package dev.valence.connectors.dropbox;

import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How the hub's ids and paths and Dropbox's become each other.
 *
 * <p>The hub's id of an item is its path, encoded for a URL twice (contract, core 5.1 and 6.1):
 * {@code %252Fplans%252Froof.pdf}. A path begins with a slash, so that its beginning tells how
 * often an id has been encoded: {@code /}, {@code %2F} and {@code %252F} are all understood,
 * whether a caller encoded an id once more for a URL or pasted it as it was, and Dropbox's own
 * {@code id:…} as well.
 */
final class DropboxPaths {

  /** What Dropbox calls the root. */
  static final String ROOT = "";

  private static final String ID_PREFIX = "id:";

  /** A slash of a path, in an id of the hub's. */
  private static final String SLASH = "%252F";

  private DropboxPaths() {}

  /**
   * The item as Dropbox wants it named; the root is {@link #ROOT}.
   *
   * @throws ApiException 404 for an id that cannot be one, 400 for one whose path cannot be one
   */
  static String ofReference(FileReference reference) {
    return switch (reference) {
      case FileReference.ByPath path -> path.root() ? ROOT : path.text();
      case FileReference.ById id when id.text().startsWith(ID_PREFIX) -> id.text();
      case FileReference.ById id -> ofReference(new FileReference.ByPath(decoded(id)));
    };
  }

  /** The hub's id of the item at a path. */
  static String idOf(String path) {
    // What is encoded has nothing to encode once more but its percent signs.
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%", "%25");
  }

  /** The hub's id of the folder that holds an item, whose id begins with it; null for the root. */
  static @Nullable String parentOf(String id) {
    int end = id.lastIndexOf(SLASH);
    if (end < 0 || id.equals(SLASH)) {
      return null;
    }
    return end == 0 ? SLASH : id.substring(0, end);
  }

  private static String decoded(FileReference.ById id) {
    String text = id.text();
    try {
      while (text.startsWith("%")) {
        // In a path a plus is a plus.
        text = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      }
    } catch (IllegalArgumentException e) {
      throw DocumentsErrors.notFound(id, null);
    }
    if (!text.startsWith("/")) {
      throw DocumentsErrors.notFound(id, null);
    }
    return text;
  }
}
