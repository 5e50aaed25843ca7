package dev.valence.ceql;

import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Operator;
import dev.valence.ceql.Converted.Parameter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Filters of the Bazaarvoice Conversations API: a {@code Filter} for each condition, such as {@code
 * Filter=Rating:gt:3}. Commas separate the values of {@code IN}; how one is escaped is not
 * documented.
 *
 * @see <a
 *     href="https://developers.bazaarvoice.com/v1.0-ConversationsAPI/docs/display-fundamentals">
 *     Display Fundamentals</a>
 */
final class BazaarvoiceFilter {

  private BazaarvoiceFilter() {}

  static Converted convert(Condition condition) {
    return Converted.ofParameters(condition.conjuncts().map(BazaarvoiceFilter::parameter).toList());
  }

  private static Parameter parameter(Condition condition) {
    return switch (condition) {
      case Comparison(String field, Operator operator, Literal value) ->
          parameter(condition, field, name(operator), List.of(value));
      case In(String field, List<Literal> values) -> parameter(condition, field, "eq", values);
      case Not(Comparison(String field, Operator operator, Literal value))
          when operator == Operator.EQUAL || operator == Operator.NOT_EQUAL ->
          parameter(condition, field, name(operator.opposite()), List.of(value));
      default ->
          throw Conversions.unsayable(condition, "it takes comparisons and IN, joined by AND");
    };
  }

  private static Parameter parameter(
      Condition condition, String field, String operator, List<Literal> values) {
    if (Conversions.hasAny(field, ":,\\")) {
      throw Conversions.unsayable(condition, "a field has no colon, comma or backslash there");
    }
    if (values.stream().anyMatch(value -> Conversions.hasAny(value.text(), ",\\"))) {
      throw Conversions.unsayable(condition, "a value has no comma or backslash there");
    }
    return new Parameter(
        "Filter",
        field
            + ":"
            + operator
            + ":"
            + values.stream().map(Literal::text).collect(Collectors.joining(",")));
  }

  private static String name(Operator operator) {
    return switch (operator) {
      case EQUAL -> "eq";
      case NOT_EQUAL -> "neq";
      case LESS -> "lt";
      case GREATER -> "gt";
      case LESS_OR_EQUAL -> "lte";
      case GREATER_OR_EQUAL -> "gte";
    };
  }
}
