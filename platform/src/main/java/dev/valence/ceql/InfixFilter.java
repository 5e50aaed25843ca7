package dev.valence.ceql;

import static java.util.stream.Collectors.joining;

import dev.valence.ceql.Condition.And;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
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
      case Not not -> not(not);
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
              case And _, Or _, In _, Not _ -> "(" + write(part) + ")";
              default -> write(part);
            })
        .collect(joining(word));
  }

  /** Where a vendor has no word for NOT, what is negated says its opposite. */
  String not(Not not) {
    Condition resolved = Negations.resolve(not);
    return resolved instanceof Not(Like like) ? notLike(like) : write(resolved);
  }

  /** A text that is not like a pattern. */
  String notLike(Like like) {
    throw Conversions.unsayable(new Not(like), "it has no words for NOT there");
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
