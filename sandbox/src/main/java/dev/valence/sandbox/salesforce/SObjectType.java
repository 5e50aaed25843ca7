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
 * @param deletable whether its records can be deleted
 * @param fields in order, the system's first
 */
record SObjectType(
    String name,
    String label,
    String labelPlural,
    String keyPrefix,
    boolean deletable,
    List<SObjectField> fields) {

  /** A kind of object as the resource file describes it. */
  record Description(
      String name,
      String label,
      String labelPlural,
      String keyPrefix,
      @Nullable Boolean deletable,
      @Nullable Set<String> withoutSystemFields,
      List<SObjectField.Description> fields) {

    SObjectType toType(List<SObjectField.Description> systemFields) {
      Set<String> without = Objects.requireNonNullElse(withoutSystemFields, Set.of());
      return new SObjectType(
          name,
          label,
          labelPlural,
          keyPrefix,
          Objects.requireNonNullElse(deletable, true),
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
