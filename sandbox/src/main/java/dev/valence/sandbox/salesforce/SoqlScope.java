package dev.valence.sandbox.salesforce;

import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlFunctionContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/**
 * What the names in a query mean.
 *
 * @param schema the kinds of object
 * @param source where their records are
 * @param type what the query is about
 * @param alias another name for that; null for none
 */
record SoqlScope(Schema schema, RecordSource source, SObjectType type, @Nullable String alias) {

  private static final int MOST_LEVELS = 5;

  /** The field that a name leads to. */
  FieldPath path(FieldNameContext name) {
    List<String> parts =
        new ArrayList<>(name.soqlId().stream().map(ParserRuleContext::getText).toList());
    // A field may be named with the object of the query in front of it.
    if (parts.size() > 1
        && (parts.getFirst().equalsIgnoreCase(type.name())
            || parts.getFirst().equalsIgnoreCase(alias))) {
      parts.removeFirst();
    }
    if (parts.size() > MOST_LEVELS + 1) {
      throw SoqlError.field(
          name, "Maximum number of levels of relationships exceeded: " + MOST_LEVELS);
    }
    SObjectType at = type;
    List<SObjectField> references = new ArrayList<>();
    for (String part : parts.subList(0, parts.size() - 1)) {
      SObjectField reference = reference(name, at, part);
      references.add(reference);
      at = schema.behind(reference).orElseThrow(() -> notUnderstood(name, part));
    }
    return new FieldPath(source, type, List.copyOf(references), field(name, at, parts.getLast()));
  }

  private static SObjectField reference(FieldNameContext name, SObjectType at, String part) {
    return Schema.parent(at, part).orElseThrow(() -> notUnderstood(name, part));
  }

  private static RestException notUnderstood(FieldNameContext name, String part) {
    return SoqlError.field(
        name,
        "Didn't understand relationship '"
            + part
            + "' in field path. If you are attempting to use a custom relationship, be sure to"
            + " append the '__r' after the custom relationship name. Please reference your WSDL or"
            + " the describe call for the appropriate names.");
  }

  private static SObjectField field(FieldNameContext name, SObjectType at, String part) {
    return at.find(part)
        .orElseThrow(() ->
            SoqlError.field(
                name,
                "No such column '"
                    + part
                    + "' on entity '"
                    + at.name()
                    + "'. If you are attempting to use a custom field, be sure to append the"
                    + " '__c' after the custom field name. Please reference your WSDL or the"
                    + " describe call for the appropriate names."));
  }

  /** The field that a name leads to, by which records may be chosen and sorted. */
  FieldPath comparable(FieldNameContext name, ParserRuleContext context, String use) {
    FieldPath path = path(name);
    if (!path.field().filterable()) {
      String message = "field '" + path.name() + "' can not be " + use + " in a query call";
      throw use.equals("filtered")
          ? SoqlError.field(context, message)
          : SoqlError.malformed(context, message);
    }
    return path;
  }

  /** The part of a date that a function gives; empty when it is another function. */
  Optional<DatePart> datePart(SoqlFunctionContext function) {
    String word = function.getStart().getText();
    return Arrays.stream(DatePart.Part.values())
        .filter(part -> part.name().equalsIgnoreCase(word))
        .findFirst()
        .map(part -> {
          FieldNameContext name =
              function.dateFieldName() == null
                  ? function.fieldName()
                  : function.dateFieldName().fieldName();
          FieldPath path = path(name);
          FieldType.Kind kind = path.type().kind();
          if (kind != FieldType.Kind.DATETIME
              && (kind != FieldType.Kind.DATE || part == DatePart.Part.HOUR_IN_DAY)) {
            throw SoqlError.malformed(
                function, "field " + path.name() + " does not support function " + part.name());
          }
          return new DatePart(part, path);
        });
  }
}
