package dev.valence.hubapi;

import dev.valence.http.Access;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a hub's resources. The element token says which hub is meant; the one in the path is not
 * looked at (contract, core 1.1).
 */
@Path("hubs/{hub}/{path:.+}")
@Access(Access.Level.INSTANCE)
public class HubCallResource extends HubCallMethods {

  private final HubCalls calls;

  HubCallResource(HubCalls calls) {
    this.calls = calls;
  }

  @Override
  Response answer(@Nullable InputStream body) {
    return calls.answer(body);
  }
}
