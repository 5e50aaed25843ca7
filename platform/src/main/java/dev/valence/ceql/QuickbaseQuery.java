package dev.valence.ceql;

import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Operator;

/**
 * Queries of Quickbase, such as {@code {'6'.EX.'x'}AND{'7'.GT.'3'}}. How a quote within a value is
 * escaped is not documented, so there can be none.
 *
 * @see <a href="https://help.quickbase.com/docs/components-of-a-query">Components of a query</a>
 */
final class QuickbaseQuery extends InfixFilter {

  QuickbaseQuery() {
    super("AND", "OR");
  }

  Converted convert(Condition condition) {
    return Converted.ofText("query", write(condition));
  }

  @Override
  String comparison(Comparison comparison) {
    boolean time = comparison.value().time().isPresent();
    return clause(
        comparison,
        comparison.field(),
        name(comparison.operator(), time),
        comparison.value().text());
  }

  @Override
  String like(Like like) {
    return like(like, "");
  }

  @Override
  String notLike(Like like) {
    return like(like, "X");
  }

  /**
   * Says LIKE.
   *
   * @param not what stands before an operator that says the opposite
   */
  private static String like(Like like, String not) {
    LikePattern pattern = LikePattern.of(like);
    String operator =
        switch (pattern.place()) {
          case WHOLE -> "EX";
          case START -> "SW";
          case ANYWHERE -> "CT";
          case END -> throw Conversions.unsayable(like, "it has no words for how a text ends");
        };
    return clause(like, like.field(), not + operator, pattern.text());
  }

  @Override
  String isNull(IsNull isNull) {
    return clause(isNull, isNull.field(), isNull.negated() ? "XEX" : "EX", "");
  }

  private static String clause(Condition condition, String field, String operator, String value) {
    if (Conversions.hasAny(field + value, "'\\")) {
      throw Conversions.unsayable(
          condition, "neither a field nor a value has a quote or a backslash there");
    }
    return "{'" + field + "'." + operator + ".'" + value + "'}";
  }

  private static String name(Operator operator, boolean time) {
    return switch (operator) {
      case EQUAL -> "EX";
      case NOT_EQUAL -> "XEX";
      case LESS -> time ? "BF" : "LT";
      case GREATER -> time ? "AF" : "GT";
      case LESS_OR_EQUAL -> time ? "OBF" : "LTE";
      case GREATER_OR_EQUAL -> time ? "OAF" : "GTE";
    };
  }
}
