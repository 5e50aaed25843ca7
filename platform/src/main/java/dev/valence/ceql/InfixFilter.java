package dev.valence.ceql;

import static java.util.stream.Collectors.joining;

import dev.valence.ceql.Condition.And;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Operator;
import dev.valence.ceql.Condition.Or;
import java.util.List;

/** A filter of conditions with words between them and parentheses around them. */
abstract class InfixFilter {

  private final String and;
  private final String or;

  /**
   * @param and the word between conditions that all have to hold, with its blanks
   * @param or the word between conditions of which one has to hold, with its blanks
   */
  InfixFilter(String and, String or) {
    this.and = and;
    this.or = or;
  }

  final String write(Condition condition) {
    return switch (condition) {
      case And(List<Condition> conditions) -> join(conditions, and);
      case Or(List<Condition> conditions) -> join(conditions, or);
      case Comparison comparison -> comparison(comparison);
      case Like like -> like(like);
      case In in -> in(in);
      case IsNull isNull -> isNull(isNull);
    };
  }

  private String join(List<Condition> conditions, String word) {
    return conditions.stream()
        .map(part ->
            switch (part) {
              case And _, Or _, In _ -> "(" + write(part) + ")";
              default -> write(part);
            })
        .collect(joining(word));
  }

  abstract String comparison(Comparison comparison);

  abstract String like(Like like);

  abstract String isNull(IsNull isNull);

  /** A text in single quotes, in which they are doubled. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** One of some values, as comparisons with each. */
  String in(In in) {
    return in.values().stream()
        .map(value -> comparison(new Comparison(in.field(), Operator.EQUAL, value)))
        .collect(joining(or));
  }
}
