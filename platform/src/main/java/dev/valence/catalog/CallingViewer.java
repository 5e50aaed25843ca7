package dev.valence.catalog;

import dev.valence.http.RequestContext;
import dev.valence.identity.Authorities;
import dev.valence.identity.Caller;
import jakarta.enterprise.context.RequestScoped;

/** Who looks at the catalogue in the call that is being answered. */
@RequestScoped
public class CallingViewer {

  private final Caller caller;
  private final RequestContext context;
  private final Authorities authorities;

  CallingViewer(Caller caller, RequestContext context, Authorities authorities) {
    this.caller = caller;
    this.context = context;
    this.authorities = authorities;
  }

  /** An organization's own elements need its secret or a login: a user's secret is not enough. */
  public Viewer viewer() {
    boolean named =
        context.credentials().organization() != null || context.credentials().bearer() != null;
    return caller
        .find()
        .filter(principal -> named)
        .map(principal -> Viewer.of(principal, authorities.of(principal)))
        .orElse(Viewer.ANYBODY);
  }
}
