package dev.valence.ceql;

import dev.valence.ceql.Condition.And;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Or;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a filter means, without how it is written: equal for filters of one meaning.
 *
 * @param word what joins the parts, or what is said of them
 * @param parts values, or the parts that are joined, none of which is joined by the same word
 */
record Meaning(String word, List<Object> parts) {

  static Meaning joined(String word, List<Meaning> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    return new Meaning(
        word,
        parts.stream()
            .flatMap(part -> part.word.equals(word) ? part.parts.stream() : Stream.of(part))
            .toList());
  }

  static Meaning of(Condition condition) {
    return switch (condition) {
      case And(List<Condition> conditions) ->
          joined("and", conditions.stream().map(Meaning::of).toList());
      case Or(List<Condition> conditions) ->
          joined("or", conditions.stream().map(Meaning::of).toList());
      case Not(Condition part) -> new Meaning("not", List.of(Meaning.of(part)));
      case In(String field, List<Literal> values) ->
          joined(
              "or",
              values.stream()
                  .map(value -> new Meaning("eq", List.of(path(field), value(value))))
                  .toList());
      case IsNull(String field, boolean negated) ->
          new Meaning(negated ? "ne" : "eq", List.of(path(field), "null"));
      case Comparison(String field, Condition.Operator operator, Literal value) ->
          new Meaning(
              List.of("eq", "ne", "lt", "gt", "le", "ge").get(operator.ordinal()),
              List.of(path(field), value(value)));
      case Like(String field, String pattern) ->
          new Meaning(
              pattern.startsWith("%") && pattern.endsWith("%")
                  ? "contains"
                  : pattern.startsWith("%")
                      ? "endswith"
                      : pattern.endsWith("%") ? "startswith" : "eq",
              List.of(path(field), "text " + pattern.replace("%", "")));
    };
  }

  private static String path(String field) {
    return field.replace('.', '/');
  }

  private static Object value(Literal literal) {
    return switch (literal) {
      case Literal.Decimal decimal -> number(decimal.text());
      case Literal.Bool bool -> bool.value();
      case Literal.Date date -> time(date.text());
      case Literal.Text(String text) when text.matches("\\d{4}-.*T.*") -> time(text);
      case Literal.Text(String text) -> "text " + text;
    };
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text).stripTrailingZeros();
  }

  /** A moment; a time without a zone is one of UTC. */
  static Object time(String text) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay();
    }
    return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
        ? OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
        : LocalDateTime.parse(text);
  }
}
