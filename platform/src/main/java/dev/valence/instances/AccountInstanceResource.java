package dev.valence.instances;

import dev.valence.http.Paging;
import dev.valence.identity.Caller;
import dev.valence.model.ApiException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The connected accounts that belong to an account of the organization (contract, core 3.1). */
@Path("/accounts")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Instances")
@SecurityRequirement(name = "credentials")
public class AccountInstanceResource {

  private final InstanceService instances;
  private final Caller caller;
  private final Paging paging;

  AccountInstanceResource(InstanceService instances, Caller caller, Paging paging) {
    this.instances = instances;
    this.caller = caller;
    this.paging = paging;
  }

  @GET
  @Path("instances")
  @Operation(summary = "Lists the instances of the caller's account; 404 when there is none.")
  public Response listOfMine(@BeanParam InstanceQuery query) {
    return list(caller.principal().accountId(), query);
  }

  @GET
  @Path("{id}/instances")
  @Operation(summary = "Lists the instances of an account; 404 when there is none.")
  public Response listOf(@PathParam("id") String id, @BeanParam InstanceQuery query) {
    if (!id.matches("[0-9]{1,18}")) {
      throw ApiException.notFound("account", id);
    }
    return list(Long.parseLong(id), query);
  }

  private Response list(long accountId, InstanceQuery query) {
    return paging.answer(
        instances.listOfAccount(caller.principal(), accountId, query, paging.request()));
  }
}
