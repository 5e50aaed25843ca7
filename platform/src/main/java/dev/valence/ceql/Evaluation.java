package dev.valence.ceql;

import dev.valence.ceql.Condition.And;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Operator;
import dev.valence.ceql.Condition.Or;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells whether a condition holds for something in memory, for vendors that cannot.
 *
 * <p>Texts are compared without case, as in most vendors' queries. A value in quotes is compared as
 * what the field holds: {@code directory = 'true'}, {@code modifiedDate > '2026-05-01'}. A time
 * without a zone is one in UTC. A comparison with a field of several values holds if it does for
 * one of them; with a field without any it does not, save for {@code !=}.
 */
final class Evaluation {

  private final Function<String, List<Object>> fields;

  /**
   * @param fields the values of a field by its name: texts, numbers, booleans and {@link Instant}s
   */
  Evaluation(Function<String, List<Object>> fields) {
    this.fields = fields;
  }

  boolean holds(Condition condition) {
    return switch (condition) {
      case And(List<Condition> parts) -> parts.stream().allMatch(this::holds);
      case Or(List<Condition> parts) -> parts.stream().anyMatch(this::holds);
      case Comparison(String field, Operator operator, Literal value) ->
          compares(fields.apply(field), operator, value);
      case In(String field, List<Literal> values) ->
          values.stream().anyMatch(value -> compares(fields.apply(field), Operator.EQUAL, value));
      case Like(String field, String pattern) -> {
        Pattern like = pattern(pattern);
        yield fields.apply(field).stream()
            .anyMatch(value -> like.matcher(String.valueOf(value)).matches());
      }
      case IsNull(String field, boolean negated) -> fields.apply(field).isEmpty() != negated;
    };
  }

  private static boolean compares(List<Object> values, Operator operator, Literal literal) {
    return operator == Operator.NOT_EQUAL
        ? values.stream().noneMatch(value -> compares(value, Operator.EQUAL, literal))
        : values.stream().anyMatch(value -> compares(value, operator, literal));
  }

  private static boolean compares(Object value, Operator operator, Literal literal) {
    OptionalInt order = order(value, literal);
    return order.isPresent()
        && switch (operator) {
          case EQUAL -> order.getAsInt() == 0;
          case NOT_EQUAL -> order.getAsInt() != 0;
          case LESS -> order.getAsInt() < 0;
          case GREATER -> order.getAsInt() > 0;
          case LESS_OR_EQUAL -> order.getAsInt() <= 0;
          case GREATER_OR_EQUAL -> order.getAsInt() >= 0;
        };
  }

  /** How a field's value stands to a literal; empty where the literal is of another kind. */
  private static OptionalInt order(Object value, Literal literal) {
    return switch (value) {
      case Instant instant ->
          moment(literal.text()).stream().mapToInt(instant::compareTo).findFirst();
      case Boolean flag ->
          OptionalInt.of(String.valueOf(flag).compareTo(literal.text().toLowerCase(Locale.ROOT)));
      case Number number ->
          decimal(literal.text()).stream()
              .mapToInt(new BigDecimal(number.toString())::compareTo)
              .findFirst();
      default ->
          OptionalInt.of(Integer.signum(String.valueOf(value).compareToIgnoreCase(literal.text())));
    };
  }

  /** A moment of ISO 8601, or of milliseconds since 1970 as answers have them. */
  private static Optional<Instant> moment(String text) {
    if (text.matches("\\d{9,15}")) {
      return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
    }
    return Literal.Date.read(text)
        .map(Literal.Date::value)
        .map(time ->
            switch (time) {
              case OffsetDateTime moment -> moment.toInstant();
              case LocalDateTime moment -> moment.toInstant(ZoneOffset.UTC);
              default -> ((LocalDate) time).atStartOfDay(ZoneOffset.UTC).toInstant();
            });
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Pattern pattern(String like) {
    String regex =
        Stream.of(like.split("%", -1))
            .map(Pattern::quote)
            .reduce((left, right) -> left + ".*" + right)
            .orElse("");
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }
}
