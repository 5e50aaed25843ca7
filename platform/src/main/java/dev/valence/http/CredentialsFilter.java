package dev.valence.http;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Hands what the edge knows of a call to the resources, and reads its credentials. */
class CredentialsFilter {

  private final RequestContext context;

  CredentialsFilter(RequestContext context) {
    this.context = context;
  }

  @ServerRequestFilter(preMatching = true, priority = 1)
  public void read(ContainerRequestContext request, RoutingContext routing) {
    Call.of(routing)
        .ifPresent(call -> {
          context.requestId(call.requestId());
          context.vocabulary(call.vocabulary());
        });
    SocketAddress remote = routing.request().remoteAddress();
    context.address(remote == null ? null : remote.hostAddress());
    context.credentials(Credentials.parse(request.getHeaderString("Authorization")));
  }
}
