package dev.valence.engine;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The URL of a vendor's call (contract, element format 0.1 and 0.3). */
final class VendorUrl {

  private static final Pattern ABSOLUTE = Pattern.compile("(?i)^https?://");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");
  private static final Pattern AUTHORITY = Pattern.compile("(?i)^https?://[^/?#]*");

  /** A percent sign that encodes nothing, and what a URL cannot hold (RFC 3986, 2). */
  private static final Pattern ILLEGAL =
      Pattern.compile("%(?![0-9A-Fa-f]{2})|[^%A-Za-z0-9._~:/?#@!$&'()*+,;=-]+");

  private VendorUrl() {}

  /** A base and a path, put together as they are; a path that is a whole URL stands alone. */
  static String join(String base, String path) {
    if (absolute(path)) {
      return path;
    }
    return base.endsWith("/") && path.startsWith("/") ? base + path.substring(1) : base + path;
  }

  /** Whether a path is a whole URL. */
  static boolean absolute(@Nullable String path) {
    return path != null && ABSOLUTE.matcher(path).find();
  }

  /** The scheme and the host of a URL; all of a text that has none. */
  static String authority(String url) {
    Matcher authority = AUTHORITY.matcher(url);
    return authority.find() ? authority.group() : url;
  }

  /** The placeholders of a text. */
  static List<String> placeholders(String text) {
    if (text.indexOf('{') < 0) {
      return List.of();
    }
    return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).distinct().toList();
  }

  /** A text with what its placeholders stand for; those without a value stay as they are. */
  static String fill(String template, Map<String, String> values) {
    if (template.indexOf('{') < 0) {
      return template;
    }
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
  }

  /**
   * A URL.
   *
   * @param text the URL without the query or with a part of it; what is illegal in it is encoded
   * @param query decoded parameters, after those that the text has
   * @throws IllegalArgumentException for what is no URL
   */
  static URI of(String text, Map<String, List<String>> query) {
    String url = legal(withoutFragment(text));
    StringBuilder added = new StringBuilder();
    query.forEach((name, values) -> {
      for (String value : values) {
        added
            .append(added.isEmpty() ? "" : "&")
            .append(encoded(name))
            .append('=')
            .append(encoded(value));
      }
    });
    if (added.isEmpty()) {
      return URI.create(url);
    }
    String separator = !url.contains("?") ? "?" : url.endsWith("?") || url.endsWith("&") ? "" : "&";
    return URI.create(url + separator + added);
  }

  /** Percent-encodes everything but the unreserved characters (RFC 3986, 2.3). */
  static String encoded(String text) {
    if (holdsOnly(text, "-._~")) {
      return text;
    }
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Whether a text is of letters and digits of ASCII and of some other characters. */
  private static boolean holdsOnly(String text, String others) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean held =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || others.indexOf(c) >= 0;
      if (!held) {
        return false;
      }
    }
    return true;
  }

  /**
   * What stands behind a {@code #} is never sent (RFC 9110, 7.1), and a query would be lost there.
   */
  private static String withoutFragment(String text) {
    int fragment = text.indexOf('#');
    return fragment < 0 ? text : text.substring(0, fragment);
  }

  private static String legal(String url) {
    if (holdsOnly(url, "-._~/:")) {
      return url;
    }
    Matcher authority = AUTHORITY.matcher(url);
    int rest = authority.find() ? authority.end() : 0;
    return url.substring(0, rest)
        + ILLEGAL
            .matcher(url.substring(rest))
            .replaceAll(match -> Matcher.quoteReplacement(encoded(match.group())));
  }
}
