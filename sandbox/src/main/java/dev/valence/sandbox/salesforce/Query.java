package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query whose names are known to be right.
 *
 * @param type the kind of object
 * @param fields what is selected; nothing for a query that only counts
 * @param where which records
 * @param orders how they are sorted, the most important first
 * @param limit how many at most; null for all
 * @param offset how many are left out at the start
 */
record Query(
    SObjectType type,
    List<SObjectField> fields,
    Condition where,
    List<Order> orders,
    @Nullable Integer limit,
    int offset) {

  /** One of the fields by which the records are sorted. */
  record Order(SObjectField field, boolean descending, boolean nullsLast) {

    Comparator<ObjectNode> comparator() {
      Comparator<ObjectNode> byValue =
          (one, other) ->
              Condition.compare(field.kind(), one.get(field.name()), other.get(field.name()));
      Comparator<ObjectNode> nullsFirst =
          Comparator.comparing(record -> !record.get(field.name()).isNull());
      return (nullsLast ? nullsFirst.reversed() : nullsFirst)
          .thenComparing(descending ? byValue.reversed() : byValue);
    }
  }

  /** The records that are asked for, of all there are. */
  List<ObjectNode> run(List<ObjectNode> all) {
    Stream<ObjectNode> found = all.stream().filter(where::test);
    for (Order order : orders.reversed()) {
      found = found.sorted(order.comparator());
    }
    found = found.skip(offset);
    return (limit == null ? found : found.limit(limit)).toList();
  }
}
