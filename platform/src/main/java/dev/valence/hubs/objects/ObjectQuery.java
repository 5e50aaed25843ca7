package dev.valence.hubs.objects;

import dev.valence.model.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which records are asked for. Every name in it consists of words and dots, so that a connector can
 * put it into a query of the provider as it is.
 *
 * @param object the provider's name of the object
 * @param fields the fields to give; none means all
 * @param order by which fields the records are sorted, the first one first
 */
public record ObjectQuery(String object, List<String> fields, List<Order> order) {

  /** Words with dots between them. */
  private static final String FIELD = "(?!.*\\.(?![A-Za-z_]))[A-Za-z_][A-Za-z0-9_.]*";

  private static final Pattern NAME = Pattern.compile(FIELD);
  private static final Pattern ORDER = Pattern.compile(FIELD + "(?:\\s+(?i:asc|desc))?");
  private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");

  /**
   * @throws ApiException 400 for a name that cannot be one
   */
  public ObjectQuery {
    fields = List.copyOf(fields);
    order = List.copyOf(order);
    Stream.concat(
            Stream.concat(Stream.of(object), fields.stream()), order.stream().map(Order::field))
        .filter(name -> !NAME.matcher(name).matches())
        .findFirst()
        .ifPresent(name -> {
          throw ApiException.badRequest("'" + name + "' is not a name.");
        });
  }

  /**
   * A field to sort by.
   *
   * @param field its name
   * @param descending whether the largest value comes first
   */
  public record Order(String field, boolean descending) {

    private static Order parse(String text) {
      String[] parts = text.split("\\s+", 2);
      return new Order(parts[0], parts.length > 1 && parts[1].equalsIgnoreCase("desc"));
    }
  }

  /**
   * Reads a query as callers write it.
   *
   * @param fields names of fields, separated by commas; empty for all fields
   * @param order {@code field asc|desc}, separated by commas; empty for the provider's order
   * @throws ApiException 400 for what is not written so
   */
  public static ObjectQuery parse(String object, String fields, String order) {
    faultOfFields(fields)
        .or(() -> faultOfOrder(order))
        .ifPresent(fault -> {
          throw ApiException.badRequest(fault);
        });
    return new ObjectQuery(object, items(fields), items(order).stream().map(Order::parse).toList());
  }

  /** What is wrong with a list of fields, as a sentence. */
  static Optional<String> faultOfFields(String fields) {
    return all(NAME, fields)
        ? Optional.empty()
        : Optional.of("The parameter 'fields' must be names of fields, separated by commas.");
  }

  /** What is wrong with an order, as a sentence. */
  static Optional<String> faultOfOrder(String order) {
    return all(ORDER, order)
        ? Optional.empty()
        : Optional.of(
            "The parameter 'orderBy' must be a field with asc or desc, as in 'Name asc'.");
  }

  private static boolean all(Pattern pattern, String text) {
    return items(text).stream().allMatch(item -> pattern.matcher(item).matches());
  }

  private static List<String> items(String text) {
    return text.isBlank() ? List.of() : List.of(SEPARATOR.split(text.strip(), -1));
  }
}
