package dev.valence.hubapi;

import dev.valence.http.Access;
import dev.valence.http.RequestContext;
import dev.valence.identity.CallerAuthentication;
import dev.valence.model.ApiException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a path means that is both the platform's and a hub's, such as {@code /accounts}: an
 * element token of an element with such a resource makes it the hub's (contract, core 1.1).
 */
class HubPrecedence {

  private final HubCalls calls;
  private final RequestContext context;
  private final CallerAuthentication authentication;

  HubPrecedence(HubCalls calls, RequestContext context, CallerAuthentication authentication) {
    this.calls = calls;
    this.context = context;
    this.authentication = authentication;
  }

  /**
   * Answers a call in the place of the platform's resource, before its credentials are asked for:
   * those of the hub's call are others.
   *
   * @return the hub's answer; null leaves the call to the resource
   * @throws ApiException as the hub's call
   */
  @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 1)
  public @Nullable Response answer(ResourceInfo resource, ContainerRequestContext request) {
    if (context.credentials().element() == null
        || HubCallMethods.class.isAssignableFrom(resource.getResourceClass())
        || Access.Level.of(resource) == Access.Level.INSTANCE
        || !calls.meantForHub()) {
      return null;
    }
    authentication.require(Access.Level.INSTANCE);
    return calls.answer(request.hasEntity() ? request.getEntityStream() : null);
  }
}
