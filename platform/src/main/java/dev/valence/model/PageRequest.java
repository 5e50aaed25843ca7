package dev.valence.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for (contract, core 1.7 and 5.0).
 *
 * @param size how many items at most, 1 to {@value #MAXIMUM_SIZE}
 * @param next where the page begins, as the previous {@link Page} told; null for the first page
 */
public record PageRequest(int size, @Nullable String next) {

  /** The size of a page when the caller names none. */
  public static final int DEFAULT_SIZE = 200;

  /** The largest page. */
  public static final int MAXIMUM_SIZE = 5000;

  public PageRequest {
    if (size < 1 || size > MAXIMUM_SIZE) {
      throw ApiException.badRequest(
          "pageSize must be a number from 1 to " + MAXIMUM_SIZE + ", not " + size + ".");
    }
  }

  /** Where the page begins; empty for the first page. */
  public Optional<String> nextPage() {
    return Optional.ofNullable(next);
  }
}
