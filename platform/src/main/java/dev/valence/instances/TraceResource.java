package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.identity.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * What became of calls that were traced (contract, platform 0). The class's path is that of the
 * catalogue, so that JAX-RS knows all methods of a path below it.
 */
@Path("/elements")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Instances")
@SecurityRequirement(name = "credentials")
public class TraceResource {

  private final Traces traces;
  private final Caller caller;

  TraceResource(Traces traces, Caller caller) {
    this.traces = traces;
    this.caller = caller;
  }

  @GET
  @Path("{keyOrId}/trace/{traceId}")
  @Operation(
      summary = "Shows a traced call: each request to the provider, by its method and path.",
      description =
          "An answer of a traced instance has the id in Elements-Trace-Id. Traces are kept for a"
              + " day.")
  public JsonNode trace(
      @PathParam("keyOrId") String keyOrId, @PathParam("traceId") String traceId) {
    return traces.find(caller.principal(), keyOrId, traceId);
  }
}
