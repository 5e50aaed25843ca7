package dev.valence.apidocs;

import dev.valence.model.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where callers reach the API that a document describes.
 *
 * @param server the server's URL, perhaps with a path that stands before the API's; empty when a
 *     document does not say it
 * @param basePath where the API begins on the server, such as {@code /elements/api-v2}
 */
public record ApiLocation(Optional<URI> server, String basePath) {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /**
   * The same API at another server.
   *
   * @param baseUrl the server's URL, as a caller gives it
   * @throws ApiException 400 for a text that is no URL of a server
   */
  ApiLocation at(String baseUrl) {
    return new ApiLocation(Optional.of(server(baseUrl)), basePath);
  }

  /** The scheme, {@code http} or {@code https}, if the server is known. */
  Optional<String> scheme() {
    return server.map(uri -> uri.getScheme().toLowerCase(Locale.ROOT));
  }

  /** The host, with its port unless that is the scheme's own, if the server is known. */
  Optional<String> host() {
    return server.map(URI::getRawAuthority);
  }

  /** The path of the API at the server. */
  String path() {
    return server.map(uri -> uri.getRawPath().replaceFirst("/+$", "")).orElse("") + basePath;
  }

  /** The whole URL of the API, or its path alone where the server is not known. */
  String url() {
    return scheme().map(scheme -> scheme + "://" + host().orElse("")).orElse("") + path();
  }

  private static URI server(String baseUrl) {
    try {
      URI uri = new URI(baseUrl.strip());
      if (uri.getHost() != null
          && SCHEMES.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // answered as any other text that is no server's URL
    }
    throw ApiException.badRequest("baseUrl must be the URL of a server: https://example.com.");
  }
}
