package dev.valence.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.CallingViewer;
import dev.valence.catalog.Definitions;
import dev.valence.catalog.StoredDefinition.Version;
import dev.valence.http.Access;
import dev.valence.identity.Caller;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Elements of an organization's own as wholes (contract, platform 6.1). */
@Path("/elements")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Element builder", description = "Elements of an organization's own.")
@SecurityRequirement(name = "credentials")
public class ElementBuilderResource {

  private final ElementBuilder builder;
  private final Caller caller;
  private final CallingViewer calling;

  ElementBuilderResource(ElementBuilder builder, Caller caller, CallingViewer calling) {
    this.builder = builder;
    this.caller = caller;
    this.calling = calling;
  }

  /**
   * What is wrong with a stored element.
   *
   * @param valid whether nothing is
   * @param faults each with its place
   */
  public record Validation(boolean valid, List<String> faults) {}

  /** An account with which an element is shared. */
  public record Share(long id) {}

  @POST
  @Consumes({
    MediaType.APPLICATION_JSON,
    PartsResource.YAML,
    PartsResource.X_YAML,
    PartsResource.TEXT_YAML
  })
  @Operation(
      summary = "Imports an element: a whole definition, in JSON or YAML.",
      description =
          "What is left out has a default, the key is made of the name. Needs the role admin, and"
              + " org-admin for a definition with scripts. 400 names every fault with its place.")
  public JsonNode create(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
          InputStream body) {
    return builder.create(caller.principal(), DefinitionReader.object(body, contentType));
  }

  @PUT
  @Path("{keyOrId}")
  @Consumes({
    MediaType.APPLICATION_JSON,
    PartsResource.YAML,
    PartsResource.X_YAML,
    PartsResource.TEXT_YAML
  })
  @Operation(summary = "Replaces the definition of an element; parts that stay keep their numbers.")
  public JsonNode replace(
      @PathParam("keyOrId") String keyOrId,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
          InputStream body) {
    return builder.replace(caller.principal(), keyOrId, DefinitionReader.object(body, contentType));
  }

  @DELETE
  @Path("{keyOrId}")
  @Operation(summary = "Deletes an element; 409 while there are instances of it.")
  public Response delete(@PathParam("keyOrId") String keyOrId) {
    builder.delete(caller.principal(), keyOrId);
    return Response.ok().build();
  }

  @POST
  @Path("{keyOrId}/clone")
  @Operation(
      summary = "Makes an element of one's own of any; secret default values stay behind.",
      description = "The body may have the name and the key of the new one, or be left out.")
  public JsonNode copy(
      @PathParam("keyOrId") String keyOrId,
      @RequestBody(required = false, content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
          @Nullable InputStream body)
      throws java.io.IOException {
    byte[] sent = body == null ? new byte[0] : body.readNBytes(Definitions.LARGEST);
    ObjectNode wanted =
        sent.length == 0
            ? Definitions.JSON.createObjectNode()
            : DefinitionReader.object(
                new java.io.ByteArrayInputStream(sent), MediaType.APPLICATION_JSON);
    return builder.copy(caller.principal(), keyOrId, wanted);
  }

  @PUT
  @Path("{keyOrId}/active")
  @Operation(summary = "Marks an element as active.")
  public Response activate(@PathParam("keyOrId") String keyOrId) {
    builder.activate(caller.principal(), keyOrId, true);
    return Response.ok().build();
  }

  @DELETE
  @Path("{keyOrId}/active")
  @Operation(summary = "Marks an element as not active; calls to it work all the same.")
  public Response deactivate(@PathParam("keyOrId") String keyOrId) {
    builder.activate(caller.principal(), keyOrId, false);
    return Response.ok().build();
  }

  @GET
  @Path("{keyOrId}/versions")
  @Access(Access.Level.OPEN)
  @Operation(summary = "Lists the versions of an element of one's own, the newest first.")
  public List<Version> versions(@PathParam("keyOrId") String keyOrId) {
    return builder.versions(calling.viewer(), keyOrId);
  }

  @GET
  @Path("{keyOrId}/validate")
  @Access(Access.Level.OPEN)
  @Operation(summary = "Tells what is wrong with an element as it is stored.")
  public Validation validate(@PathParam("keyOrId") String keyOrId) {
    List<String> faults =
        builder.validate(calling.viewer(), keyOrId).stream().map(String::valueOf).toList();
    return new Validation(faults.isEmpty(), faults);
  }

  @GET
  @Path("{keyOrId}/accounts")
  @Operation(summary = "Lists the accounts with which an element is shared.")
  public List<Share> shares(@PathParam("keyOrId") String keyOrId) {
    return builder.shares(caller.principal(), keyOrId).stream().map(Share::new).toList();
  }

  @GET
  @Path("{keyOrId}/accounts/{accountId}")
  @Operation(summary = "Tells that an element is shared with an account; else 404.")
  public Share share(
      @PathParam("keyOrId") String keyOrId, @PathParam("accountId") String accountId) {
    return builder.shares(caller.principal(), keyOrId).stream()
        .filter(account -> String.valueOf(account).equals(accountId))
        .map(Share::new)
        .findFirst()
        .orElseThrow(() -> ElementBuilder.unknownAccount(accountId));
  }

  @PUT
  @Path("{keyOrId}/accounts/{accountId}")
  @Operation(summary = "Shares an element with another account of the organization.")
  public Share putShare(
      @PathParam("keyOrId") String keyOrId, @PathParam("accountId") String accountId) {
    builder.share(caller.principal(), keyOrId, accountId);
    return share(keyOrId, accountId);
  }

  @DELETE
  @Path("{keyOrId}/accounts/{accountId}")
  @Operation(summary = "Takes an element away from an account; its instances stay.")
  public Response unshare(
      @PathParam("keyOrId") String keyOrId, @PathParam("accountId") String accountId) {
    builder.unshare(caller.principal(), keyOrId, accountId);
    return Response.ok().build();
  }
}
