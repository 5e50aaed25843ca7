package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a kind of object.
 *
 * @param name the API name
 * @param label the name for people
 * @param type the kind of value
 * @param length the most characters of a text
 * @param precision the digits of a number
 * @param scale the digits of a number after the point
 * @param required whether a record cannot do without it
 * @param readOnly whether only Salesforce sets it
 * @param filterable whether queries may filter and sort by it
 * @param values the values of a picklist, which allows others too
 * @param referenceTo the kinds of object that a reference may lead to
 * @param relationshipName how a query would name the object behind a reference
 * @param usual the value of a new record that says nothing of it
 * @param joins the fields whose values it consists of
 * @param trueWhen what it follows from
 * @param autoNumber the form of a running number
 * @param restricted whether a picklist allows its own values alone
 * @param createOnly whether its value stays what it was in the new record
 * @param externalId whether its values tell records apart outside of Salesforce
 * @param unique whether two records may not have the same value
 * @param nameField whether it is what people call a record
 * @param children how a query would name the records with such a reference; null for not at all
 * @param cascade whether a record is deleted with the one that is referred to
 */
record SObjectField(
    String name,
    String label,
    FieldType type,
    int length,
    int precision,
    int scale,
    boolean required,
    boolean readOnly,
    boolean filterable,
    List<String> values,
    List<String> referenceTo,
    @Nullable String relationshipName,
    @Nullable JsonNode usual,
    List<String> joins,
    @Nullable TrueWhen trueWhen,
    @Nullable String autoNumber,
    boolean restricted,
    boolean createOnly,
    boolean externalId,
    boolean unique,
    boolean nameField,
    @Nullable String children,
    boolean cascade) {

  /** A truth value that follows from the text of another field. */
  record TrueWhen(String field, @JsonProperty("in") List<String> among) {}

  /** A field as the resource file describes it: what is left out has a usual value. */
  record Description(
      String name,
      String label,
      FieldType type,
      @Nullable Integer length,
      @Nullable Integer precision,
      @Nullable Integer scale,
      boolean required,
      boolean readOnly,
      @Nullable Boolean filterable,
      @Nullable List<String> values,
      @Nullable List<String> referenceTo,
      @Nullable String relationshipName,
      @JsonProperty("default") @Nullable JsonNode usual,
      @Nullable List<String> joins,
      @Nullable TrueWhen trueWhen,
      @Nullable String autoNumber,
      boolean restricted,
      boolean createOnly,
      boolean externalId,
      boolean unique,
      boolean nameField,
      @Nullable String children,
      boolean cascade) {

    SObjectField toField() {
      return new SObjectField(
          name,
          label,
          type,
          Objects.requireNonNullElse(length, type.usualLength()),
          Objects.requireNonNullElse(precision, 0),
          Objects.requireNonNullElse(scale, 0),
          required,
          readOnly || joins != null || trueWhen != null || autoNumber != null,
          Objects.requireNonNullElse(filterable, true),
          Objects.requireNonNullElse(values, List.of()),
          Objects.requireNonNullElse(referenceTo, List.of()),
          relationshipName,
          usual,
          Objects.requireNonNullElse(joins, List.of()),
          trueWhen,
          autoNumber,
          restricted,
          createOnly,
          externalId,
          unique,
          nameField || name.equals("Name"),
          children,
          cascade);
    }
  }

  FieldType.Kind kind() {
    return type.kind();
  }

  /** Whether the organization has made it, and not Salesforce. */
  boolean custom() {
    return name.endsWith("__c");
  }

  /** Whether records are found by its value. */
  boolean isLookup() {
    return type == FieldType.ID || externalId;
  }

  /** Whether it refers to records of several kinds. */
  boolean isPolymorphic() {
    return referenceTo.size() > 1;
  }

  /** Whether queries may group by it. */
  boolean groupable() {
    return filterable
        && switch (type) {
          case DOUBLE, PERCENT, CURRENCY, DATETIME, MULTIPICKLIST, BASE64 -> false;
          default -> true;
        };
  }

  /** Whether a record may have no value in it. */
  boolean nillable() {
    return !required && !readOnly && type != FieldType.BOOLEAN;
  }

  /** Whether a new record gets a value in it by itself. */
  boolean defaultedOnCreate() {
    return usual != null
        || autoNumber != null
        || type == FieldType.BOOLEAN
        || name.equals("OwnerId")
        || (readOnly && joins.isEmpty());
  }
}
