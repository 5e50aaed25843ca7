package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.identity.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * An organization's OAuth proxies (contract, core 4.6). The class's path is that of the catalogue,
 * so that JAX-RS knows all methods of a path below it.
 */
@Path("/elements")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "OAuth")
@SecurityRequirement(name = "credentials")
public class OAuthProxyResource {

  private final OAuthProxies proxies;
  private final Caller caller;

  OAuthProxyResource(OAuthProxies proxies, Caller caller) {
    this.proxies = proxies;
    this.caller = caller;
  }

  /**
   * A proxy that is to be made.
   *
   * @param name its name
   * @param apps by the keys of elements, {@code apiKey} and {@code apiSecret} of the app there
   */
  record NewOAuthProxy(@Nullable String name, @Nullable Map<String, JsonNode> apps) {}

  @GET
  @Path("oauthProxies")
  @Operation(summary = "Lists the organization's OAuth proxies.")
  public List<OAuthProxies.Shown> list() {
    return proxies.list(caller.principal()).stream().map(this::shown).toList();
  }

  @POST
  @Path("oauthProxies")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Makes an OAuth proxy.")
  public OAuthProxies.Shown create(NewOAuthProxy body) {
    return shown(
        proxies.create(
            caller.principal(), body.name(), Objects.requireNonNullElse(body.apps(), Map.of())));
  }

  @DELETE
  @Path("oauthProxies/{id}")
  @Operation(summary = "Deletes an OAuth proxy.")
  public Response delete(@PathParam("id") String id) {
    proxies.delete(caller.principal(), id);
    return Response.ok().build();
  }

  @POST
  @Path("oauthProxies/{id}/applicationUrl")
  @Operation(
      summary = "Lets an OAuth proxy send users on to a URL, or to those of a pattern.",
      description = "A body is not needed.")
  public OAuthProxies.Shown allow(
      @PathParam("id") String id, @QueryParam("applicationUrl") @Nullable String applicationUrl) {
    return shown(proxies.allow(caller.principal(), id, applicationUrl));
  }

  @DELETE
  @Path("oauthProxies/{id}/applicationUrl")
  @Operation(summary = "Takes a URL or a pattern away from an OAuth proxy.")
  public Response disallow(
      @PathParam("id") String id, @QueryParam("applicationUrl") @Nullable String applicationUrl) {
    proxies.disallow(caller.principal(), id, applicationUrl);
    return Response.ok().build();
  }

  private OAuthProxies.Shown shown(OAuthProxy proxy) {
    return proxies.show(caller.principal(), proxy);
  }
}
