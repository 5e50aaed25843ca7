package dev.valence.ceql;

import dev.valence.ceql.Condition.And;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Operator;
import dev.valence.ceql.Condition.Or;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
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
 * without a zone is one in UTC. An empty text is no value, in a condition as in a field. A
 * comparison with a field of several values holds if it does for one of them; with a field without
 * any it does not, save for {@code !=}.
 */
final class Evaluation {

  private final Function<String, List<Object>> fields;

  /**
   * @param fields the values of a field by its name: texts, numbers, booleans, {@link Instant}s and
   *     {@link LocalDate}s
   */
  Evaluation(Function<String, List<Object>> fields) {
    this.fields = fields;
  }

  boolean holds(Condition condition) {
    return switch (condition) {
      case And(List<Condition> parts) -> parts.stream().allMatch(this::holds);
      case Or(List<Condition> parts) -> parts.stream().anyMatch(this::holds);
      case Not(Condition part) -> !holds(part);
      case Comparison(String field, Operator operator, Literal value) ->
          compares(values(field), operator, value);
      case In(String field, List<Literal> literals) -> {
        List<Object> values = values(field);
        yield literals.stream().anyMatch(literal -> compares(values, Operator.EQUAL, literal));
      }
      case Like(String field, String pattern) when pattern.isEmpty() -> values(field).isEmpty();
      case Like(String field, String pattern) -> {
        Pattern like = pattern(pattern);
        yield values(field).stream()
            .anyMatch(value -> like.matcher(String.valueOf(value)).matches());
      }
      case IsNull(String field, boolean negated) -> values(field).isEmpty() != negated;
    };
  }

  private List<Object> values(String field) {
    return fields.apply(field).stream().filter(value -> !value.equals("")).toList();
  }

  private static boolean compares(List<Object> values, Operator operator, Literal literal) {
    if (literal.text().isEmpty()) {
      return switch (operator) {
        case EQUAL -> values.isEmpty();
        case NOT_EQUAL -> !values.isEmpty();
        default -> false;
      };
    }
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
          literal.temporal().map(Evaluation::moment).stream()
              .mapToInt(instant::compareTo)
              .findFirst();
      case LocalDate day ->
          literal.temporal().map(LocalDate::from).stream().mapToInt(day::compareTo).findFirst();
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

  /** A day is its beginning. */
  private static Instant moment(Temporal time) {
    return switch (time) {
      case OffsetDateTime moment -> moment.toInstant();
      case LocalDateTime moment -> moment.toInstant(ZoneOffset.UTC);
      default -> LocalDate.from(time).atStartOfDay(ZoneOffset.UTC).toInstant();
    };
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
