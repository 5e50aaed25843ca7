package dev.valence.identity;

import dev.valence.model.Page;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param total how many items there are on all pages
 */
record Listed<T>(Page<T> page, long total) {

  /** The same with its items as something else. */
  <A> Page<A> as(Function<T, A> answer) {
    return new Page<>(page.items().stream().map(answer).toList(), page.next());
  }
}
