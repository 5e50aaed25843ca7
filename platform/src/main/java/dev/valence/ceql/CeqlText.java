package dev.valence.ceql;

import static java.util.stream.Collectors.joining;

import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Conditions in the query language itself. */
final class CeqlText extends InfixFilter {

  private static final Predicate<String> PLAIN =
      Pattern.compile("[^\\p{IsWhite_Space}'\"`=!<>(),*][^\\p{IsWhite_Space}'\"`=!<>(),]*")
          .asMatchPredicate();

  /** The words that are never read as a field. */
  private static final Set<String> JOINS = Set.of("and", "or");

  private CeqlText() {
    super(" AND ", " OR ");
  }

  static String of(Condition condition) {
    return new CeqlText().write(condition);
  }

  @Override
  String not(Not not) {
    return switch (not.condition()) {
      case Like like -> field(like.field()) + " NOT LIKE " + quoted(like.pattern());
      case In in -> field(in.field()) + " NOT" + values(in);
      default -> "NOT (" + write(not.condition()) + ")";
    };
  }

  @Override
  String comparison(Comparison comparison) {
    return field(comparison.field())
        + " "
        + comparison.operator().sign()
        + " "
        + comparison.value().quoted();
  }

  @Override
  String in(In in) {
    return field(in.field()) + values(in);
  }

  private static String values(In in) {
    return in.values().stream().map(Literal::quoted).collect(joining(", ", " IN (", ")"));
  }

  @Override
  String like(Like like) {
    return field(like.field()) + " LIKE " + quoted(like.pattern());
  }

  @Override
  String isNull(IsNull isNull) {
    return field(isNull.field()) + (isNull.negated() ? " IS NOT NULL" : " IS NULL");
  }

  private static String field(String field) {
    boolean plain = PLAIN.test(field) && !JOINS.contains(field.toLowerCase(Locale.ROOT));
    return plain ? field : "`" + field + "`";
  }
}
