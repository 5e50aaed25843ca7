package dev.valence.catalog;

import dev.valence.catalog.Catalog.Entry;
import dev.valence.http.Access;
import dev.valence.http.Paging;
import dev.valence.http.RequestContext;
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

/**
 * The elements of a hub (contract, core 2.9). A class of its own, since JAX-RS chooses the class
 * first and everything else below a hub is a call of its resources (Jakarta REST, 3.7.2).
 */
@Path("/hubs/{key}/elements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(Access.Level.OPEN)
@Tag(name = "Catalogue")
public class HubElementsResource {

  private final Catalog catalog;
  private final CallingViewer calling;
  private final Paging paging;
  private final RequestContext context;

  HubElementsResource(
      Catalog catalog, CallingViewer calling, Paging paging, RequestContext context) {
    this.catalog = catalog;
    this.calling = calling;
    this.paging = paging;
    this.context = context;
  }

  /** The elements of a hub; {@code abridged} leaves out configuration, parameters and resources. */
  @GET
  @Operation(summary = "Lists the elements of a hub.")
  public Response elements(@PathParam("key") String key, @QueryParam("abridged") boolean abridged) {
    String collection = context.vocabulary().plural();
    Viewer viewer = calling.viewer();
    Hub hub = catalog.requireHub(viewer, key);
    Page<Entry> page =
        Pages.of(
            catalog.list(viewer).stream().filter(entry -> entry.hub().equals(hub.key())).toList(),
            Pages::place,
            paging.request());
    return paging.answer(
        Pages.map(
            page,
            entry ->
                abridged
                    ? catalog.require(viewer, entry).abridgedIn(collection)
                    : catalog.show(viewer, entry, collection)));
  }
}
