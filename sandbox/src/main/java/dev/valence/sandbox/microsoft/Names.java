package dev.valence.sandbox.microsoft;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How items are named: case makes no difference, and some characters are reserved.
 *
 * @see <a href="https://learn.microsoft.com/graph/onedrive-addressing-driveitems#path-encoding">
 *     Path encoding</a>
 */
final class Names {

  private static final int MAX_LENGTH = 255;
  private static final Pattern RESERVED = Pattern.compile("[\"*:<>?/\\\\|\\p{Cntrl}]");

  private Names() {}

  /** The identity of a name within its folder. */
  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Checks that an item can have the name. */
  static void check(String name) {
    boolean wrong =
        name.isBlank()
            || !name.equals(name.strip())
            || name.length() > MAX_LENGTH
            || name.endsWith(".")
            || name.startsWith("~$")
            || RESERVED.matcher(name).find();
    if (wrong) {
      throw ApiException.invalidRequest("The provided name cannot be used: " + name);
    }
  }

  /** The name with a number before its extension. */
  static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    int end = dot <= 0 ? name.length() : dot;
    return name.substring(0, end) + " " + number + name.substring(end);
  }

  /** The names in a part of a URL that starts with a slash, which alone means none. */
  static List<String> decodePath(String path) {
    if (path.equals("/")) {
      return List.of();
    }
    List<String> names =
        Arrays.stream(path.substring(1).split("/", -1)).map(Names::decode).toList();
    if (names.contains("")) {
      throw ApiException.invalidRequest("The path has an empty segment.");
    }
    return names;
  }

  /** The text of a segment of a URL, in which a plus sign is just that. */
  static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalidRequest("The path cannot be decoded.");
    }
  }

  /** Names as a part of a URL, each after a slash. */
  static String encodePath(List<String> names) {
    return names.stream().map(name -> "/" + encode(name)).collect(Collectors.joining());
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
