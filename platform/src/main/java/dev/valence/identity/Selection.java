package dev.valence.identity;

import dev.valence.http.Paging;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a list are asked for.
 *
 * @param page which page of them
 * @param offset how many are left out at the beginning; only without a page's token
 * @param where what they have in common; null if nothing
 */
record Selection(PageRequest page, int offset, @Nullable Where where) {

  /**
   * Reads the current call's parameters.
   *
   * @param where the condition, if there is one
   * @param columns what it may be about
   */
  static Selection read(Paging paging, @Nullable String where, Map<String, String> columns) {
    return new Selection(
        paging.request(),
        paging.offset(),
        where == null || where.isBlank() ? null : Where.parse(where, columns));
  }

  /** The number of the item after which the page begins. */
  long after() {
    return page.nextPage().map(Long::parseLong).orElse(0L);
  }

  /** How many items are left out after that. */
  int skipped() {
    return page.nextPage().isPresent() ? 0 : offset;
  }

  /** The condition in SQL, with the parameter {@code value}. */
  String condition() {
    return where == null ? "" : " and cast(" + where.column() + " as text) = :value ";
  }

  /** What {@code value} is in the condition. */
  Optional<String> value() {
    return Optional.ofNullable(where).map(Where::value);
  }

  /** The page of the items that were found, of which there may be one too many. */
  <T> Page<T> cut(List<T> found, ToLongFunction<T> id) {
    if (found.size() <= page.size()) {
      return Page.only(found);
    }
    List<T> items = found.subList(0, page.size());
    return new Page<>(items, String.valueOf(id.applyAsLong(items.getLast())));
  }

  /** Whether the condition is one on a column. */
  boolean names(String column) {
    return where != null && where.column().equals(column);
  }
}
