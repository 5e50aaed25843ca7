package dev.valence.instances;

import dev.valence.engine.ConnectedInstance;
import dev.valence.http.PublicAddress;
import dev.valence.http.RequestContext;
import dev.valence.identity.Caller;
import dev.valence.identity.Principal;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** The instance whose element token a call carries. */
@RequestScoped
public class InstanceCaller {

  private final Caller caller;
  private final RequestContext context;
  private final LiveInstances instances;
  private final InstanceConnections connections;
  private final ContentLinks links;
  private final PublicAddress address;
  private final UriInfo uri;

  InstanceCaller(
      Caller caller,
      RequestContext context,
      LiveInstances instances,
      InstanceConnections connections,
      ContentLinks links,
      PublicAddress address,
      UriInfo uri) {
    this.caller = caller;
    this.context = context;
    this.instances = instances;
    this.connections = connections;
    this.links = links;
    this.address = address;
    this.uri = uri;
  }

  /**
   * The instance as the engine calls its provider.
   *
   * @throws ApiException 401 as for {@link #instance()}; 403 while it is disabled
   */
  public ConnectedInstance connected() {
    return connected(instance());
  }

  /**
   * Another instance of the caller's organization, by its element token.
   *
   * @throws ApiException 400 when it is no token of one; 403 while it is disabled
   */
  public ConnectedInstance connected(Secret token) {
    long organizationId = caller.principal().organizationId();
    return connected(
        instances
            .authenticated(token)
            .filter(live -> live.instance().organizationId() == organizationId)
            .orElseThrow(
                () -> ApiException.badRequest("The target is not an element token of yours.")));
  }

  /**
   * A file that somebody follows a link to, with its instance. Nobody is authenticated but by the
   * link.
   *
   * @param instance the instance
   * @param itemId the file's id
   */
  public record LinkedFile(ConnectedInstance instance, String itemId) {}

  /**
   * What a link to a file's content leads to.
   *
   * @throws ApiException 404 for a link that is none, or no longer; 403 while its instance is
   *     disabled
   */
  public LinkedFile linked(String token) {
    return links
        .follow(token)
        .flatMap(target ->
            instances
                .find(target.organizationId(), target.instanceId())
                .map(live -> new LinkedFile(connected(live), target.itemId())))
        .orElseThrow(() -> ApiException.of(404, "There is no such link, or no longer."));
  }

  private ConnectedInstance connected(LiveInstance instance) {
    if (instance.instance().disabled()) {
      throw ApiException.forbidden("The instance is disabled.");
    }
    return connections.of(instance, context.requestId(), this::apiUrl);
  }

  private String apiUrl() {
    String server = address.server(uri).toString().replaceFirst("/+$", "");
    return server + context.vocabulary().basePath();
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
