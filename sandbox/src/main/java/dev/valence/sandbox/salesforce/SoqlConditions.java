package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.apexdevtools.apexparser.ApexParser.ComparisonOperatorContext;
import io.github.apexdevtools.apexparser.ApexParser.ConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.LogicalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import io.github.apexdevtools.apexparser.ApexParser.ValueContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereLogicalExpressionContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the WHERE and HAVING clauses of a query. */
final class SoqlConditions {

  /** What the left sides of comparisons mean. */
  interface Operands {
    Operand of(FieldExpressionContext comparison);
  }

  /** Runs a query within a condition and gives the values that it selects. */
  interface SubQueries {

    /** The values of the one reference that a query selects. */
    Collection<JsonNode> values(Operand left, SubQueryContext query);
  }

  private final Operands operands;
  private final SoqlValues values;
  private final SubQueries subQueries;

  SoqlConditions(Operands operands, SoqlValues values, SubQueries subQueries) {
    this.operands = operands;
    this.values = values;
    this.subQueries = subQueries;
  }

  Condition read(WhereLogicalExpressionContext expression) {
    boolean alternatives = !expression.SOQLOR().isEmpty();
    List<Condition> parts =
        expression.whereConditionalExpression().stream()
            .map(part -> part(part, alternatives))
            .toList();
    if (expression.NOT() != null) {
      return new Condition.Not(parts.getFirst());
    }
    return alternatives ? new Condition.Or(parts) : new Condition.And(parts);
  }

  private Condition part(WhereConditionalExpressionContext expression, boolean alternative) {
    if (expression.whereLogicalExpression() != null) {
      return read(expression.whereLogicalExpression());
    }
    FieldExpressionContext comparison = expression.whereFieldExpression().fieldExpression();
    if (comparison == null) {
      throw SoqlError.unsupported(expression);
    }
    if (alternative && comparison.value().subQuery() != null) {
      throw SoqlError.malformed(
          comparison,
          "Semi join sub-selects are only allowed at the top level WHERE expressions and not in"
              + " nested WHERE expressions.");
    }
    return comparison(comparison);
  }

  /** A condition of groups. */
  Condition read(LogicalExpressionContext expression) {
    List<Condition> parts = expression.conditionalExpression().stream().map(this::part).toList();
    if (expression.NOT() != null) {
      return new Condition.Not(parts.getFirst());
    }
    return expression.SOQLOR().isEmpty() ? new Condition.And(parts) : new Condition.Or(parts);
  }

  private Condition part(ConditionalExpressionContext expression) {
    return expression.logicalExpression() == null
        ? comparison(expression.fieldExpression())
        : read(expression.logicalExpression());
  }

  private Condition comparison(FieldExpressionContext comparison) {
    Operand operand = operands.of(comparison);
    ComparisonOperatorContext operator = comparison.comparisonOperator();
    ValueContext value = comparison.value();
    String word = operator.getText().toUpperCase(Locale.ROOT);
    return switch (word) {
      case "LIKE" -> like(operand, value);
      case "IN" -> among(operand, value);
      case "NOTIN" -> new Condition.Not(among(operand, value));
      case "INCLUDES" -> includes(operand, value);
      case "EXCLUDES" -> new Condition.Not(includes(operand, value));
      case "=", "!=", "<>", "<", "<=", ">", ">=" -> {
        Optional<DateRange> range = values.range(operand, value);
        yield range.isPresent()
            ? within(operand, word, range.get())
            : than(operand, word, values.of(operand, value));
      }
      default -> throw SoqlError.unsupported(operator);
    };
  }

  private static Condition than(Operand operand, String operator, JsonNode value) {
    return switch (operator) {
      case "=" -> Condition.OneOf.of(operand, List.of(value));
      case "<" -> new Condition.Beyond(operand, false, false, value);
      case "<=" -> new Condition.Beyond(operand, false, true, value);
      case ">" -> new Condition.Beyond(operand, true, false, value);
      case ">=" -> new Condition.Beyond(operand, true, true, value);
      default -> new Condition.Not(Condition.OneOf.of(operand, List.of(value)));
    };
  }

  /** A comparison with the days of a date literal. */
  private static Condition within(Operand operand, String operator, DateRange range) {
    boolean date = operand.type().kind() == FieldType.Kind.DATE;
    JsonNode start = day(range.start().toString(), date);
    JsonNode end = day(range.end().toString(), date);
    Condition from = new Condition.Beyond(operand, true, true, start);
    Condition before = new Condition.Beyond(operand, false, false, end);
    return switch (operator) {
      case "=" -> new Condition.And(List.of(from, before));
      case "<" -> new Condition.Beyond(operand, false, false, start);
      case "<=" -> before;
      case ">" -> new Condition.Beyond(operand, true, true, end);
      case ">=" -> from;
      default -> new Condition.Not(new Condition.And(List.of(from, before)));
    };
  }

  private static JsonNode day(String day, boolean date) {
    return TextNode.valueOf(date ? day : day + "T00:00:00.000+0000");
  }

  private static Condition like(Operand operand, ValueContext value) {
    if (operand.type().kind() != FieldType.Kind.TEXT || operand.type() == FieldType.MULTIPICKLIST) {
      throw invalidOperator(operand, value);
    }
    if (value.StringLiteral() == null) {
      throw SoqlValues.wrongType(operand, value);
    }
    return new Condition.Like(operand, SoqlText.pattern(value.getText()));
  }

  private Condition among(Operand operand, ValueContext value) {
    if (value.subQuery() != null) {
      return Condition.OneOf.of(operand, subQueries.values(operand, value.subQuery()));
    }
    if (value.valueList() == null) {
      throw SoqlError.unexpected(value.getStart());
    }
    return Condition.OneOf.of(
        operand, value.valueList().value().stream().map(each -> values.of(operand, each)).toList());
  }

  private static Condition includes(Operand operand, ValueContext value) {
    if (operand.type() != FieldType.MULTIPICKLIST) {
      throw invalidOperator(operand, value);
    }
    if (value.valueList() == null) {
      throw SoqlValues.wrongType(operand, value);
    }
    return new Condition.Includes(
        operand,
        value.valueList().value().stream()
            .map(each -> {
              if (each.StringLiteral() == null) {
                throw SoqlValues.wrongType(operand, each);
              }
              return Set.of(SoqlText.decode(each.getText()).toLowerCase(Locale.ROOT).split(";"));
            })
            .toList());
  }

  private static RestException invalidOperator(Operand operand, ValueContext value) {
    return new RestException(
        400,
        "INVALID_QUERY_FILTER_OPERATOR",
        SoqlError.place(value) + "invalid operator on " + operand.type().word() + " field");
  }
}
