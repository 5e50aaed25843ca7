package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.catalog.DocumentQuery;
import dev.valence.catalog.ElementDocuments;
import dev.valence.http.Access;
import dev.valence.identity.Caller;
import dev.valence.instances.InstanceChanges.EntryPatch;
import dev.valence.instances.InstanceChanges.TraceLogging;
import dev.valence.instances.InstanceView.EntryView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The connected account whose element token a call carries (contract, core 3.1). */
@Path("instances")
@RunOnVirtualThread
@Access(Access.Level.INSTANCE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Instances")
@SecurityRequirement(name = "credentials")
public class TokenInstanceResource {

  private final InstanceService instances;
  private final Caller caller;
  private final InstanceCaller instanceCaller;
  private final ElementDocuments documents;

  TokenInstanceResource(
      InstanceService instances,
      Caller caller,
      InstanceCaller instanceCaller,
      ElementDocuments documents) {
    this.instances = instances;
    this.caller = caller;
    this.instanceCaller = instanceCaller;
    this.documents = documents;
  }

  @PUT
  @Operation(
      summary =
          "Replaces name, tags and configuration of the element token's instance; with a code,"
              + " connects the account anew.")
  public InstanceView replace(CreateInstance body) {
    return instances.replace(caller.principal(), instance(), body);
  }

  @PATCH
  @Operation(
      summary =
          "Changes what is sent of the element token's instance; with a code, connects the account"
              + " anew.")
  public InstanceView patch(CreateInstance body) {
    return instances.patch(caller.principal(), instance(), body);
  }

  @DELETE
  @Operation(summary = "Disconnects the account of the element token.")
  public Response delete() {
    instances.delete(instance());
    return Response.ok().build();
  }

  @GET
  @Path("configuration")
  @Operation(summary = "Lists the configuration of the instance of the element token.")
  public List<EntryView> configuration() {
    return instances.configuration(instance());
  }

  @GET
  @Path("configuration/{configId}")
  @Operation(summary = "Shows an entry of its configuration, by its number or key.")
  public EntryView entry(@PathParam("configId") String configId) {
    return instances.entry(instance(), configId);
  }

  @PATCH
  @Path("configuration/{configId}")
  @Operation(summary = "Changes an entry of its configuration.")
  public EntryView patchEntry(@PathParam("configId") String configId, EntryPatch body) {
    return instances.patchEntry(caller.principal(), instance(), configId, body);
  }

  @PUT
  @Path("enabled")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Lets calls to the instance of the element token through again.")
  public Response enable() {
    instances.enable(instance(), true);
    return Response.ok().build();
  }

  @DELETE
  @Path("enabled")
  @Operation(summary = "Refuses calls to the instance of the element token for now.")
  public Response disable() {
    instances.enable(instance(), false);
    return Response.ok().build();
  }

  @PUT
  @Path("trace-logging")
  @Operation(summary = "Traces the calls of the element token's instance.")
  public Response trace(@Nullable TraceLogging body) {
    instances.trace(instance(), InstanceResource.minutes(body));
    return Response.ok().build();
  }

  @DELETE
  @Path("trace-logging")
  @Operation(summary = "Ends the tracing of the element token's instance.")
  public Response endTrace() {
    instances.trace(instance(), 0);
    return Response.ok().build();
  }

  @GET
  @Path("docs")
  @Produces({MediaType.APPLICATION_JSON, ElementDocuments.OPENAPI})
  @Operation(summary = "Describes the calls of the element token's instance, in Swagger 2.0.")
  public Response document(@BeanParam DocumentQuery query) {
    return documents.whole(instances.element(instance()), query);
  }

  @GET
  @Path("docs/{operationId}")
  @Produces({MediaType.APPLICATION_JSON, ElementDocuments.OPENAPI})
  @Operation(summary = "Describes one call of the element token's instance, in Swagger 2.0.")
  public Response document(
      @PathParam("operationId") String operationId, @BeanParam DocumentQuery query) {
    return documents.operation(instances.element(instance()), operationId, query);
  }

  @GET
  @Path("docs/{operationId}/definitions")
  @Operation(summary = "Gives the models of one call of the element token's instance.")
  public JsonNode definitions(
      @PathParam("operationId") String operationId, @BeanParam DocumentQuery query) {
    return documents.definitions(instances.element(instance()), operationId, query);
  }

  private Instance instance() {
    return instances.require(caller.principal(), String.valueOf(instanceCaller.instance().id()));
  }
}
