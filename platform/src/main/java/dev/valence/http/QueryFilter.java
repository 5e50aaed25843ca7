package dev.valence.http;

import dev.valence.model.ApiException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
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
    List<String> faults = new ArrayList<>();
    request
        .getUriInfo()
        .getQueryParameters()
        .forEach((name, values) -> {
          if (hasNul(name) || values.stream().anyMatch(QueryFilter::hasNul)) {
            faults.add(name.replace("\0", "") + " has a NUL character.");
          }
        });
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
  }

  private static boolean hasNul(String text) {
    return text.indexOf(0) >= 0;
  }
}
