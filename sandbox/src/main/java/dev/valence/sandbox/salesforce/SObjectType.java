package dev.valence.sandbox.salesforce;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of object.
 *
 * @param name the API name
 * @param label the name for people
 * @param labelPlural the name of several for people
 * @param keyPrefix the three characters with which the ids of its records begin
 * @param createable whether records of it can be made
 * @param deletable whether its records can be deleted
 * @param filteredBy what queries for it have to filter by; null for nothing
 * @param fields in order, the system's first
 */
record SObjectType(
    String name,
    String label,
    String labelPlural,
    String keyPrefix,
    boolean createable,
    boolean deletable,
    @Nullable FilteredBy filteredBy,
    List<SObjectField> fields) {

  /**
   * A query's duty to ask for records by an id.
   *
   * @param fields one of them has to be an id, or one of several
   * @param refusal what is said of a query that has none of them
   */
  record FilteredBy(List<String> fields, String refusal) {}

  /** A kind of object as the resource file describes it. */
  record Description(
      String name,
      String label,
      String labelPlural,
      String keyPrefix,
      @Nullable Boolean createable,
      @Nullable Boolean deletable,
      @Nullable FilteredBy filteredBy,
      @Nullable Set<String> withoutSystemFields,
      List<SObjectField.Description> fields) {

    SObjectType toType(List<SObjectField.Description> systemFields) {
      Set<String> without = Objects.requireNonNullElse(withoutSystemFields, Set.of());
      return new SObjectType(
          name,
          label,
          labelPlural,
          keyPrefix,
          Objects.requireNonNullElse(createable, true),
          Objects.requireNonNullElse(deletable, true),
          filteredBy,
          Stream.concat(
                  systemFields.stream().filter(field -> !without.contains(field.name())),
                  fields.stream())
              .map(SObjectField.Description::toField)
              .toList());
    }
  }

  /** The field of a name, in which capitals do not matter. */
  Optional<SObjectField> find(String fieldName) {
    return fields.stream().filter(field -> field.name().equalsIgnoreCase(fieldName)).findFirst();
  }

  /** Whether it has the field, by its exact name. */
  boolean has(String fieldName) {
    return fields.stream().anyMatch(field -> field.name().equals(fieldName));
  }
}
