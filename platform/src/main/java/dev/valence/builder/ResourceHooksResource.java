package dev.valence.builder;

import dev.valence.catalog.PartList;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The scripts around a resource's call. */
@Path("/elements/{keyOrId}/resources/{ownerId}/hooks")
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class ResourceHooksResource extends PartsResource {

  @PathParam("ownerId")
  String ownerId = "";

  @Override
  Place place() {
    return Place.of(PartList.RESOURCES, ownerId, PartList.HOOKS);
  }
}
