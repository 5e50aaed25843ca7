package dev.valence.instances;

import dev.valence.http.Paging;
import dev.valence.identity.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The connected accounts of one element (contract, core 2.1). The class's path is that of the
 * catalogue, so that JAX-RS knows all methods of a path below it.
 */
@Path("/elements")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Instances")
@SecurityRequirement(name = "credentials")
public class ElementInstanceResource {

  private final InstanceService instances;
  private final Caller caller;
  private final Paging paging;

  ElementInstanceResource(InstanceService instances, Caller caller, Paging paging) {
    this.instances = instances;
    this.caller = caller;
    this.paging = paging;
  }

  @POST
  @Path("{keyOrId}/instances")
  @Operation(summary = "Connects an account of the element.")
  public InstanceView create(
      @PathParam("keyOrId") String keyOrId,
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
      CreateInstance body) {
    return instances.create(caller.principal(), Optional.of(keyOrId), body, idempotencyKey);
  }

  @GET
  @Path("{keyOrId}/instances")
  @Operation(summary = "Lists the instances of the element; 404 when there is none.")
  public Response list(@PathParam("keyOrId") String keyOrId, @BeanParam InstanceQuery query) {
    return paging.answer(
        instances.listOfElement(caller.principal(), keyOrId, query, paging.request()));
  }

  @GET
  @Path("{keyOrId}/instances/{id}")
  @Operation(summary = "Shows an instance of the element.")
  public InstanceView get(@PathParam("keyOrId") String keyOrId, @PathParam("id") String id) {
    return instances.show(instance(keyOrId, id));
  }

  @PUT
  @Path("{keyOrId}/instances/{id}")
  @Operation(
      summary =
          "Replaces name, tags and configuration of an instance of the element; with a code,"
              + " connects the account anew.")
  public InstanceView replace(
      @PathParam("keyOrId") String keyOrId, @PathParam("id") String id, CreateInstance body) {
    return instances.replace(caller.principal(), instance(keyOrId, id), body);
  }

  @DELETE
  @Path("{keyOrId}/instances/{id}")
  @Operation(summary = "Disconnects an account of the element.")
  public Response delete(@PathParam("keyOrId") String keyOrId, @PathParam("id") String id) {
    instances.delete(instance(keyOrId, id));
    return Response.ok().build();
  }

  private Instance instance(String keyOrId, String id) {
    return instances.require(caller.principal(), keyOrId, id);
  }
}
