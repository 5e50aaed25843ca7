package dev.valence.builder;

import dev.valence.catalog.PartList;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What becomes what in a resource's call. */
@Path("/elements/{keyOrId}/resources/{ownerId}/parameters")
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class ResourceParametersResource extends PartsResource {

  @PathParam("ownerId")
  String ownerId = "";

  @Override
  Place place() {
    return Place.of(PartList.RESOURCES, ownerId, PartList.PARAMETERS);
  }
}
