package dev.valence.identity;

import dev.valence.http.Access;
import dev.valence.model.ApiException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets a call pass when it has the credentials that its resource needs, and says who is calling.
 */
class AuthenticationFilter {

  private final CallerAuthentication authentication;

  AuthenticationFilter(CallerAuthentication authentication) {
    this.authentication = authentication;
  }

  /**
   * Runs where the resource's method runs, which is a virtual thread.
   *
   * @throws ApiException 401
   */
  @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
  public void authenticate(ResourceInfo resource) {
    authentication.require(Access.Level.of(resource));
  }
}
