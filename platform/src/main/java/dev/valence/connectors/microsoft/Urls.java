package dev.valence.connectors.microsoft;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Reads URLs of the configuration and of answers. */
final class Urls {

  private Urls() {}

  /** A URL with a host, unless a placeholder in it has no value yet. */
  static Optional<URI> complete(String text) {
    try {
      return Optional.of(new URI(text.strip())).filter(url -> url.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Scheme, host and, where it is not the scheme's own, the port (RFC 6454, 6.2). */
  static String origin(URI url) {
    return (url.getScheme() + "://" + authority(url)).toLowerCase(Locale.ROOT);
  }

  /** The host and, where it is not the scheme's own, the port. */
  static String authority(URI url) {
    int standard = "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
    return url.getPort() < 0 || url.getPort() == standard
        ? String.valueOf(url.getHost())
        : url.getHost() + ":" + url.getPort();
  }
}
