package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer has the cursor of the next page (contract, element format 8): {@code
 * body.<path>}, {@code header.<name>}, or the bare name of a header; after {@code ?} the parameter
 * that has it, where a URL stands there. Such a URL is never called.
 *
 * @param header the header's name; null when it is in the body
 * @param path the place in the body
 * @param parameter the parameter of the URL; null when there is no URL
 */
record NextPageKey(@Nullable String header, BodyPath path, @Nullable String parameter) {

  private static final Pattern KEY =
      Pattern.compile("(?:(body|data|header)\\.)?([^?]+)(?:\\?(.+))?", Pattern.CASE_INSENSITIVE);

  static Optional<NextPageKey> of(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher key = KEY.matcher(text.strip());
    if (!key.matches()) {
      return Optional.empty();
    }
    boolean header = key.group(1) == null || key.group(1).equalsIgnoreCase("header");
    return Optional.of(
        new NextPageKey(
            header ? key.group(2) : null, BodyPath.of(header ? "" : key.group(2)), key.group(3)));
  }

  /** The cursor; empty on the last page. */
  Optional<String> find(VendorAnswer answer) {
    Optional<String> text =
        header == null
            ? path.find(answer.whole)
                .or(() -> path.find(answer.raw))
                .filter(value -> value.isTextual() || value.isNumber())
                .map(JsonNode::asText)
            : answer.header(header);
    return text.flatMap(value -> parameter == null ? Optional.of(value) : inQuery(value, parameter))
        .filter(cursor -> !cursor.isBlank());
  }

  private static Optional<String> inQuery(String url, String parameter) {
    String query = url.substring(url.indexOf('?') + 1).replaceFirst("#.*", "");
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && decoded(parts[0]).equals(parameter)) {
        return Optional.of(decoded(parts[1]));
      }
    }
    return Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a stray percent sign stands for itself
    }
  }
}
