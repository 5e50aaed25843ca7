package dev.valence.builder;

import dev.valence.catalog.PartList;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The fields of an object. */
@Path("/elements/{keyOrId}/objects/{ownerId}/fields")
@Tag(name = "Element builder")
@SecurityRequirement(name = "credentials")
public class ObjectFieldsResource extends PartsResource {

  @PathParam("ownerId")
  String ownerId = "";

  @Override
  Place place() {
    return Place.of(PartList.OBJECTS, ownerId, PartList.FIELDS);
  }
}
