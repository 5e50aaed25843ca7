package dev.valence.sandbox;

import java.net.URI;
import java.util.List;

/**
 * Where a face, or one of its sites, is.
 *
 * @param name the name of the face; of a face with several sites {@code face.site}
 * @param host the address it is reached at
 * @param http the port for plain HTTP
 * @param https the port for HTTPS, with a certificate of the sandbox's authority
 * @param hosts the vendor's host names that the face stands for
 */
public record FaceAddress(String name, String host, int http, int https, List<String> hosts) {

  /** Copies the list. */
  public FaceAddress {
    hosts = List.copyOf(hosts);
  }

  /** The base URL for plain HTTP, without a slash at the end. */
  public URI httpUrl() {
    return URI.create("http://" + host + ":" + http);
  }

  /** The base URL for HTTPS, without a slash at the end. */
  public URI httpsUrl() {
    return URI.create("https://" + host + ":" + https);
  }
}
