package dev.valence.identity;

import dev.valence.http.Access;
import dev.valence.http.RequestContext;
import dev.valence.model.ApiException;
import jakarta.enterprise.context.RequestScoped;

/** Checks the credentials of the call that is being answered, and says who is calling. */
@RequestScoped
public class CallerAuthentication {

  private final RequestContext context;
  private final Authenticator authenticator;
  private final Caller caller;

  CallerAuthentication(RequestContext context, Authenticator authenticator, Caller caller) {
    this.context = context;
    this.authenticator = authenticator;
    this.caller = caller;
  }

  /**
   * Lets the call pass when it has the credentials that a class of calls needs; from then on {@link
   * Caller} knows who it is.
   *
   * @throws ApiException 401
   */
  public void require(Access.Level level) {
    authenticator.authenticate(context.credentials(), level).ifPresent(caller::is);
  }
}
