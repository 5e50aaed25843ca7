package dev.valence.egress;

import dev.valence.egress.EgressException.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a request may say of itself, so that it cannot become two (RFC 9110, 5.5 and 5.6.2). */
final class HeaderRules {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "upgrade",
          "expect");
  private static final Set<String> REFUSED_METHODS = Set.of("CONNECT", "TRACE");

  private HeaderRules() {}

  /**
   * Checks a method and headers.
   *
   * @throws EgressException REFUSED; it names a header, never its value
   */
  static void check(String method, Map<String, String> headers) {
    if (!TOKEN.matcher(method).matches()
        || REFUSED_METHODS.contains(method.toUpperCase(Locale.ROOT))) {
      throw refused("The method is not allowed.");
    }
    headers.forEach((name, value) -> {
      if (!TOKEN.matcher(name).matches()) {
        throw refused("A header's name holds characters that are not allowed.");
      }
      if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        throw refused("The header " + name + " cannot be set.");
      }
      checkValue(name, value);
    });
  }

  /** Checks one value: tabs, and what is printable in ISO-8859-1. */
  static void checkValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0) || c > 0xff) {
        throw refused("The header " + name + " holds characters that are not allowed.");
      }
    }
  }

  private static EgressException refused(String message) {
    return new EgressException(Kind.REFUSED, message, null);
  }
}
