package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.catalog.DocumentQuery;
import dev.valence.catalog.ElementDocuments;
import dev.valence.http.Access;
import dev.valence.http.Paging;
import dev.valence.identity.Caller;
import dev.valence.instances.InstanceChanges.EntryPatch;
import dev.valence.instances.InstanceChanges.TraceLogging;
import dev.valence.instances.InstanceView.CountView;
import dev.valence.instances.InstanceView.EntryView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The connected accounts, by their numbers (contract, core 3.1). */
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
  private final ElementDocuments documents;

  InstanceResource(
      InstanceService instances,
      Caller caller,
      InstanceCaller instanceCaller,
      Paging paging,
      ElementDocuments documents) {
    this.instances = instances;
    this.caller = caller;
    this.instanceCaller = instanceCaller;
    this.paging = paging;
    this.documents = documents;
  }

  @POST
  @Operation(
      summary = "Connects an account with what the provider's redirect delivered.",
      description =
          "With an Idempotency-Key the same request, sent again within 24 hours, is answered with"
              + " the instance that it made the first time.")
  public InstanceView create(
      @HeaderParam("Idempotency-Key") @Parameter(description = "Chosen by the caller.")
          @Nullable String idempotencyKey,
      CreateInstance body) {
    return instances.create(caller.principal(), Optional.empty(), body, idempotencyKey);
  }

  @GET
  @Access(Access.Level.INSTANCE)
  @Operation(
      summary = "Lists the instances of the organization; 404 when there is none.",
      description = "An element token does in the place of the organization's secret.")
  public Response list(@BeanParam InstanceQuery query) {
    return paging.answer(instances.list(instanceCaller.principal(), query, paging.request()));
  }

  @GET
  @Path("count")
  @Operation(summary = "Counts the instances of the organization, of all elements and of each.")
  public CountView count() {
    return instances.count(caller.principal());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Shows an instance.")
  public InstanceView get(@PathParam("id") String id) {
    return instances.show(instance(id));
  }

  @PUT
  @Path("{id}")
  @Operation(
      summary = "Replaces name, tags and configuration; with a code, connects the account anew.")
  public InstanceView replace(@PathParam("id") String id, CreateInstance body) {
    return instances.replace(caller.principal(), instance(id), body);
  }

  @PATCH
  @Path("{id}")
  @Operation(summary = "Changes what is sent; with a code, connects the account anew.")
  public InstanceView patch(@PathParam("id") String id, CreateInstance body) {
    return instances.patch(caller.principal(), instance(id), body);
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Disconnects an account: revokes its tokens and deletes the instance.")
  public Response delete(@PathParam("id") String id) {
    instances.delete(instance(id));
    return Response.ok().build();
  }

  @GET
  @Path("{id}/configuration")
  @Operation(summary = "Lists the configuration of an instance.")
  public List<EntryView> configuration(@PathParam("id") String id) {
    return instances.configuration(instance(id));
  }

  @GET
  @Path("{id}/configuration/{configId}")
  @Operation(summary = "Shows an entry of the configuration, by its number or key.")
  public EntryView entry(@PathParam("id") String id, @PathParam("configId") String configId) {
    return instances.entry(instance(id), configId);
  }

  @PATCH
  @Path("{id}/configuration/{configId}")
  @Operation(summary = "Changes an entry of the configuration.")
  public EntryView patchEntry(
      @PathParam("id") String id, @PathParam("configId") String configId, EntryPatch body) {
    return instances.patchEntry(caller.principal(), instance(id), configId, body);
  }

  @PUT
  @Path("{id}/enabled")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Lets calls to an instance through again.")
  public Response enable(@PathParam("id") String id) {
    instances.enable(instance(id), true);
    return Response.ok().build();
  }

  @DELETE
  @Path("{id}/enabled")
  @Operation(summary = "Refuses calls to an instance for now.")
  public Response disable(@PathParam("id") String id) {
    instances.enable(instance(id), false);
    return Response.ok().build();
  }

  @PUT
  @Path("{id}/trace-logging")
  @Operation(summary = "Traces the calls of an instance, for an hour unless said otherwise.")
  public Response trace(@PathParam("id") String id, @Nullable TraceLogging body) {
    instances.trace(instance(id), minutes(body));
    return Response.ok().build();
  }

  @DELETE
  @Path("{id}/trace-logging")
  @Operation(summary = "Ends the tracing of an instance's calls.")
  public Response endTrace(@PathParam("id") String id) {
    instances.trace(instance(id), 0);
    return Response.ok().build();
  }

  @GET
  @Path("{id}/docs")
  @Produces({MediaType.APPLICATION_JSON, ElementDocuments.OPENAPI})
  @Operation(summary = "Describes the calls of an instance, in Swagger 2.0.")
  public Response document(@PathParam("id") String id, @BeanParam DocumentQuery query) {
    return documents.whole(instances.element(instance(id)), query);
  }

  @GET
  @Path("{id}/docs/{operationId}")
  @Produces({MediaType.APPLICATION_JSON, ElementDocuments.OPENAPI})
  @Operation(summary = "Describes one call of an instance, in Swagger 2.0.")
  public Response document(
      @PathParam("id") String id,
      @PathParam("operationId") String operationId,
      @BeanParam DocumentQuery query) {
    return documents.operation(instances.element(instance(id)), operationId, query);
  }

  @GET
  @Path("{id}/docs/{operationId}/definitions")
  @Operation(summary = "Gives the models of one call of an instance.")
  public JsonNode definitions(
      @PathParam("id") String id,
      @PathParam("operationId") String operationId,
      @BeanParam DocumentQuery query) {
    return documents.definitions(instances.element(instance(id)), operationId, query);
  }

  static long minutes(@Nullable TraceLogging body) {
    return (body == null ? new TraceLogging(null) : body).minutes();
  }

  private Instance instance(String id) {
    return instances.require(caller.principal(), id);
  }
}
