package dev.valence.hubs.objects;

import dev.valence.ceql.Where;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Which records are asked for. Every name in it, save for those of the condition, consists of words
 * and dots, so that a connector can put it into a query of the provider as it is.
 *
 * @param of the records among which it selects
 * @param where the condition
 * @param members further, that the records are members of something
 * @param order by which fields the records are sorted, the first one first
 * @param limit how many records there are at most
 * @param projection what is given of each
 */
public record ObjectQuery(
    Records of,
    Optional<Where> where,
    Optional<Membership> members,
    List<Order> order,
    OptionalInt limit,
    Projection projection) {

  private static final Pattern ORDER = Pattern.compile(Names.NAME + "(?:\\s+(?i:asc|desc))?");

  public ObjectQuery {
    order = List.copyOf(order);
  }

  /** The provider's name of the object. */
  public String object() {
    return of.object();
  }

  /** Records that have certain values, whatever else. */
  public static ObjectQuery of(Records records) {
    return new ObjectQuery(
        records,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        OptionalInt.empty(),
        Projection.ALL);
  }

  /** The same with a condition. */
  public ObjectQuery where(Optional<Where> condition) {
    return new ObjectQuery(of, condition, members, order, limit, projection);
  }

  /** The same for members of something. */
  public ObjectQuery membersOf(Membership membership) {
    return new ObjectQuery(of, where, Optional.of(membership), order, limit, projection);
  }

  /** The same in an order. */
  public ObjectQuery orderedBy(List<Order> fields) {
    return new ObjectQuery(of, where, members, fields, limit, projection);
  }

  /** The same, but not more. */
  public ObjectQuery atMost(OptionalInt records) {
    return new ObjectQuery(of, where, members, order, records, projection);
  }

  /** The same, of which something else is given. */
  public ObjectQuery giving(Projection other) {
    return new ObjectQuery(of, where, members, order, limit, other);
  }

  /**
   * Records that others join with something.
   *
   * @param joins the records that join, each one member
   * @param field the field of these that names the member
   */
  public record Membership(Records joins, String field) {

    public Membership {
      Names.require(field);
    }
  }

  /**
   * A field to sort by.
   *
   * @param field its name
   * @param descending whether the largest value comes first
   */
  public record Order(String field, boolean descending) {

    /**
     * @throws ApiException 400 for a name that cannot be one
     */
    public Order {
      Names.require(field);
    }

    /**
     * Reads {@code field asc|desc}, separated by commas; empty for the provider's order.
     *
     * @throws ApiException 400 for what is not written so
     */
    public static List<Order> parse(String text) {
      faultOf(text)
          .ifPresent(fault -> {
            throw ApiException.badRequest(fault);
          });
      return Names.split(text).stream().map(Order::parseOne).toList();
    }

    /** What is wrong with an order, as a sentence. */
    static Optional<String> faultOf(String text) {
      return Names.split(text).stream().allMatch(item -> ORDER.matcher(item).matches())
          ? Optional.empty()
          : Optional.of(
              "The parameter 'orderBy' must be a field with asc or desc, as in 'Name asc'.");
    }

    private static Order parseOne(String text) {
      String[] parts = text.split("\\s+", 2);
      return new Order(parts[0], parts.length > 1 && parts[1].equalsIgnoreCase("desc"));
    }
  }
}
