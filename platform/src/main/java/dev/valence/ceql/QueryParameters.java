package dev.valence.ceql;

import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.Operator;
import dev.valence.ceql.Converted.Parameter;

/** Equalities as query parameters: {@code name = 'x' AND size = 3} is {@code name=x&size=3}. */
final class QueryParameters {

  private QueryParameters() {}

  static Converted convert(Condition condition) {
    return Converted.ofParameters(condition.conjuncts().map(QueryParameters::parameter).toList());
  }

  private static Parameter parameter(Condition condition) {
    if (condition instanceof Comparison(String field, Operator operator, Literal value)
        && operator == Operator.EQUAL) {
      return new Parameter(field, value.text());
    }
    throw Conversions.unsayable(condition, "it takes field = value, joined by AND, and no more");
  }
}
