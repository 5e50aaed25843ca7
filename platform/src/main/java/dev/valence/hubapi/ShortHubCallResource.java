package dev.valence.hubapi;

import dev.valence.http.Access;
import dev.valence.http.RequestContext;
import dev.valence.model.ApiException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The same calls without the hub before them. A path that belongs to no resource of the platform is
 * a hub's if an element token came with it, and else unknown, whoever asks.
 */
@Path("{path:.+}")
@Access(Access.Level.OPEN)
public class ShortHubCallResource extends HubCallMethods {

  private final HubCalls calls;
  private final RequestContext context;

  ShortHubCallResource(HubCalls calls, RequestContext context) {
    this.calls = calls;
    this.context = context;
  }

  @Override
  Response answer(@Nullable InputStream body) {
    if (context.credentials().element() == null) {
      throw ApiException.of(404, "Not found.");
    }
    return calls.answer(body);
  }
}
