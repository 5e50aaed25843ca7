package dev.valence.catalog;

import dev.valence.http.Access;
import dev.valence.http.Paging;
import dev.valence.model.Hub;
import dev.valence.model.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The catalogue of hubs (contract, core 2.9); public. */
@Path("/hubs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(Access.Level.OPEN)
@Tag(name = "Catalogue")
public class HubsResource {

  private final Catalog catalog;
  private final Paging paging;

  HubsResource(Catalog catalog, Paging paging) {
    this.catalog = catalog;
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
    Hub hub = catalog.requireHub(key);
    return hydrate ? catalog.withResources(hub) : hub;
  }

  private Page<Hub> page() {
    return Pages.of(catalog.hubs(), Hub::key, paging.request());
  }
}
