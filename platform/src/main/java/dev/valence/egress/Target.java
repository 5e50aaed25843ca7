package dev.valence.egress;

import dev.valence.egress.EgressException.Kind;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a URL leads: what an origin is in RFC 6454.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address in lower case, IPv6 without brackets
 * @param port the port, also when the URL leaves it out
 */
record Target(String scheme, String host, int port) {

  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)");
  private static final String PART = "(0|[1-9]\\d{0,2})";
  private static final Pattern IPV4 = Pattern.compile("(" + PART + "\\.){3}" + PART);

  /**
   * Reads a URL. Hosts that are neither names of ASCII letters nor plain addresses (decimal, octal
   * and short forms of IPv4, internationalized names that are not encoded) are no hosts to {@link
   * URI}, and so are refused here.
   *
   * @throws EgressException REFUSED for anything but an absolute http or https URL with a host and
   *     without user information
   */
  static Target of(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused("Only http and https URLs can be called.");
    }
    String authority = uri.getRawAuthority();
    if (authority != null && authority.contains("@")) {
      throw refused("A URL with user information cannot be called.");
    }
    String host = uri.getHost();
    if (host == null || host.contains("%") || host.endsWith(".") || isOddNumber(host)) {
      throw refused("A URL without a proper host name cannot be called.");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    if (port == 0 || port > 65535) {
      throw refused("A URL with a port out of range cannot be called.");
    }
    return new Target(scheme, unbracketed(host).toLowerCase(Locale.ROOT), port);
  }

  /** Whether a host ends in a number, as no name does, and is no plain address of IPv4. */
  private static boolean isOddNumber(String host) {
    // Most hosts are names, and need no closer look.
    return Character.isDigit(host.charAt(host.lastIndexOf('.') + 1))
        && NUMBER.matcher(host).matches()
        && !IPV4.matcher(host).matches();
  }

  /** A host as it is compared: lower case, no brackets. */
  static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  boolean secure() {
    return scheme.equals("https");
  }

  private static EgressException refused(String message) {
    return new EgressException(Kind.REFUSED, message, null);
  }
}
