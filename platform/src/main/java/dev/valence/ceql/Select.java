package dev.valence.ceql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A query (contract, core 5.6), such as {@code select name, size from files where size > 3 order by
 * name desc limit 10}.
 *
 * @param object the kind of object, without backticks
 * @param fields the fields, without backticks, as they were written; none for all
 * @param where the condition
 * @param orders how the objects are sorted, the most important first
 * @param limit how many there are at most
 */
public record Select(
    String object,
    List<String> fields,
    Optional<Where> where,
    List<Order> orders,
    OptionalInt limit) {

  public Select {
    fields = List.copyOf(fields);
    orders = List.copyOf(orders);
  }

  /** A field by which objects are sorted. */
  public record Order(String field, boolean descending) {}

  /**
   * Reads a query. {@code select * contacts}, without {@code from}, is one too.
   *
   * @throws CeqlException for one that cannot be read; its message begins with {@code Error parsing
   *     query}
   */
  public static Select parse(String text) {
    return SelectReader.read(text);
  }
}
