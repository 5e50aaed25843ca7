package dev.valence.sandbox.salesforce;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * @param updateable whether its records can be changed
 * @param deletable whether its records can be deleted
 * @param viewOf the kind of object whose records it shows; null when it has its own
 * @param filteredBy what queries for it have to filter by; null for nothing
 * @param fields in order, the system's first
 * @param byName the fields by their names in small letters
 */
record SObjectType(
    String name,
    String label,
    String labelPlural,
    String keyPrefix,
    boolean createable,
    boolean updateable,
    boolean deletable,
    @Nullable String viewOf,
    @Nullable FilteredBy filteredBy,
    List<SObjectField> fields,
    Map<String, SObjectField> byName) {

  /**
   * A query's duty to ask for records by an id.
   *
   * @param fields one of them has to be an id, or one of several
   * @param orAll what may take their place when all of it is asked for; null for nothing
   * @param refusal what is said of a query that has none of them
   */
  record FilteredBy(List<String> fields, @Nullable List<String> orAll, String refusal) {

    /** Whether a query with a condition does its duty. */
    boolean isMetBy(Condition where) {
      List<String> all = orAll;
      return where.isBy(fields)
          || (all != null && all.stream().allMatch(field -> where.isBy(List.of(field))));
    }
  }

  /** A kind of object as the resource file describes it. */
  record Description(
      String name,
      String label,
      String labelPlural,
      String keyPrefix,
      @Nullable Boolean createable,
      @Nullable Boolean updateable,
      @Nullable Boolean deletable,
      @Nullable String viewOf,
      @Nullable FilteredBy filteredBy,
      @Nullable Set<String> withoutSystemFields,
      List<SObjectField.Description> fields) {

    SObjectType toType(List<SObjectField.Description> systemFields) {
      Set<String> without = Objects.requireNonNullElse(withoutSystemFields, Set.of());
      List<SObjectField> all =
          Stream.concat(
                  systemFields.stream().filter(field -> !without.contains(field.name())),
                  fields.stream())
              .map(SObjectField.Description::toField)
              .toList();
      return new SObjectType(
          name,
          label,
          labelPlural,
          keyPrefix,
          Objects.requireNonNullElse(createable, true),
          Objects.requireNonNullElse(updateable, true),
          Objects.requireNonNullElse(deletable, true),
          viewOf,
          filteredBy,
          all,
          all.stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      field -> field.name().toLowerCase(Locale.ROOT), field -> field)));
    }
  }

  /** The field of a name, in which capitals do not matter. */
  Optional<SObjectField> find(String fieldName) {
    return Optional.ofNullable(byName.get(fieldName.toLowerCase(Locale.ROOT)));
  }

  /** Whether it has the field, by its exact name. */
  boolean has(String fieldName) {
    return find(fieldName).filter(field -> field.name().equals(fieldName)).isPresent();
  }

  /** Whether the organization has made it, and not Salesforce. */
  boolean custom() {
    return name.endsWith("__c");
  }

  /** The field by which people call a record; empty when they do not. */
  Optional<SObjectField> nameField() {
    return fields.stream().filter(SObjectField::nameField).findFirst();
  }

  /** The field with bytes; empty when there is none. */
  Optional<SObjectField> blob() {
    return fields.stream().filter(field -> field.type() == FieldType.BASE64).findFirst();
  }
}
