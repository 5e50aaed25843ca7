package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which records a query is about. */
sealed interface Condition {

  /** Whether a record is one of them. */
  boolean test(ObjectNode record);

  /** Whether it can only hold for records with certain ids in one of some fields. */
  default boolean isById(List<String> fields) {
    return false;
  }

  /** All of several, which is everything when there are none. */
  record And(List<Condition> parts) implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      return parts.stream().allMatch(part -> part.test(record));
    }

    @Override
    public boolean isById(List<String> fields) {
      return parts.stream().anyMatch(part -> part.isById(fields));
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

  /** The value of a field is one of several; null is one like any other. */
  record OneOf(SObjectField field, List<JsonNode> values) implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      JsonNode actual = record.get(field.name());
      return values.stream().anyMatch(value -> compare(field.kind(), actual, value) == 0);
    }

    @Override
    public boolean isById(List<String> fields) {
      return fields.contains(field.name());
    }
  }

  /** The value of a field is on one side of another value; null is on neither. */
  record Beyond(SObjectField field, boolean greater, boolean orEqual, JsonNode value)
      implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      JsonNode actual = record.get(field.name());
      if (actual.isNull() || value.isNull()) {
        return false;
      }
      int order = compare(field.kind(), actual, value);
      return order == 0 ? orEqual : order > 0 == greater;
    }
  }

  /** A text matches a pattern as a whole; capitals do not matter. */
  record Like(SObjectField field, Pattern pattern) implements Condition {
    @Override
    public boolean test(ObjectNode record) {
      String actual = record.get(field.name()).textValue();
      return actual != null && pattern.matcher(actual).matches();
    }
  }

  /** The order of two values of a kind of field; null comes before all others. */
  static int compare(FieldType.Kind kind, JsonNode one, JsonNode other) {
    if (one.isNull() || other.isNull()) {
      return Boolean.compare(other.isNull(), one.isNull());
    }
    return switch (kind) {
      case NUMBER -> one.decimalValue().compareTo(other.decimalValue());
      case BOOLEAN -> Boolean.compare(one.booleanValue(), other.booleanValue());
      case TEXT ->
          one.textValue()
              .toLowerCase(Locale.ROOT)
              .compareTo(other.textValue().toLowerCase(Locale.ROOT));
      // In their canonical forms, times sort as their characters do.
      case ID, DATE, DATETIME -> one.textValue().compareTo(other.textValue());
    };
  }
}
