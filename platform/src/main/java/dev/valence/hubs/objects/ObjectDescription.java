package dev.valence.hubs.objects;

import java.util.List;
import java.util.Optional;

/**
 * An object as the account has it.
 *
 * @param name the provider's name
 * @param fields its fields
 * @param relationships what can belong to a record
 */
public record ObjectDescription(String name, List<Field> fields, List<Relationship> relationships) {

  public ObjectDescription {
    fields = List.copyOf(fields);
    relationships = List.copyOf(relationships);
  }

  /**
   * A field.
   *
   * @param name its name
   * @param label what people call it
   * @param type {@code string}, {@code number}, {@code integer}, {@code boolean} or {@code date}
   * @param nativeType the provider's type
   * @param filterable whether conditions can name it
   * @param createable whether a new record can have it from the caller
   * @param updateable whether it can be changed
   * @param required whether a new record needs it from the caller
   * @param custom whether the account's owner has added it
   * @param values the values that it can have, where they are told
   */
  public record Field(
      String name,
      String label,
      String type,
      String nativeType,
      boolean filterable,
      boolean createable,
      boolean updateable,
      boolean required,
      boolean custom,
      List<Value> values) {

    public Field {
      values = List.copyOf(values);
    }
  }

  /**
   * A value that a field can have.
   *
   * @param value the value
   * @param label what people call it
   * @param active whether it can be chosen
   * @param usual whether a new record has it unless told otherwise
   */
  public record Value(String value, String label, boolean active, boolean usual) {}

  /**
   * Records that can belong to a record.
   *
   * @param name what they are called, seen from the record
   * @param object the provider's name of their object
   * @param field the field that names the record to which one belongs
   */
  public record Relationship(String name, String object, String field) {}

  /** The field of that name, in any case of letters. */
  public Optional<Field> field(String fieldName) {
    return fields.stream().filter(field -> field.name().equalsIgnoreCase(fieldName)).findFirst();
  }

  /** The relationship of that name, in any case of letters. */
  public Optional<Relationship> relationship(String relationshipName) {
    return relationships.stream()
        .filter(relationship -> relationship.name().equalsIgnoreCase(relationshipName))
        .findFirst();
  }
}
