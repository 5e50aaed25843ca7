package dev.valence.ceql;

import static java.util.stream.Collectors.joining;

import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Operator;

/**
 * What stands after WHERE in Microsoft's Work Item Query Language.
 *
 * @see <a href="https://learn.microsoft.com/azure/devops/boards/queries/wiql-syntax">Syntax
 *     reference</a>
 */
final class Wiql extends InfixFilter {

  Wiql() {
    super(" AND ", " OR ");
  }

  Converted convert(Condition condition) {
    return Converted.ofText("query", write(condition));
  }

  @Override
  String comparison(Comparison comparison) {
    String operator =
        comparison.operator() == Operator.NOT_EQUAL ? "<>" : comparison.operator().sign();
    return field(comparison, comparison.field())
        + " "
        + operator
        + " "
        + literal(comparison.value());
  }

  @Override
  String in(In in) {
    return field(in, in.field())
        + in.values().stream().map(Wiql::literal).collect(joining(", ", " IN (", ")"));
  }

  @Override
  String like(Like like) {
    return like(like, " = ", " CONTAINS ");
  }

  @Override
  String notLike(Like like) {
    return like(like, " <> ", " NOT CONTAINS ");
  }

  private static String like(Like like, String whole, String anywhere) {
    LikePattern pattern = LikePattern.of(like);
    String field = field(like, like.field());
    return switch (pattern.place()) {
      case WHOLE -> field + whole + quoted(pattern.text());
      case ANYWHERE -> field + anywhere + quoted(pattern.text());
      case START, END ->
          throw Conversions.unsayable(like, "it has words for a part anywhere, '%part%', only");
    };
  }

  @Override
  String isNull(IsNull isNull) {
    return field(isNull, isNull.field()) + (isNull.negated() ? " <> ''" : " = ''");
  }

  private static String field(Condition condition, String field) {
    if (Conversions.hasAny(field, "[]")) {
      throw Conversions.unsayable(condition, "a field has no brackets there");
    }
    return "[" + field + "]";
  }

  private static String literal(Literal literal) {
    return switch (literal) {
      case Literal.Decimal number -> number.text();
      case Literal.Bool bool -> Boolean.toString(bool.value());
      case Literal.Text _, Literal.Date _ -> quoted(literal.text());
    };
  }
}
