package dev.valence.sandbox.dropbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How Dropbox names places: the root is the empty text, everything below starts with a slash, and
 * case makes no difference.
 *
 * @see <a href="https://www.dropbox.com/developers/documentation/http/documentation#path-formats">
 *     Path formats</a>
 */
final class PathRules {

  /** A folder to list, the root included. */
  static final Pattern FOLDER = Pattern.compile("(/[\\s\\S]*)?|id:.*|(ns:[0-9]+(/[\\s\\S]*)?)");

  /** Something to read. */
  static final Pattern READ =
      Pattern.compile("(/[\\s\\S]*|id:.*)|(rev:[0-9a-f]{9,})|(ns:[0-9]+(/[\\s\\S]*)?)");

  /** A folder to create. */
  static final Pattern CREATE = Pattern.compile("(/[\\s\\S]*)|(ns:[0-9]+(/[\\s\\S]*)?)");

  /** Something to write or delete. */
  static final Pattern WRITE = Pattern.compile("(/[\\s\\S]*)|(ns:[0-9]+(/[\\s\\S]*)?)|(id:.*)");

  /** A file whose revisions are asked for, or something that has properties. */
  static final Pattern FILE = Pattern.compile("/[\\s\\S]*|id:.*|(ns:[0-9]+(/[\\s\\S]*)?)");

  /** Something that is named by its path only. */
  static final Pattern PLAIN = Pattern.compile("/[\\s\\S]*");

  /** A revision of a file. */
  static final Pattern REVISION = Pattern.compile("[0-9a-f]{9,}");

  /** Any text. */
  static final Pattern ANY = Pattern.compile("(?s).*");

  /** Any text that is not empty. */
  static final Pattern NOT_EMPTY = Pattern.compile("(?s).+");

  private static final int MAX_NAME_LENGTH = 255;
  private static final Set<String> DISALLOWED_NAMES =
      Set.of(
          ".dropbox",
          ".dropbox.attr",
          ".dropbox.cache",
          ".ds_store",
          "desktop.ini",
          "icon\r",
          "thumbs.db");

  private PathRules() {}

  /** Reads a path whose form is bad enough to be refused with status 400. */
  static String path(Arguments arguments, String name, Pattern pattern) {
    String path = arguments.text(name, pattern);
    if (path.equals("/")) {
      throw arguments.bad(name, "Specify the root folder as an empty string rather than as \"/\".");
    }
    if (path.endsWith("/")) {
      throw arguments.bad(name, "'" + path + "' must not end with a slash");
    }
    return path;
  }

  /** The identity of a path. */
  static String lower(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  /** The last name of a path; empty for the root. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder of a path; empty for the root and for what is in it. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "" : path.substring(0, slash);
  }

  /** Whether a path that starts with a slash can name something. */
  static boolean isMalformed(String path) {
    for (String name : path.substring(1).split("/", -1)) {
      if (name.isEmpty()
          || name.equals(".")
          || name.equals("..")
          || name.length() > MAX_NAME_LENGTH
          || name.indexOf('\\') >= 0
          || name.indexOf('\0') >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Checks that something can be written at a path. */
  static void checkWritable(@Nullable String path) throws WriteFailure {
    if (path == null || path.isEmpty() || isMalformed(path)) {
      throw new WriteFailure("malformed_path");
    }
    if (DISALLOWED_NAMES.contains(lower(name(path)))) {
      throw new WriteFailure("disallowed_name");
    }
  }

  /** Whether a path is below another, or in other words has it as its beginning. */
  static boolean isBelow(String path, String folder) {
    return lower(path).startsWith(lower(folder) + '/');
  }

  /** The ending of the name of a path in lower case without its dot; empty when it has none. */
  static String extension(String path) {
    String name = name(path);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : lower(name.substring(dot + 1));
  }

  /** A name as it stands in a URL. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The n-th alternative for a path: {@code /a (n).txt} for {@code /a.txt}. */
  static String numbered(String path, int number) {
    String name = name(path);
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String extension = dot <= 0 ? "" : name.substring(dot);
    return parent(path) + "/" + stem + " (" + number + ")" + extension;
  }
}
