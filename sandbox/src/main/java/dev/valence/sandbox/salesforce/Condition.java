package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which records a query is about. */
sealed interface Condition {

  /** Whether a record is one of them. */
  boolean test(ObjectNode record);

  /** Whether it can only hold for records with certain values in one of some fields. */
  default boolean isBy(List<String> fields) {
    return false;
  }

  /** A part that can only hold for records with certain values in a field of their own. */
  default Optional<OneOf> narrowest() {
    return Optional.empty();
  }

  /** All of several, which is everything when there are none. */
  record And(List<Condition> parts) implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      return parts.stream().allMatch(part -> part.test(record));
    }

    @Override
    public boolean isBy(List<String> fields) {
      return parts.stream().anyMatch(part -> part.isBy(fields));
    }

    @Override
    public Optional<OneOf> narrowest() {
      return parts.stream().flatMap(part -> part.narrowest().stream()).findFirst();
    }
  }

  /** One of several. */
  record Or(List<Condition> parts) implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      return parts.stream().anyMatch(part -> part.test(record));
    }
  }

  /** Not another one. */
  record Not(Condition part) implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      return !part.test(record);
    }
  }

  /**
   * A value is one of several; null is one like any other.
   *
   * @param keys the {@linkplain Condition#key keys} of the values
   */
  record OneOf(Operand operand, Set<JsonNode> keys) implements Condition {

    static OneOf of(Operand operand, Collection<JsonNode> values) {
      return new OneOf(
          operand,
          values.stream()
              .map(value -> key(operand.type().kind(), value))
              .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public boolean test(ObjectNode record) {
      return keys.contains(key(operand.type().kind(), operand.of(record)));
    }

    @Override
    public boolean isBy(List<String> fields) {
      return operand instanceof FieldPath path
          && path.references().isEmpty()
          && fields.contains(path.name());
    }

    @Override
    public Optional<OneOf> narrowest() {
      return operand instanceof FieldPath path
              && path.references().isEmpty()
              && (path.type() == FieldType.ID || RecordTable.isIndexed(path.field()))
              && keys.stream().allMatch(JsonNode::isTextual)
          ? Optional.of(this)
          : Optional.empty();
    }
  }

  /** A value is on one side of another value; null is on neither. */
  record Beyond(Operand operand, boolean greater, boolean orEqual, JsonNode value)
      implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      JsonNode actual = operand.of(record);
      if (actual.isNull() || value.isNull()) {
        return false;
      }
      int order = compare(operand.type().kind(), actual, value);
      return order == 0 ? orEqual : order > 0 == greater;
    }
  }

  /** A text matches a pattern as a whole; capitals do not matter. */
  record Like(Operand operand, Pattern pattern) implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      String actual = operand.of(record).textValue();
      return actual != null && pattern.matcher(actual).matches();
    }
  }

  /**
   * Of the values that a multi-select picklist has, all of one of several sets are there.
   *
   * @param sets in small letters
   */
  record Includes(Operand operand, List<Set<String>> sets) implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      String actual = operand.of(record).textValue();
      Set<String> chosen =
          actual == null ? Set.of() : Set.of(actual.toLowerCase(Locale.ROOT).split(";"));
      return sets.stream().anyMatch(chosen::containsAll);
    }
  }

  /** A value in a form in which equal ones are equal. */
  static JsonNode key(FieldType.Kind kind, JsonNode value) {
    if (value.isNull()) {
      return value;
    }
    return switch (kind) {
      case NUMBER -> DecimalNode.valueOf(value.decimalValue().stripTrailingZeros());
      case TEXT -> TextNode.valueOf(value.textValue().toLowerCase(Locale.ROOT));
      case BOOLEAN, ID, DATE, DATETIME -> value;
    };
  }

  /** The order of two values of a kind of field; null comes before all others. */
  static int compare(FieldType.Kind kind, JsonNode one, JsonNode other) {
    if (one.isNull() || other.isNull()) {
      return Boolean.compare(other.isNull(), one.isNull());
    }
    return switch (kind) {
      case NUMBER -> one.decimalValue().compareTo(other.decimalValue());
      case BOOLEAN -> Boolean.compare(one.booleanValue(), other.booleanValue());
      case TEXT -> one.textValue().compareToIgnoreCase(other.textValue());
      // In their canonical forms, times sort as their characters do.
      case ID, DATE, DATETIME -> one.textValue().compareTo(other.textValue());
    };
  }
}
