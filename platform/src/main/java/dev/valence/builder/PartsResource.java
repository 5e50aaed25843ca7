package dev.valence.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.CallingViewer;
import dev.valence.http.Access;
import dev.valence.http.RequestContext;
import dev.valence.identity.Caller;
import dev.valence.identity.Principal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/**
 * What can be done with a list in a definition, whichever it is: each list has a class of its own
 * that says where it is. Reading is for everybody who sees the element.
 *
 * <p>The framework looks for the kind of thread where a method stands, so it is said here.
 */
@RunOnVirtualThread
abstract class PartsResource {

  static final String YAML = "application/yaml";
  static final String X_YAML = "application/x-yaml";
  static final String TEXT_YAML = "text/yaml";

  @Inject ElementBuilder builder;
  @Inject Caller caller;
  @Inject CallingViewer calling;
  @Inject RequestContext context;

  /** Where the list is. */
  abstract Place place();

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Access(Access.Level.OPEN)
  @Operation(summary = "Lists them.")
  public JsonNode list(
      @PathParam("keyOrId") String keyOrId,
      @Parameter(description = "Only what the caller's account has made.")
          @QueryParam("accountOnly")
          boolean accountOnly) {
    return builder.list(calling.viewer(), keyOrId, place(), accountOnly, words());
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Consumes({MediaType.APPLICATION_JSON, YAML, X_YAML, TEXT_YAML})
  @Operation(summary = "Adds one.")
  public JsonNode add(
      @PathParam("keyOrId") String keyOrId,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
          InputStream body) {
    ObjectNode part = DefinitionReader.object(body, contentType);
    return builder.add(principal(), keyOrId, place(), part, words());
  }

  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Access(Access.Level.OPEN)
  @Operation(summary = "Shows one.")
  public JsonNode get(@PathParam("keyOrId") String keyOrId, @PathParam("id") String id) {
    return builder.get(calling.viewer(), keyOrId, place(), id, words());
  }

  @PUT
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Consumes({MediaType.APPLICATION_JSON, YAML, X_YAML, TEXT_YAML})
  @Operation(summary = "Replaces one.")
  public JsonNode put(
      @PathParam("keyOrId") String keyOrId,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
          InputStream body) {
    ObjectNode part = DefinitionReader.object(body, contentType);
    return builder.put(principal(), keyOrId, place(), id, part, words());
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Deletes one.")
  public Response delete(@PathParam("keyOrId") String keyOrId, @PathParam("id") String id) {
    builder.remove(principal(), keyOrId, place(), id);
    return Response.ok().build();
  }

  Principal principal() {
    return caller.principal();
  }

  String words() {
    return context.vocabulary().plural();
  }
}
