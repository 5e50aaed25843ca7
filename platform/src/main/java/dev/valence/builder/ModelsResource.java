package dev.valence.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.PartList;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The shapes of an element's objects (contract, platform 6.8). */
@Path("/elements/{keyOrId}/models")
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class ModelsResource extends PartsResource {

  @Override
  Place place() {
    return Place.of(PartList.MODELS);
  }

  @PUT
  @RunOnVirtualThread
  @Produces(MediaType.APPLICATION_JSON)
  @Consumes({MediaType.APPLICATION_JSON, YAML, X_YAML, TEXT_YAML})
  @Operation(summary = "Replaces or adds models, by their numbers or names.")
  public JsonNode upsert(
      @PathParam("keyOrId") String keyOrId,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @RequestBody(content = @Content(schema = @Schema(type = SchemaType.ARRAY)))
          InputStream body) {
    List<ObjectNode> models = DefinitionReader.objects(body, contentType);
    return builder.upsert(principal(), keyOrId, place(), models, words());
  }
}
