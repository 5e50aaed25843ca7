package dev.valence.hubapi;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a path that hubs answer. They are left out of the API's document, which has each
 * resource of a hub by itself.
 *
 * <p>The framework looks for the kind of thread where a method stands, so it is said here.
 */
@RunOnVirtualThread
abstract class HubCallMethods {

  @GET
  @Operation(hidden = true)
  public Response get() {
    return answer(null);
  }

  @DELETE
  @Operation(hidden = true)
  public Response delete() {
    return answer(null);
  }

  @POST
  @Operation(hidden = true)
  public Response post(InputStream body) {
    return answer(body);
  }

  @PUT
  @Operation(hidden = true)
  public Response put(InputStream body) {
    return answer(body);
  }

  @PATCH
  @Operation(hidden = true)
  public Response patch(InputStream body) {
    return answer(body);
  }

  abstract Response answer(@Nullable InputStream body);
}
