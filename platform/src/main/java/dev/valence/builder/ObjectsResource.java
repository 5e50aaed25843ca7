package dev.valence.builder;

import dev.valence.catalog.PartList;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The objects of an element (contract, platform 6.8). */
@Path("/elements/{keyOrId}/objects")
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class ObjectsResource extends PartsResource {

  @Override
  Place place() {
    return Place.of(PartList.OBJECTS);
  }
}
