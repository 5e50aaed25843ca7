package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.apexdevtools.apexparser.ApexParser.ComparisonOperatorContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.ValueContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereLogicalExpressionContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the WHERE clause of a query over a kind of object. */
final class SoqlConditions {

  private final SObjectType type;

  SoqlConditions(SObjectType type) {
    this.type = type;
  }

  Condition read(WhereLogicalExpressionContext expression) {
    List<Condition> parts =
        expression.whereConditionalExpression().stream().map(this::part).toList();
    if (expression.NOT() != null) {
      return new Condition.Not(parts.getFirst());
    }
    return expression.SOQLOR().isEmpty() ? new Condition.And(parts) : new Condition.Or(parts);
  }

  private Condition part(WhereConditionalExpressionContext expression) {
    if (expression.whereLogicalExpression() != null) {
      return read(expression.whereLogicalExpression());
    }
    FieldExpressionContext comparison = expression.whereFieldExpression().fieldExpression();
    if (comparison == null || comparison.fieldName() == null) {
      throw SoqlParser.unsupported(expression);
    }
    SObjectField field = SoqlParser.field(comparison.fieldName(), type);
    if (!field.filterable()) {
      throw new RestException(
          400,
          "INVALID_FIELD",
          SoqlParser.place(comparison)
              + "field '"
              + field.name()
              + "' can not be filtered in a query call");
    }
    return comparison(field, comparison);
  }

  private static Condition comparison(SObjectField field, FieldExpressionContext comparison) {
    ComparisonOperatorContext operator = comparison.comparisonOperator();
    ValueContext value = comparison.value();
    return switch (operator.getText().toUpperCase(Locale.ROOT)) {
      case "=" -> new Condition.OneOf(field, List.of(value(field, value)));
      case "!=", "<>" ->
          new Condition.Not(new Condition.OneOf(field, List.of(value(field, value))));
      case "<" -> new Condition.Beyond(field, false, false, value(field, value));
      case "<=" -> new Condition.Beyond(field, false, true, value(field, value));
      case ">" -> new Condition.Beyond(field, true, false, value(field, value));
      case ">=" -> new Condition.Beyond(field, true, true, value(field, value));
      case "LIKE" -> like(field, value);
      case "IN" -> new Condition.OneOf(field, values(field, value));
      case "NOTIN" -> new Condition.Not(new Condition.OneOf(field, values(field, value)));
      default -> throw SoqlParser.unsupported(operator);
    };
  }

  private static Condition like(SObjectField field, ValueContext value) {
    if (field.kind() != FieldType.Kind.TEXT) {
      throw new RestException(
          400,
          "INVALID_QUERY_FILTER_OPERATOR",
          SoqlParser.place(value) + "invalid operator on " + field.type().word() + " field");
    }
    if (value.StringLiteral() == null) {
      throw wrongType(field, value);
    }
    return new Condition.Like(field, SoqlText.pattern(value.getText()));
  }

  private static List<JsonNode> values(SObjectField field, ValueContext value) {
    if (value.valueList() == null) {
      throw SoqlParser.unsupported(value);
    }
    return value.valueList().value().stream().map(each -> value(field, each)).toList();
  }

  /** A literal in the form in which the field's values are kept. */
  private static JsonNode value(SObjectField field, ValueContext value) {
    if (value.NULL() != null) {
      return NullNode.getInstance();
    }
    if (value.subQuery() != null
        || value.dateFormula() != null
        || value.valueList() != null
        || value.boundExpression() != null) {
      throw SoqlParser.unsupported(value);
    }
    Optional<? extends JsonNode> literal =
        switch (field.kind()) {
          case TEXT -> Optional.ofNullable(value.StringLiteral()).map(node -> text(node.getText()));
          case ID ->
              Optional.ofNullable(value.StringLiteral()).map(node -> id(field, node.getText()));
          case NUMBER ->
              Optional.ofNullable(value.signedNumber()).flatMap(node -> number(node.getText()));
          case BOOLEAN ->
              Optional.ofNullable(value.BooleanLiteral())
                  .map(node -> BooleanNode.valueOf(Boolean.parseBoolean(node.getText())));
          case DATE ->
              Optional.ofNullable(value.DateLiteral())
                  .flatMap(node -> Times.canonicalDate(node.getText()))
                  .map(TextNode::valueOf);
          case DATETIME ->
              Optional.ofNullable(value.DateTimeLiteral())
                  .flatMap(node -> Times.canonicalDateTime(node.getText()))
                  .map(TextNode::valueOf);
        };
    return literal.isPresent() ? literal.get() : wrong(field, value);
  }

  /** An empty text is no value at all, as everywhere in Salesforce. */
  private static JsonNode text(String literal) {
    String text = SoqlText.decode(literal);
    return text.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(text);
  }

  /** Apex has suffixes that tell kinds of numbers; queries have none. */
  private static Optional<DecimalNode> number(String literal) {
    try {
      return Optional.of(DecimalNode.valueOf(new BigDecimal(literal)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static JsonNode id(SObjectField field, String literal) {
    String id = SoqlText.decode(literal);
    if (id.isEmpty()) {
      return NullNode.getInstance();
    }
    return TextNode.valueOf(
        Ids.normalize(id)
            .orElseThrow(() ->
                new RestException(
                    400,
                    "INVALID_QUERY_FILTER_OPERATOR",
                    "invalid ID field: " + id,
                    field.name())));
  }

  private static JsonNode wrong(SObjectField field, ValueContext value) {
    throw wrongType(field, value);
  }

  private static RestException wrongType(SObjectField field, ValueContext value) {
    boolean quoted = field.kind() == FieldType.Kind.TEXT || field.kind() == FieldType.Kind.ID;
    return new RestException(
        400,
        "INVALID_FIELD",
        SoqlParser.place(value)
            + "value of filter criterion for field '"
            + field.name()
            + "' must be of type "
            + (field.type() == FieldType.DATETIME ? "dateTime" : field.type().word())
            + " and should "
            + (quoted ? "" : "not ")
            + "be enclosed in quotes");
  }
}
