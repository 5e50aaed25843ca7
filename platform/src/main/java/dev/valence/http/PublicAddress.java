package dev.valence.http;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;

/**
 * Where callers reach the API: the URL that the operator has set, else the one of the call, with
 * what trusted proxies say of it.
 *
 * @param configured the server's URL; empty when the operator has set none
 */
public record PublicAddress(Optional<URI> configured) {

  /**
   * The URL of the server, without the API's base path.
   *
   * @param uri the call's
   */
  public URI server(UriInfo uri) {
    return configured.orElseGet(() -> uri.getBaseUri().resolve("/"));
  }

  /**
   * The absolute URL of a resource, in the code's own words, whatever vocabulary the call has.
   *
   * @param uri the call's
   * @param path the resource's path below the base path, with a slash before it
   */
  public URI of(UriInfo uri, String path) {
    return URI.create(server(uri).toString().replaceFirst("/+$", "") + RequestPath.BASE + path);
  }
}
