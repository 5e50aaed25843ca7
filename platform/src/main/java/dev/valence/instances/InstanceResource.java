package dev.valence.instances;

import dev.valence.http.Access;
import dev.valence.http.Paging;
import dev.valence.identity.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The connected accounts (contract, core 3.1). */
@Path("instances")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Instances", description = "Connected accounts.")
@SecurityRequirement(name = "credentials")
public class InstanceResource {

  private final InstanceService instances;
  private final Caller caller;
  private final InstanceCaller instanceCaller;
  private final Paging paging;

  InstanceResource(
      InstanceService instances, Caller caller, InstanceCaller instanceCaller, Paging paging) {
    this.instances = instances;
    this.caller = caller;
    this.instanceCaller = instanceCaller;
    this.paging = paging;
  }

  @POST
  @Operation(summary = "Connects an account with what the provider's redirect delivered.")
  public InstanceView create(CreateInstance body) {
    return instances.create(caller.principal(), body);
  }

  @GET
  @Access(Access.Level.INSTANCE)
  @Operation(
      summary = "Lists the instances of the organization; 404 when there is none.",
      description = "An element token does in the place of the organization's secret.")
  public Response list() {
    return paging.answer(instances.list(instanceCaller.principal(), paging.request()));
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Shows an instance.")
  public InstanceView get(@PathParam("id") String id) {
    return instances.get(caller.principal(), id);
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Disconnects an account: revokes its tokens and deletes the instance.")
  public Response delete(@PathParam("id") String id) {
    instances.delete(caller.principal(), id);
    return Response.ok().build();
  }

  @GET
  @Path("{id}/configuration")
  @Operation(summary = "Lists the configuration of an instance.")
  public List<InstanceView.EntryView> configuration(@PathParam("id") String id) {
    return instances.configuration(caller.principal(), id);
  }

  @DELETE
  @Access(Access.Level.INSTANCE)
  @Operation(summary = "Disconnects the account of the element token.")
  public Response deleteByToken() {
    instances.delete(caller.principal(), String.valueOf(instanceCaller.instance().id()));
    return Response.ok().build();
  }

  @GET
  @Path("configuration")
  @Access(Access.Level.INSTANCE)
  @Operation(summary = "Lists the configuration of the instance of the element token.")
  public List<InstanceView.EntryView> configurationByToken() {
    return instances.configuration(
        caller.principal(), String.valueOf(instanceCaller.instance().id()));
  }
}
