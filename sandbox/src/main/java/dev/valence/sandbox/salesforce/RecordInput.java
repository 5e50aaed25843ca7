package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.sandbox.face.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Checks the values of a record to write, and brings them into the form in which they are kept. */
final class RecordInput {

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

  private final SObjectType type;
  private final Function<String, Optional<SObjectType>> typeOfRecord;

  /**
   * The rules for a kind of object.
   *
   * @param typeOfRecord the kind of the record with an id; empty when there is none
   */
  RecordInput(SObjectType type, Function<String, Optional<SObjectType>> typeOfRecord) {
    this.type = type;
    this.typeOfRecord = typeOfRecord;
  }

  /** The values of a new record, by the exact names of the fields. */
  ObjectNode readNew(ObjectNode body) {
    ObjectNode values = read(body, true, "cannot specify Id in an insert call");
    requireAll(
        type.fields().stream()
            .filter(field -> field.usual() == null && !values.hasNonNull(field.name()))
            .toList());
    return values;
  }

  /** The changed values of a record, by the exact names of the fields. */
  ObjectNode readChange(ObjectNode body) {
    ObjectNode values =
        read(body, false, "The Id field should not be specified in the sobject data.");
    requireAll(
        type.fields().stream()
            .filter(field -> values.has(field.name()) && values.get(field.name()).isNull())
            .toList());
    return values;
  }

  private ObjectNode read(ObjectNode body, boolean isNew, String idIsGiven) {
    ObjectNode values = Json.object();
    List<String> readOnly = new ArrayList<>();
    for (var entry : body.properties()) {
      if (entry.getKey().equals("attributes")) {
        continue;
      }
      SObjectField field =
          type.find(entry.getKey())
              .orElseThrow(() ->
                  new RestException(
                      400,
                      "INVALID_FIELD",
                      "No such column '" + entry.getKey() + "' on sobject of type " + type.name()));
      if (field.type() == FieldType.ID) {
        throw new RestException(400, "INVALID_FIELD", idIsGiven);
      }
      if (field.readOnly() || (field.createOnly() && !isNew)) {
        readOnly.add(field.name());
      } else {
        values.set(field.name(), value(field, entry.getValue()));
      }
    }
    if (!readOnly.isEmpty()) {
      throw new RestException(
          400,
          "INVALID_FIELD_FOR_INSERT_UPDATE",
          "Unable to create/update fields: "
              + String.join(", ", readOnly)
              + ". Please check the security settings of this field and verify that it is read/write"
              + " for your profile or permission set.",
          readOnly.toArray(String[]::new));
    }
    return values;
  }

  private static void requireAll(List<SObjectField> empty) {
    List<String> missing =
        empty.stream()
            // Bytes do not come with the other values; who takes them demands them.
            .filter(field -> field.required() && field.type() != FieldType.BASE64)
            .map(SObjectField::name)
            .toList();
    if (!missing.isEmpty()) {
      throw new RestException(
          400,
          "REQUIRED_FIELD_MISSING",
          "Required fields are missing: [" + String.join(", ", missing) + "]",
          missing.toArray(String[]::new));
    }
  }

  private JsonNode value(SObjectField field, JsonNode sent) {
    if (sent.isNull() || (sent.isTextual() && sent.textValue().isBlank())) {
      return field.kind() == FieldType.Kind.BOOLEAN ? BooleanNode.FALSE : NullNode.getInstance();
    }
    return switch (field.kind()) {
      case TEXT -> text(field, sent);
      case NUMBER -> number(field, sent);
      case BOOLEAN -> {
        String word = sent.asText().toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
          throw unreadable(field, sent);
        }
        yield BooleanNode.valueOf(word.equals("true"));
      }
      case DATE ->
          TextNode.valueOf(
              Times.canonicalDate(sent.asText()).orElseThrow(() -> unreadable(field, sent)));
      case DATETIME ->
          TextNode.valueOf(
              Times.canonicalDateTime(sent.asText()).orElseThrow(() -> unreadable(field, sent)));
      case ID -> reference(field, sent.asText());
    };
  }

  private static JsonNode text(SObjectField field, JsonNode sent) {
    if (!sent.isValueNode()) {
      throw unreadable(field, sent);
    }
    String text = sent.asText().strip();
    if (field.restricted()) {
      requireAmong(field, text);
    }
    if (text.length() > field.length()) {
      throw new RestException(
          400,
          "STRING_TOO_LONG",
          field.label()
              + ": data value too large: "
              + text
              + " (max length="
              + field.length()
              + ")",
          field.name());
    }
    if (field.type() == FieldType.EMAIL && !EMAIL.matcher(text).matches()) {
      throw new RestException(
          400,
          "INVALID_EMAIL_ADDRESS",
          field.label() + ": invalid email address: " + text,
          field.name());
    }
    return TextNode.valueOf(text);
  }

  private static void requireAmong(SObjectField field, String text) {
    List<String> chosen =
        field.type() == FieldType.MULTIPICKLIST ? List.of(text.split(";")) : List.of(text);
    for (String value : chosen) {
      if (!field.values().contains(value)) {
        throw new RestException(
            400,
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            field.label() + ": bad value for restricted picklist field: " + value,
            field.name());
      }
    }
  }

  private static JsonNode number(SObjectField field, JsonNode given) {
    JsonNode sent = given;
    if (sent.isTextual()) {
      // Numbers may be in quotes.
      try {
        sent = DecimalNode.valueOf(new BigDecimal(sent.textValue().strip()));
      } catch (NumberFormatException e) {
        throw unreadable(field, sent);
      }
      if (field.type() == FieldType.INT && sent.canConvertToExactIntegral()) {
        sent = BigIntegerNode.valueOf(sent.bigIntegerValue());
      }
    }
    if (field.type() == FieldType.INT) {
      if (!sent.isIntegralNumber() || !sent.canConvertToInt()) {
        throw unreadable(field, sent);
      }
      return IntNode.valueOf(sent.intValue());
    }
    if (!sent.isNumber()) {
      throw unreadable(field, sent);
    }
    return DoubleNode.valueOf(sent.doubleValue());
  }

  private JsonNode reference(SObjectField field, String id) {
    String full =
        Ids.normalize(id)
            .orElseThrow(() ->
                new RestException(
                    400,
                    "MALFORMED_ID",
                    field.label() + ": id value of incorrect type: " + id,
                    field.name()));
    Optional<SObjectType> referred = typeOfRecord.apply(full);
    // Some fields refer to kinds of object that the sandbox does not have, such as profiles.
    if (referred.isPresent() && !field.referenceTo().contains(referred.get().name())) {
      throw new RestException(
          400,
          "MALFORMED_ID",
          field.label() + ": id value of incorrect type: " + full,
          field.name());
    }
    if (referred.isEmpty() && !field.referenceTo().contains("Profile")) {
      throw new RestException(
          400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field.name());
    }
    return TextNode.valueOf(full);
  }

  private static RestException unreadable(SObjectField field, JsonNode sent) {
    return new RestException(
        400,
        "JSON_PARSER_ERROR",
        "Cannot deserialize instance of "
            + field.type().word()
            + " from value "
            + sent
            + " or request may be missing a required field at "
            + field.name());
  }
}
