package dev.valence.builder;

import dev.valence.catalog.PartList;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The settings of an element's instances (contract, core 2.5). */
@Path("/elements/{keyOrId}/configuration")
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class ConfigurationResource extends PartsResource {

  @Override
  Place place() {
    return Place.of(PartList.CONFIGURATION);
  }
}
