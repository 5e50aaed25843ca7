package dev.valence.builder;

import dev.valence.catalog.PartList;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The scripts around every call of an element, and for its events. */
@Path("/elements/{keyOrId}/hooks")
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class HooksResource extends PartsResource {

  @Override
  Place place() {
    return Place.of(PartList.HOOKS);
  }
}
