package dev.valence.catalog;

import dev.valence.http.Access;
import dev.valence.http.Paging;
import dev.valence.http.RequestContext;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.ElementMetadata;
import dev.valence.model.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The catalogue of elements (contract, core 2.1); public. */
@Path("/elements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(Access.Level.OPEN)
@Tag(name = "Catalogue", description = "Elements and hubs; open to everybody.")
public class ElementsResource {

  private final Catalog catalog;
  private final Paging paging;
  private final RequestContext context;
  private final ElementDocuments documents;

  ElementsResource(
      Catalog catalog, Paging paging, RequestContext context, ElementDocuments documents) {
    this.catalog = catalog;
    this.paging = paging;
    this.context = context;
    this.documents = documents;
  }

  /** The elements; {@code abridged} leaves out configuration, parameters and resources. */
  @GET
  @Operation(summary = "Lists the elements.")
  public Response list(@QueryParam("abridged") boolean abridged) {
    return paging.answer(
        Pages.map(
            page(),
            element ->
                abridged ? element.abridgedIn(collection()) : element.shownIn(collection())));
  }

  /** The keys of the elements. */
  @GET
  @Path("/keys")
  @Operation(summary = "Lists the keys of the elements.")
  public Response keys() {
    return paging.answer(Pages.map(page(), Element::key));
  }

  /** The catalogue cards of the elements. */
  @GET
  @Path("/metadata")
  @Operation(summary = "Lists the catalogue cards of the elements.")
  public Response allMetadata() {
    return paging.answer(Pages.map(page(), element -> catalog.metadata(element, collection())));
  }

  /** One element with everything. */
  @GET
  @Path("/{keyOrId}")
  @Operation(summary = "Shows an element with everything.")
  public Element get(@PathParam("keyOrId") String keyOrId) {
    return catalog.require(keyOrId).shownIn(collection());
  }

  /** The settings of an element's instances. */
  @GET
  @Path("/{keyOrId}/configuration")
  @Operation(summary = "Lists the settings of an element's instances.")
  public List<ConfigurationEntry> configuration(@PathParam("keyOrId") String keyOrId) {
    return catalog.require(keyOrId).shownIn(collection()).configuration();
  }

  /** The catalogue card of an element. */
  @GET
  @Path("/{keyOrId}/metadata")
  @Operation(summary = "Shows the catalogue card of an element.")
  public ElementMetadata metadata(@PathParam("keyOrId") String keyOrId) {
    return catalog.metadata(catalog.require(keyOrId), collection());
  }

  /** What an element's instances can be asked. */
  @GET
  @Path("/{keyOrId}/docs")
  @Produces({MediaType.APPLICATION_JSON, ElementDocuments.OPENAPI})
  @Operation(summary = "Describes the calls of an element's instances, in Swagger 2.0.")
  public Response document(@PathParam("keyOrId") String keyOrId, @BeanParam DocumentQuery query) {
    return documents.whole(catalog.require(keyOrId), query);
  }

  private Page<Element> page() {
    return Pages.of(catalog.elements(), Element::key, paging.request());
  }

  private String collection() {
    return context.vocabulary().plural();
  }
}
