package dev.valence.http;

import dev.valence.model.ApiException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses parameters of a query with a character that the database can hold in no text. */
class QueryFilter {

  /**
   * Looks through the query.
   *
   * @throws ApiException 400 that names every such parameter
   */
  @ServerRequestFilter(preMatching = true)
  public void check(ContainerRequestContext request) {
    List<String> faults =
        request.getUriInfo().getQueryParameters().entrySet().stream()
            .filter(parameter ->
                hasNul(parameter.getKey())
                    || parameter.getValue().stream().anyMatch(QueryFilter::hasNul))
            .map(parameter -> parameter.getKey().replace("\0", "") + " has a NUL character.")
            .toList();
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
  }

  private static boolean hasNul(String text) {
    return text.indexOf(0) >= 0;
  }
}
