package dev.valence.http;

import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import jakarta.ws.rs.core.Response;

/**
 * Turns the paging parameters of a request into a {@link PageRequest} and a {@link Page} into an
 * answer (contract, core 1.4 and 1.7).
 */
public interface Paging {

  /**
   * Reads {@code pageSize} and {@code nextPage} of the current call.
   *
   * @throws dev.valence.model.ApiException 400 for a size out of range and for a token that this
   *     installation has not given out
   */
  PageRequest request();

  /**
   * A bare JSON array with {@code Elements-Returned-Count} and {@code Elements-Next-Page-Token}.
   */
  Response answer(Page<?> page);
}
