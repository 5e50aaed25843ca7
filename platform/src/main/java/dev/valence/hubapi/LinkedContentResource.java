package dev.valence.hubapi;

import dev.valence.http.Access;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Files by links that need no credentials (contract, core 5.1: cloudElementsLink). The link is the
 * authorization, signed and for a time only.
 */
@Path("content/{token}")
@Access(Access.Level.OPEN)
public class LinkedContentResource {

  private final HubCalls calls;

  LinkedContentResource(HubCalls calls) {
    this.calls = calls;
  }

  @GET
  @RunOnVirtualThread
  @Operation(
      operationId = "getLinkedContent",
      summary = "Gives the content of the file that a cloudElementsLink leads to.")
  @APIResponse(responseCode = "200", description = "The file.")
  @APIResponse(responseCode = "404", description = "There is no such link, or no longer.")
  public Response get(@PathParam("token") String token) {
    return calls.linkedFile(token);
  }
}
