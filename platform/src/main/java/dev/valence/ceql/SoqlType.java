package dev.valence.ceql;

import java.util.Locale;
import java.util.Optional;

/** What a field of Salesforce holds, as far as it decides how a value is written in SOQL. */
public enum SoqlType {
  /** A text of any kind, also a choice, an address of e-mail or a phone number. */
  TEXT("a text"),
  /** An id of a record, with 15 or 18 characters. */
  ID("an id"),
  NUMBER("a number"),
  BOOLEAN("true or false"),
  DATE("a date"),
  DATETIME("a date with a time"),
  TIME("a time"),
  /** Several choices, with semicolons between them. */
  MULTIPICKLIST("a choice");

  private final String words;

  SoqlType(String words) {
    this.words = words;
  }

  /** What a value is, in words for whoever has sent another. */
  String words() {
    return words;
  }

  /**
   * The type that a description of an object names, such as {@code currency}; empty for one that
   * cannot be compared, or that came after this was written.
   *
   * @see <a
   *     href="https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/field_types.htm">Field
   *     Types</a>
   */
  public static Optional<SoqlType> described(String type) {
    return Optional.ofNullable(
        switch (type.toLowerCase(Locale.ROOT)) {
          case "string",
              "textarea",
              "picklist",
              "combobox",
              "phone",
              "email",
              "url",
              "encryptedstring",
              "datacategorygroupreference" ->
              TEXT;
          case "id", "reference" -> ID;
          case "int", "long", "double", "percent", "currency" -> NUMBER;
          case "boolean" -> BOOLEAN;
          case "date" -> DATE;
          case "datetime" -> DATETIME;
          case "time" -> TIME;
          case "multipicklist" -> MULTIPICKLIST;
          default -> null;
        });
  }
}
