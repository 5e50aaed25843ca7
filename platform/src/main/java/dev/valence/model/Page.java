package dev.valence.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the items of this page, in order
 * @param next where the next page begins, or null on the last page; its meaning is the source's own
 * @param <T> the kind of item
 */
public record Page<T>(List<T> items, @Nullable String next) {

  public Page {
    items = List.copyOf(items);
  }

  /** A list that fits on one page. */
  public static <T> Page<T> only(List<T> items) {
    return new Page<>(items, null);
  }

  /** Where the next page begins; empty on the last page. */
  public Optional<String> nextPage() {
    return Optional.ofNullable(next);
  }
}
