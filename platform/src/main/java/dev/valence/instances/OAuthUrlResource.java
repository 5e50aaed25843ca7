package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.catalog.Catalog;
import dev.valence.http.Access;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** What has a meaning of its own; everything else goes into the URL. */
  private static final Set<String> OWN =
      Set.of(
          "apiKey",
          "apiSecret",
          "callbackUrl",
          "state",
          "scope",
          "siteAddress",
          "subdomain",
          "requestToken",
          "callbackProxy",
          "isOauthProxy",
          "isOAuthProxy",
          "oauthProxyName",
          "authentication.type",
          "elementKeyOrId",
          "your_momKeyOrId",
          "explain");

  private final Catalog catalog;
  private final Authorizations authorizations;

  OAuthUrlResource(Catalog catalog, Authorizations authorizations) {
    this.catalog = catalog;
    this.authorizations = authorizations;
  }

  /**
   * The answer.
   *
   * @param oauthUrl where to send the user
   * @param element the element's key
   */
  public record OAuthUrl(String oauthUrl, String element) {}

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
    Map<String, String> parameters = new LinkedHashMap<>();
    uri.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
    return answer(keyOrId, parameters);
  }

  @POST
  @Path("{keyOrId}/oauth/url")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "The same, with the parameters in the body.")
  public OAuthUrl post(@PathParam("keyOrId") String keyOrId, Map<String, JsonNode> body) {
    Map<String, String> parameters = new LinkedHashMap<>();
    body.forEach((name, value) -> {
      if (!value.isNull()) {
        parameters.put(name, value.asText());
      }
    });
    return answer(keyOrId, parameters);
  }

  private OAuthUrl answer(String keyOrId, Map<String, String> parameters) {
    Element element = catalog.require(keyOrId);
    List<String> missing = new ArrayList<>();
    Map<String, String> configuration = new HashMap<>();
    take(parameters, "apiKey", configuration, "oauth.api.key", missing);
    take(parameters, "apiSecret", configuration, "oauth.api.secret", missing);
    take(parameters, "callbackUrl", configuration, "oauth.callback.url", missing);
    if (!missing.isEmpty()) {
      throw ApiException.badRequest(
          "The following parameters are missing: " + String.join(", ", missing) + ".");
    }
    String state = parameters.getOrDefault("state", "");
    Map<String, String> further = new LinkedHashMap<>(parameters);
    further.keySet().removeAll(OWN);
    return new OAuthUrl(
        authorizations.authorizationUrl(
            element,
            configuration,
            state.isEmpty() ? element.key() : state,
            parameters.get("scope"),
            further),
        element.key());
  }

  private static void take(
      Map<String, String> parameters,
      String parameter,
      Map<String, String> configuration,
      String key,
      List<String> missing) {
    String value = parameters.getOrDefault(parameter, "");
    if (value.isBlank()) {
      missing.add(parameter);
    } else {
      configuration.put(key, value);
    }
  }
}
