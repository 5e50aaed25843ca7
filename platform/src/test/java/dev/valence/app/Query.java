package dev.valence.app;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A URL with its query taken apart. */
record Query(String text, URI uri) {

  static Query of(String url) {
    return new Query(url, URI.create(url));
  }

  /** The values of a parameter, decoded. */
  List<String> all(String name) {
    return Arrays.stream(uri.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> decoded(pair[0]).equals(name))
        .map(pair -> pair.length < 2 ? "" : decoded(pair[1]))
        .toList();
  }

  /** The only value of a parameter. */
  String value(String name) {
    List<String> values = all(name);
    if (values.size() != 1) {
      throw new AssertionError(name + " is there " + values.size() + " times in " + text);
    }
    return values.getFirst();
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }
}
