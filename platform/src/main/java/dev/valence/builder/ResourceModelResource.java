package dev.valence.builder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.catalog.CallingViewer;
import dev.valence.catalog.PartList;
import dev.valence.http.Access;
import dev.valence.http.RequestContext;
import dev.valence.identity.Caller;
import dev.valence.model.ApiException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The model of a resource, of which there is one (contract, platform 6.4). */
@Path("/elements/{keyOrId}/resources/{ownerId}/models")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class ResourceModelResource {

  private static final Place RESOURCES = Place.of(PartList.RESOURCES);

  private final ElementBuilder builder;
  private final Caller caller;
  private final CallingViewer calling;
  private final RequestContext context;

  ResourceModelResource(
      ElementBuilder builder, Caller caller, CallingViewer calling, RequestContext context) {
    this.builder = builder;
    this.caller = caller;
    this.calling = calling;
    this.context = context;
  }

  @GET
  @Access(Access.Level.OPEN)
  @Operation(summary = "Shows the model of a resource; 404 when it has none.")
  public JsonNode get(@PathParam("keyOrId") String keyOrId, @PathParam("ownerId") String ownerId) {
    String words = context.vocabulary().plural();
    JsonNode resource = builder.get(calling.viewer(), keyOrId, RESOURCES, ownerId, words);
    if (!resource.path("model").isObject()) {
      throw ApiException.of(404, "The resource " + ownerId + " has no model.");
    }
    return resource.get("model");
  }

  @POST
  @Consumes({
    MediaType.APPLICATION_JSON,
    PartsResource.YAML,
    PartsResource.X_YAML,
    PartsResource.TEXT_YAML
  })
  @Operation(summary = "Gives a resource a model, in the place of the one that it has.")
  public JsonNode add(
      @PathParam("keyOrId") String keyOrId,
      @PathParam("ownerId") String ownerId,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
          InputStream body) {
    builder.putModel(
        caller.principal(), keyOrId, ownerId, DefinitionReader.object(body, contentType));
    return get(keyOrId, ownerId);
  }

  @PUT
  @Consumes({
    MediaType.APPLICATION_JSON,
    PartsResource.YAML,
    PartsResource.X_YAML,
    PartsResource.TEXT_YAML
  })
  @Operation(summary = "The same.")
  public JsonNode put(
      @PathParam("keyOrId") String keyOrId,
      @PathParam("ownerId") String ownerId,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
          InputStream body) {
    return add(keyOrId, ownerId, contentType, body);
  }

  @DELETE
  @Operation(summary = "Takes the model of a resource away.")
  public Response delete(
      @PathParam("keyOrId") String keyOrId, @PathParam("ownerId") String ownerId) {
    builder.putModel(caller.principal(), keyOrId, ownerId, null);
    return Response.ok().build();
  }
}
