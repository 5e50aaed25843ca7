package dev.valence.builder;

import dev.valence.catalog.PartList;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The calls that an element offers (contract, core 2.7). */
@Path("/elements/{keyOrId}/resources")
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class ResourcesResource extends PartsResource {

  @Override
  Place place() {
    return Place.of(PartList.RESOURCES);
  }
}
