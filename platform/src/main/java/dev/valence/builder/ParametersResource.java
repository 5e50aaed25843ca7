package dev.valence.builder;

import dev.valence.catalog.PartList;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What becomes what in every call of an element. */
@Path("/elements/{keyOrId}/parameters")
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class ParametersResource extends PartsResource {

  @Override
  Place place() {
    return Place.of(PartList.PARAMETERS);
  }
}
