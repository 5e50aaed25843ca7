package dev.valence.catalog;

import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import java.util.function.Function;

/** Cuts pages out of lists that are in the order of their keys; a page begins after a key. */
final class Pages {

  private Pages() {}

  /** Where an element stands in a list: two may have the same key. */
  static String place(Catalog.Entry entry) {
    return "%s %019d".formatted(entry.key(), entry.id());
  }

  static <T> Page<T> of(List<T> sorted, Function<T, String> key, PageRequest request) {
    List<T> rest =
        sorted.stream()
            .filter(item -> request.nextPage().map(key.apply(item)::compareTo).orElse(1) > 0)
            .toList();
    if (rest.size() <= request.size()) {
      return Page.only(rest);
    }
    List<T> page = rest.subList(0, request.size());
    return new Page<>(page, key.apply(page.getLast()));
  }

  /** The same page with its items seen otherwise. */
  static <T, R> Page<R> map(Page<T> page, Function<T, R> view) {
    return new Page<>(page.items().stream().map(view).toList(), page.next());
  }
}
