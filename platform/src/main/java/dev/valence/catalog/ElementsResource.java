package dev.valence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.Catalog.Entry;
import dev.valence.http.Access;
import dev.valence.http.Paging;
import dev.valence.http.RequestContext;
import dev.valence.model.ApiException;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of elements (contract, core 2.1). What is built in is public; an organization's own
 * elements are there for who has its secret.
 */
@Path("/elements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(Access.Level.OPEN)
@Tag(name = "Catalogue", description = "Elements and hubs; what is built in is open to everybody.")
public class ElementsResource {

  private final Catalog catalog;
  private final CallingViewer calling;
  private final Paging paging;
  private final RequestContext context;
  private final ElementDocuments documents;

  ElementsResource(
      Catalog catalog,
      CallingViewer calling,
      Paging paging,
      RequestContext context,
      ElementDocuments documents) {
    this.catalog = catalog;
    this.calling = calling;
    this.paging = paging;
    this.context = context;
    this.documents = documents;
  }

  /** The elements; {@code abridged} leaves out configuration, parameters and resources. */
  @GET
  @Operation(summary = "Lists the elements.")
  public Response list(
      @QueryParam("abridged") boolean abridged,
      @Parameter(
              description =
                  "Fields that equal values, joined by and: id, key, name, hub, private, extended;"
                      + " abridged='true' leaves the long parts out.")
          @QueryParam("where")
          @Nullable String where) {
    Viewer viewer = calling.viewer();
    ElementFilter filter = ElementFilter.parse(where);
    boolean shortened = abridged || filter.abridged();
    List<Entry> entries = catalog.list(viewer).stream().filter(filter::accepts).toList();
    return answer(
        entries,
        entry ->
            shortened
                ? catalog.require(viewer, entry).abridgedIn(collection())
                : catalog.show(viewer, entry, collection()));
  }

  /** The keys of the elements. */
  @GET
  @Path("/keys")
  @Operation(summary = "Lists the keys of the elements.")
  public Response keys() {
    List<String> keys = catalog.list(calling.viewer()).stream().map(Entry::key).distinct().toList();
    return paging.answer(Pages.of(keys, Function.identity(), paging.request()));
  }

  /** The catalogue cards of the elements. */
  @GET
  @Path("/metadata")
  @Operation(summary = "Lists the catalogue cards of the elements.")
  public Response allMetadata() {
    Viewer viewer = calling.viewer();
    return answer(
        catalog.list(viewer), entry -> Metadata.of(catalog.require(viewer, entry), collection()));
  }

  /** One element with everything. */
  @GET
  @Path("/{keyOrId}")
  @Operation(summary = "Shows an element with everything.")
  public ObjectNode get(@PathParam("keyOrId") String keyOrId) {
    return catalog.show(calling.viewer(), keyOrId, collection());
  }

  /** An element's definition as another system imports it. */
  @GET
  @Path("/{keyOrId}/export")
  @Operation(
      summary =
          "Shows the definition of an element as it was imported, without numbers, dates, owners and"
              + " secret default values.")
  public ObjectNode export(@PathParam("keyOrId") String keyOrId) {
    return catalog.export(calling.viewer(), keyOrId);
  }

  /** The catalogue card of an element. */
  @GET
  @Path("/{keyOrId}/metadata")
  @Operation(summary = "Shows the catalogue card of an element.")
  public ElementMetadata metadata(@PathParam("keyOrId") String keyOrId) {
    return Metadata.of(require(keyOrId), collection());
  }

  /** What an element's instances can be asked. */
  @GET
  @Path("/{keyOrId}/docs")
  @Produces({MediaType.APPLICATION_JSON, ElementDocuments.OPENAPI})
  @Operation(summary = "Describes the calls of an element's instances, in Swagger 2.0.")
  public Response document(@PathParam("keyOrId") String keyOrId, @BeanParam DocumentQuery query) {
    return documents.whole(require(keyOrId), query);
  }

  /** The transformations that come with an element. */
  @GET
  @Path("/{keyOrId}/transformations")
  @Operation(summary = "Lists the transformations that come with an element.")
  public JsonNode transformations(@PathParam("keyOrId") String keyOrId) {
    return catalog
        .show(calling.viewer(), keyOrId, collection())
        .withArrayProperty("defaultTransformations");
  }

  /** The ways in which an element's instances can authenticate. */
  @GET
  @Path("/{keyOrId}/authentication-types")
  @Operation(summary = "Lists the ways in which instances of an element can authenticate.")
  public AuthenticationTypes authenticationTypes(@PathParam("keyOrId") String keyOrId) {
    return AuthenticationTypes.of(require(keyOrId));
  }

  /** The settings of one of these ways. */
  @GET
  @Path("/{keyOrId}/authentication-types/{type}/configurations")
  @Operation(summary = "Shows the settings that an instance with that authentication has, by key.")
  public Map<String, ConfigurationEntry> authenticationSettings(
      @PathParam("keyOrId") String keyOrId, @PathParam("type") String type) {
    Element element = require(keyOrId);
    if (AuthenticationTypes.of(element).options().stream()
        .noneMatch(option -> option.value().equals(type))) {
      throw ApiException.notFound("authentication type", type);
    }
    Map<String, ConfigurationEntry> settings = new TreeMap<>();
    element
        .shownIn(collection())
        .configuration()
        .forEach(entry -> settings.put(entry.key(), entry));
    return settings;
  }

  /**
   * The ways in which an element's instances can authenticate (contract, core 2.1).
   *
   * @param defaultValue the one that counts when none is named
   * @param options all of them
   */
  public record AuthenticationTypes(String defaultValue, List<ConfigurationEntry.Option> options) {

    static AuthenticationTypes of(Element element) {
      String type = element.authentication().type();
      List<ConfigurationEntry.Option> declared =
          element
              .configurationEntry("authentication.type")
              .map(ConfigurationEntry::options)
              .orElse(List.of());
      return new AuthenticationTypes(
          type, declared.isEmpty() ? List.of(ConfigurationEntry.Option.of(type, type)) : declared);
    }
  }

  private Element require(String keyOrId) {
    return catalog.require(calling.viewer(), keyOrId);
  }

  private <T> Response answer(List<Entry> entries, Function<Entry, T> view) {
    Page<Entry> page = Pages.of(entries, Pages::place, paging.request());
    return paging.answer(Pages.map(page, view));
  }

  private String collection() {
    return context.vocabulary().plural();
  }
}
