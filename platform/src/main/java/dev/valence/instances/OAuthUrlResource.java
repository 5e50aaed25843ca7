package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.catalog.CallingViewer;
import dev.valence.http.Access;
import dev.valence.http.Credentials;
import dev.valence.http.PublicAddress;
import dev.valence.http.RequestContext;
import dev.valence.identity.Caller;
import dev.valence.identity.Principal;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.oauth.RequestToken;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where an application sends its user to consent (contract, core 2.2). */
@Path("/elements")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Access(Access.Level.OPEN)
@Tag(name = "OAuth", description = "The first step of connecting an account.")
public class OAuthUrlResource {

  /** Where providers send users who come by an OAuth proxy, below the base path. */
  static final String CALLBACK = "/oauth/callback";

  private final Consents consents;
  private final OAuthProxies proxies;
  private final DefaultApps defaultApps;
  private final Caller caller;
  private final CallingViewer calling;
  private final RequestContext context;
  private final PublicAddress address;

  OAuthUrlResource(
      Consents consents,
      OAuthProxies proxies,
      DefaultApps defaultApps,
      Caller caller,
      CallingViewer calling,
      RequestContext context,
      PublicAddress address) {
    this.consents = consents;
    this.proxies = proxies;
    this.defaultApps = defaultApps;
    this.caller = caller;
    this.calling = calling;
    this.context = context;
    this.address = address;
  }

  /**
   * The answer.
   *
   * @param oauthUrl where to send the user
   * @param element the element's key
   */
  public record OAuthUrl(String oauthUrl, String element) {}

  /**
   * A request token of OAuth 1.0a. The application needs both parts later: the token for the URL,
   * and the secret, in the clear, to create the instance (contract, core 4.5).
   *
   * @param token the token
   * @param secret its secret
   */
  public record OAuthToken(String token, String secret) {}

  /**
   * The answer for the operator's app.
   *
   * @param oauthUrl where to send the user
   * @param element the element's key
   * @param configuration what the request for an instance has to have in its configuration
   */
  public record DefaultOAuthUrl(
      String oauthUrl, String element, Map<String, String> configuration) {}

  @GET
  @Path("{keyOrId}/oauth/url")
  @Operation(summary = "Gives the URL at which the user consents.")
  @Parameter(
      name = "apiKey",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.STRING),
      required = true,
      example = "app-key")
  @Parameter(
      name = "apiSecret",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.STRING),
      required = true,
      example = "app-secret")
  @Parameter(
      name = "callbackUrl",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.STRING),
      required = true,
      example = "https://www.mycoolapp.com/auth")
  @Parameter(name = "state", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
  @Parameter(name = "scope", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
  public OAuthUrl get(@PathParam("keyOrId") String keyOrId, UriInfo uri) {
    return url(keyOrId, request(uri), uri);
  }

  @POST
  @Path("{keyOrId}/oauth/url")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "The same, with the parameters in the body.")
  public OAuthUrl post(
      @PathParam("keyOrId") String keyOrId, UriInfo uri, Map<String, JsonNode> body) {
    return url(keyOrId, request(body), uri);
  }

  @GET
  @Path("{keyOrId}/oauth")
  @Operation(summary = "The old name of GET /elements/{keyOrId}/oauth/url.")
  public OAuthUrl old(@PathParam("keyOrId") String keyOrId, UriInfo uri) {
    return get(keyOrId, uri);
  }

  @GET
  @Path("{keyOrId}/oauth/url/default")
  @Operation(
      summary = "Gives the URL at which the user consents to the app that the operator has.",
      description = "404 when the operator has none for the element.")
  public DefaultOAuthUrl ofDefaultApp(@PathParam("keyOrId") String keyOrId, UriInfo uri) {
    ConsentRequest sent = request(uri);
    Element element = consents.element(calling.viewer(), keyOrId, sent);
    RegisteredApp app =
        defaultApps
            .find(element)
            .orElseThrow(() ->
                ApiException.of(
                    404,
                    "There is no app of the operator's for the element "
                        + element.key()
                        + ": send apiKey and apiSecret of your own to its oauth/url."));
    ConsentRequest request = sent.with(app);
    Map<String, String> configuration = new LinkedHashMap<>();
    if (Consents.needsRequestToken(element)) {
      RequestToken token = consents.requestToken(organizationId(), element, request);
      request = request.with("requestToken", token.token().reveal());
      configuration.put("secret", token.secret().reveal());
    }
    String url = consents.url(organizationId(), element, request, null);
    configuration.put("oauth.callback.url", request.find("callbackUrl").orElseThrow());
    return new DefaultOAuthUrl(url, element.key(), configuration);
  }

  @GET
  @Path("{keyOrId}/oauth/token")
  @Operation(summary = "Gets a request token, for an element with OAuth 1.0a.")
  @Parameter(
      name = "apiKey",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.STRING),
      required = true)
  @Parameter(
      name = "apiSecret",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.STRING),
      required = true)
  @Parameter(
      name = "callbackUrl",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.STRING),
      required = true)
  public OAuthToken token(@PathParam("keyOrId") String keyOrId, UriInfo uri) {
    return token(keyOrId, request(uri));
  }

  @POST
  @Path("{keyOrId}/oauth/token")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "The same, with the parameters in the body.")
  public OAuthToken postToken(@PathParam("keyOrId") String keyOrId, Map<String, JsonNode> body) {
    return token(keyOrId, request(body));
  }

  private OAuthUrl url(String keyOrId, ConsentRequest request, UriInfo uri) {
    Element element = consents.element(calling.viewer(), keyOrId, request);
    String url =
        request.proxied()
            ? proxies.url(organization(), element, request, address.of(uri, CALLBACK))
            : consents.url(organizationId(), element, request, null);
    return new OAuthUrl(url, element.key());
  }

  private OAuthToken token(String keyOrId, ConsentRequest request) {
    Element element = consents.element(calling.viewer(), keyOrId, request);
    RequestToken token = consents.requestToken(organizationId(), element, request);
    return new OAuthToken(token.token().reveal(), token.secret().reveal());
  }

  /** Proxies are an organization's own, so this one of the open calls needs to know whose. */
  private Principal organization() {
    if (context.credentials().organization() == null && context.credentials().bearer() == null) {
      throw ApiException.invalidCredentials();
    }
    return caller.principal();
  }

  /** Who asks; nobody has to say so. */
  private long organizationId() {
    Credentials sent = context.credentials();
    boolean said = sent.bearer() != null || (sent.user() != null && sent.organization() != null);
    return said ? caller.principal().organizationId() : 0;
  }

  private static ConsentRequest request(UriInfo uri) {
    Map<String, String> parameters = new LinkedHashMap<>();
    uri.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
    return new ConsentRequest(parameters);
  }

  private static ConsentRequest request(Map<String, JsonNode> body) {
    Map<String, String> parameters = new LinkedHashMap<>();
    body.forEach((name, value) -> {
      if (!value.isNull()) {
        parameters.put(name, value.asText());
      }
    });
    return new ConsentRequest(parameters);
  }
}
