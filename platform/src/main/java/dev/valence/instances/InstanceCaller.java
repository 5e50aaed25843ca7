package dev.valence.instances;

import dev.valence.engine.ConnectedInstance;
import dev.valence.http.RequestContext;
import dev.valence.identity.Caller;
import dev.valence.identity.Principal;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The instance whose element token a call carries. */
@RequestScoped
public class InstanceCaller {

  private final Caller caller;
  private final RequestContext context;
  private final LiveInstances instances;
  private final InstanceConnections connections;

  InstanceCaller(
      Caller caller,
      RequestContext context,
      LiveInstances instances,
      InstanceConnections connections) {
    this.caller = caller;
    this.context = context;
    this.instances = instances;
    this.connections = connections;
  }

  /**
   * The instance as the engine calls its provider.
   *
   * @throws ApiException 401 as for {@link #instance()}; 403 while it is disabled
   */
  public ConnectedInstance connected() {
    LiveInstance instance = instance();
    if (instance.instance().disabled()) {
      throw ApiException.forbidden("The instance is disabled.");
    }
    return connections.of(instance, context.requestId());
  }

  /** What the element token of the call connects, whoever sent it; empty without a token. */
  public Optional<Element> element() {
    return Optional.ofNullable(context.credentials().element())
        .flatMap(instances::authenticated)
        .map(LiveInstance::element);
  }

  /**
   * Who is calling, where an organization's secret and an instance's token do alike; the user's
   * secret alone does not.
   *
   * @throws ApiException 401
   */
  Principal principal() {
    if (context.credentials().organization() == null) {
      instance();
    }
    return caller.principal();
  }

  /**
   * The instance.
   *
   * @throws ApiException 401 without a user or without the token of an instance of the user's
   *     organization
   */
  LiveInstance instance() {
    Principal principal = caller.principal();
    Secret token = context.credentials().element();
    if (token == null) {
      throw ApiException.invalidCredentials();
    }
    return instances
        .authenticated(token)
        .filter(live -> live.instance().organizationId() == principal.organizationId())
        .orElseThrow(ApiException::invalidCredentials);
  }
}
