package dev.valence.identity;

import dev.valence.http.Access;
import dev.valence.http.RequestContext;
import dev.valence.model.ApiException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets a call pass when it has the credentials that its resource needs, and says who is calling.
 */
class AuthenticationFilter {

  private final RequestContext context;
  private final Authenticator authenticator;
  private final Caller caller;

  AuthenticationFilter(RequestContext context, Authenticator authenticator, Caller caller) {
    this.context = context;
    this.authenticator = authenticator;
    this.caller = caller;
  }

  /**
   * Runs where the resource's method runs, which is a virtual thread.
   *
   * @throws ApiException 401
   */
  @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
  public void authenticate(ResourceInfo resource) {
    authenticator.authenticate(context.credentials(), level(resource)).ifPresent(caller::is);
  }

  static Access.Level level(ResourceInfo resource) {
    Access access = resource.getResourceMethod().getAnnotation(Access.class);
    if (access == null) {
      access = resource.getResourceClass().getAnnotation(Access.class);
    }
    return access == null ? Access.Level.ORGANIZATION : access.value();
  }
}
