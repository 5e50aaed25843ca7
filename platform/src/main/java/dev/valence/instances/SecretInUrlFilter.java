package dev.valence.instances;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Warns whoever sends an app's secret in a URL, as the contract has it (core 4.1): proxies and
 * browsers keep URLs. Our own log has no queries.
 */
class SecretInUrlFilter {

  private static final List<String> SECRETS = List.of("apiSecret", "secret");

  /** RFC 9111 no longer needs this header of caches; 299 was for what is to be told to people. */
  private static final String WARNING =
      "299 - \"A secret in a URL may be kept by proxies and browsers: send it in a body, by POST.\"";

  @ServerResponseFilter
  public void warn(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getPath();
    if ((path.endsWith("/oauth") || path.endsWith("/oauth/url") || path.endsWith("/oauth/token"))
        && SECRETS.stream().anyMatch(request.getUriInfo().getQueryParameters()::containsKey)) {
      response.getHeaders().putSingle("Warning", WARNING);
    }
  }
}
