package dev.valence.engine;

import dev.valence.model.ApiException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The path of a resource, taken apart once: literal segments, and placeholders that stand for one
 * segment each.
 */
final class PathPattern {

  private final String[] segments;

  /** The names of the placeholders at their places; null at those of literals. */
  private final @Nullable String[] names;

  private final String shape;

  private PathPattern(String path) {
    this.segments = path.split("/", -1);
    this.names = new @Nullable String[segments.length];
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      if (segment.startsWith("{") && segment.endsWith("}")) {
        names[i] = segment.substring(1, segment.length() - 1);
      }
    }
    this.shape =
        Arrays.stream(names).map(name -> name == null ? "0" : "1").collect(Collectors.joining());
  }

  static PathPattern of(String path) {
    return new PathPattern(path);
  }

  /** How many segments a path has that matches. */
  int length() {
    return segments.length;
  }

  /** A digit for each segment: 0 for a literal, 1 for a placeholder. Less goes before more. */
  String shape() {
    return shape;
  }

  /**
   * What the placeholders stand for in a path, decoded; null when the path is another one.
   *
   * @throws ApiException 400 for a percent sign that encodes nothing
   */
  @Nullable Map<String, String> match(String[] path) {
    if (!matches(path)) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < path.length; i++) {
      String name = names[i];
      if (name != null) {
        values.put(name, decoded(path[i]));
      }
    }
    return values;
  }

  /** Whether a path has these literals, and something where the placeholders are. */
  boolean matches(String[] path) {
    if (path.length != segments.length) {
      return false;
    }
    for (int i = 0; i < path.length; i++) {
      if (names[i] == null ? !segments[i].equals(path[i]) : path[i].isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The decoded segments of a path. */
  static List<String> segments(String path) {
    return Arrays.stream(path.substring(1).split("/", -1)).map(PathPattern::decoded).toList();
  }

  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      // In a path a plus is a plus.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("The path has a '%' that is not followed by two digits.");
    }
  }
}
