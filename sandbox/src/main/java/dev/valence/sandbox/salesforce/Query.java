package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query whose names are known to be right.
 *
 * @param source where its records are
 * @param type the kind of object
 * @param selected what is told of each record
 * @param where which records
 * @param groups what makes one of several records; null for nothing
 * @param orders how they are sorted, the most important first
 * @param limit how many at most; null for all
 * @param offset how many are left out at the start
 */
record Query(
    RecordSource source,
    SObjectType type,
    List<Selected> selected,
    Condition where,
    @Nullable Groups groups,
    List<Order> orders,
    @Nullable Integer limit,
    int offset) {

  /** Something that is told of each record. */
  sealed interface Selected {

    /** The number of records alone, which takes the place of telling of them. */
    record Count() implements Selected {}

    /**
     * A value.
     *
     * @param as another name for it; null for its own
     */
    record Value(FieldPath path, @Nullable String as) implements Selected {}

    /** The records that refer to it. */
    record Children(Schema.Relationship relationship, Query query) implements Selected {}
  }

  /** One of the values by which the records are sorted. */
  record Order(Operand operand, boolean descending, boolean nullsLast) {

    Comparator<ObjectNode> comparator() {
      Comparator<JsonNode> byValue =
          (one, other) -> Condition.compare(operand.type().kind(), one, other);
      Comparator<JsonNode> nullsFirst = Comparator.comparing(value -> !value.isNull());
      return Comparator.comparing(
          operand::of,
          (nullsLast ? nullsFirst.reversed() : nullsFirst)
              .thenComparing(descending ? byValue.reversed() : byValue));
    }
  }

  /** Whether it only counts. */
  boolean counts() {
    return selected.size() == 1 && selected.getFirst() instanceof Selected.Count;
  }

  /** The records that are asked for, or the groups of them. */
  List<ObjectNode> run() {
    return run(_ -> true);
  }

  /**
   * The records that are asked for, or the groups of them.
   *
   * @param also what the records have to be besides
   */
  List<ObjectNode> run(Predicate<ObjectNode> also) {
    Stream<ObjectNode> matching = candidates().stream().filter(where::test).filter(also);
    return arrange(groups == null ? matching : groups.of(matching.toList()).stream());
  }

  /** Sorts what has been found, and cuts it off. */
  List<ObjectNode> arrange(Stream<ObjectNode> found) {
    Stream<ObjectNode> sorted = found;
    if (!orders.isEmpty()) {
      sorted =
          sorted.sorted(
              orders.stream()
                  .map(Order::comparator)
                  .reduce(Comparator::thenComparing)
                  .orElseThrow());
    }
    sorted = sorted.skip(offset);
    return (limit == null ? sorted : sorted.limit(limit)).toList();
  }

  /** The records among which all that match are. */
  private List<ObjectNode> candidates() {
    Condition.OneOf narrow = where.narrowest().orElse(null);
    if (narrow == null || !(narrow.operand() instanceof FieldPath path)) {
      return source.all(type);
    }
    List<String> values = narrow.keys().stream().map(JsonNode::textValue).toList();
    return values.stream()
        .flatMap(value ->
            path.field().type() == FieldType.ID
                ? source.find(type, value).stream()
                : source.with(type, path.field(), value).stream())
        .sorted(Comparator.comparing(record -> record.get("Id").textValue()))
        .toList();
  }
}
