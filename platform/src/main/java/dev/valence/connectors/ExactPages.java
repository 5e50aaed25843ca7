package dev.valence.connectors;

import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes pages of exactly the size that was asked for of a vendor's portions, which may be larger,
 * smaller or empty.
 *
 * <p>Portions are read until the page is full; what a portion has above that is left for the next
 * page, whose beginning therefore names a portion and how many of its items were already given. The
 * same place gives the same portion again.
 */
public final class ExactPages {

  private ExactPages() {}

  /**
   * A list as the vendor gives it.
   *
   * @param <T> the kind of item
   */
  public interface Portions<T> {

    /**
     * The first portion.
     *
     * @param limit how many items are wanted
     */
    Portion<T> first(int limit);

    /** The portion at a place that another one has named. */
    Portion<T> at(String place);
  }

  /**
   * A portion of a list.
   *
   * @param items its items, in order
   * @param next the place of the next portion; null for the last one
   * @param <T> the kind of item
   */
  public record Portion<T>(List<T> items, @Nullable String next) {

    public Portion {
      items = List.copyOf(items);
    }
  }

  /**
   * The page that was asked for.
   *
   * @throws ApiException 400 for a beginning of the page that cannot be one, 502 for a list that
   *     does not go on
   */
  public static <T> Page<T> page(PageRequest request, Portions<T> portions) {
    return page(request, portions, null, Integer.MAX_VALUE);
  }

  /**
   * A page of those items that are wanted.
   *
   * @param wanted says which; null for all. A page that is full is looked beyond for another one of
   *     them, so that the last page is known to be the last
   * @param mostPortions how many portions are read at most; the page ends with them, and the next
   *     one goes on behind them
   * @throws ApiException as the other method
   */
  public static <T> Page<T> page(
      PageRequest request, Portions<T> portions, @Nullable Predicate<T> wanted, int mostPortions) {
    Position position =
        request.nextPage().map(Position::parse).orElseGet(() -> Position.first(request.size()));
    List<T> items = new ArrayList<>();
    Progress progress = new Progress();
    for (int read = 1; ; read++) {
      Portion<T> portion =
          position.place() == null
              ? portions.first(position.limit())
              : portions.at(position.place());
      List<T> given = portion.items();
      for (int i = position.given(); i < given.size(); i++) {
        if (wanted == null || wanted.test(given.get(i))) {
          if (items.size() == request.size()) {
            return new Page<>(items, position.given(i).text());
          }
          items.add(given.get(i));
        }
      }
      if (portion.next() == null) {
        return new Page<>(items, null);
      }
      progress.require(position.place(), portion.next(), given.isEmpty());
      position = Position.of(portion.next());
      boolean full = wanted == null && items.size() == request.size();
      if (full || read >= mostPortions) {
        return new Page<>(items, position.text());
      }
    }
  }

  /** Sees that a list goes on while a page is filled: one that leads in a circle has no end. */
  public static final class Progress {

    /** Vendors may give empty portions in between, but not so many. */
    private static final int MOST_EMPTY = 100;

    private int empty;

    /**
     * Hears of each portion that has another one behind it.
     *
     * @param place the portion's; null for the first one
     * @param next that of the portion behind it
     * @param isEmpty whether the portion has no items
     * @throws ApiException 502 when the list leads nowhere
     */
    public void require(@Nullable String place, String next, boolean isEmpty) {
      empty = isEmpty ? empty + 1 : 0;
      if (next.equals(place) || empty > MOST_EMPTY) {
        throw ApiException.ofProvider(
            502, "The provider's list does not go on: a part of it leads nowhere.", null);
      }
    }
  }

  /**
   * Where a page begins.
   *
   * @param place the portion's; null for the first one
   * @param limit the limit with which the first portion was asked for
   * @param given how many items of the portion were given on pages before
   */
  private record Position(@Nullable String place, int limit, int given) {

    static Position first(int limit) {
      return new Position(null, limit, 0);
    }

    static Position of(String place) {
      return new Position(place, 0, 0);
    }

    Position given(int count) {
      return new Position(place, limit, count);
    }

    /** The text form: {@code <limit>.<given>.<place>}. */
    String text() {
      return limit + "." + given + "." + (place == null ? "" : place);
    }

    static Position parse(String text) {
      String[] parts = text.split("\\.", 3);
      try {
        int limit = Integer.parseInt(parts[0]);
        int given = Integer.parseInt(parts[1]);
        String place = parts[2].isEmpty() ? null : parts[2];
        if (given < 0 || (place == null && limit < 1)) {
          throw DocumentsErrors.unknownPage(null);
        }
        return new Position(place, limit, given);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw DocumentsErrors.unknownPage(null);
      }
    }
  }
}
