package dev.valence.oauth;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A parameter of a query or a form.
 *
 * @param name the name, decoded
 * @param value the value, decoded
 */
record Parameter(String name, String value) {

  /** Reads a query or a form, in its order; a name may be repeated. */
  static List<Parameter> parse(String encoded) {
    return Stream.of(encoded.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .map(parts -> new Parameter(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1])))
        .toList();
  }

  static List<Parameter> of(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> new Parameter(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** A URL with parameters after those that its query has. */
  static URI append(URI url, List<Parameter> parameters) {
    String base = url.toString().replaceFirst("#.*", "");
    String query = url.getRawQuery();
    String separator = query == null ? "?" : query.isEmpty() || query.endsWith("&") ? "" : "&";
    return URI.create(
        parameters.stream()
            .map(Parameter::encoded)
            .collect(Collectors.joining("&", base + separator, "")));
  }

  String encoded() {
    return encode(name) + "=" + encode(value);
  }

  /** Percent-encodes everything but the unreserved characters (RFC 3986, 2.3; RFC 5849, 3.6). */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A stray percent sign stands for itself.
      return text;
    }
  }
}
