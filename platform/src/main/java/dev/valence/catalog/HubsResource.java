package dev.valence.catalog;

import dev.valence.http.Access;
import dev.valence.http.Paging;
import dev.valence.identity.Authorities;
import dev.valence.identity.Authorities.Authority;
import dev.valence.identity.Caller;
import dev.valence.model.ApiException;
import dev.valence.model.Hub;
import dev.valence.model.Page;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The catalogue of hubs (contract, core 2.9); organizations may have hubs of their own. */
@Path("/hubs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(Access.Level.OPEN)
@Tag(name = "Catalogue")
public class HubsResource {

  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  private final Catalog catalog;
  private final CallingViewer calling;
  private final Caller caller;
  private final Authorities authorities;
  private final Paging paging;

  HubsResource(
      Catalog catalog,
      CallingViewer calling,
      Caller caller,
      Authorities authorities,
      Paging paging) {
    this.catalog = catalog;
    this.calling = calling;
    this.caller = caller;
    this.authorities = authorities;
    this.paging = paging;
  }

  /** The hubs; {@code hydrate} adds their uniform resources. */
  @GET
  @Operation(summary = "Lists the hubs; hydrate adds their uniform resources.")
  public Response list(@QueryParam("hydrate") boolean hydrate) {
    Page<Hub> page = page();
    return paging.answer(hydrate ? Pages.map(page, catalog::withResources) : page);
  }

  /** The keys of the hubs. */
  @GET
  @Path("/keys")
  @Operation(summary = "Lists the keys of the hubs.")
  public Response keys() {
    return paging.answer(Pages.map(page(), Hub::key));
  }

  /** One hub; {@code hydrate} adds its uniform resources. */
  @GET
  @Path("/{key}")
  @Operation(summary = "Shows a hub; hydrate adds its uniform resources.")
  public Hub get(@PathParam("key") String key, @QueryParam("hydrate") boolean hydrate) {
    Hub hub = catalog.requireHub(calling.viewer(), key);
    return hydrate ? catalog.withResources(hub) : hub;
  }

  /** A hub as a request makes it (contract, platform 7.6). */
  public record HubBody(
      @Nullable String name,
      @Nullable String key,
      @Nullable String description,
      @Nullable String videoLink,
      @Nullable Boolean active) {}

  /** Makes a hub of the organization's own. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Access(Access.Level.ORGANIZATION)
  @SecurityRequirement(name = "credentials")
  @Operation(summary = "Makes a hub of the organization's own; for administrators.")
  public Hub create(HubBody body) {
    Viewer viewer = requireAdministrator();
    List<String> faults = new ArrayList<>();
    String key = Objects.requireNonNullElse(body.key(), "").strip();
    String name = Objects.requireNonNullElse(body.name(), "").strip();
    if (!KEY.matcher(key).matches() || key.equals("keys")) {
      faults.add("key must be small letters, digits, - and _, 64 at most, and not keys.");
    }
    if (name.isEmpty()) {
      faults.add("name is missing.");
    }
    String description = Objects.requireNonNullElse(body.description(), "");
    if ((name + description + body.videoLink()).indexOf(0) >= 0) {
      faults.add("A text has a NUL character.");
    }
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
    boolean active = Objects.requireNonNullElse(body.active(), true);
    return catalog.createHub(
        viewer, new Hub(0, name, key, description, body.videoLink(), active, null));
  }

  /** Deletes a hub of the organization's own in which there are no elements. */
  @DELETE
  @Path("/{key}")
  @Access(Access.Level.ORGANIZATION)
  @SecurityRequirement(name = "credentials")
  @Operation(summary = "Deletes a hub of the organization's own; for administrators.")
  public Response delete(@PathParam("key") String key) {
    catalog.deleteHub(requireAdministrator(), key);
    return Response.ok().build();
  }

  private Viewer requireAdministrator() {
    Authority authority = authorities.of(caller.principal());
    if (!authority.ofAccount()) {
      throw ApiException.forbidden("This needs the role admin in the account, or org-admin.");
    }
    return Viewer.of(caller.principal(), authority);
  }

  private Page<Hub> page() {
    return Pages.of(catalog.hubs(calling.viewer()), Hub::key, paging.request());
  }
}
