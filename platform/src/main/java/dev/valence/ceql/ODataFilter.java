package dev.valence.ceql;

import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Operator;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The system query option {@code $filter} of OData. A condition does not know the types of fields,
 * so its literals tell them: what is in quotes is a text, save for a date with a time. Versions 2
 * and 3 have two types of time. A time in UTC or without a zone becomes {@code datetime}, one with
 * an offset {@code datetimeoffset}.
 *
 * @see <a href="https://www.odata.org/documentation/odata-version-2-0/uri-conventions/">Version
 *     2</a>
 * @see <a
 *     href="https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html">
 *     Version 4</a>
 */
final class ODataFilter extends InfixFilter {

  private static final Predicate<String> FIELD =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*([./][\\p{L}_][\\p{L}\\p{N}_]*)*")
          .asMatchPredicate();

  private static final BigDecimal MAX_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private final boolean version4;

  ODataFilter(int version) {
    super(" and ", " or ");
    version4 = version == 4;
  }

  Converted convert(Condition condition) {
    return Converted.ofText("$filter", write(condition));
  }

  @Override
  String not(Not not) {
    return "not (" + write(not.condition()) + ")";
  }

  @Override
  String comparison(Comparison comparison) {
    return field(comparison, comparison.field())
        + " "
        + name(comparison.operator())
        + " "
        + literal(comparison.value());
  }

  @Override
  String like(Like like) {
    LikePattern pattern = LikePattern.of(like);
    String field = field(like, like.field());
    String text = quoted(pattern.text());
    return switch (pattern.place()) {
      case WHOLE -> field + " eq " + text;
      case START -> "startswith(" + field + "," + text + ")";
      case END -> "endswith(" + field + "," + text + ")";
      case ANYWHERE ->
          version4
              ? "contains(" + field + "," + text + ")"
              : "substringof(" + text + "," + field + ")";
    };
  }

  @Override
  String isNull(IsNull isNull) {
    return field(isNull, isNull.field()) + (isNull.negated() ? " ne null" : " eq null");
  }

  /** A property's path; in OData it has slashes. */
  private static String field(Condition condition, String field) {
    if (!FIELD.test(field)) {
      throw Conversions.unsayable(
          condition, "a field has letters, digits and underscores there, and dots between names");
    }
    return field.replace('.', '/');
  }

  private static String name(Operator operator) {
    return switch (operator) {
      case EQUAL -> "eq";
      case NOT_EQUAL -> "ne";
      case LESS -> "lt";
      case GREATER -> "gt";
      case LESS_OR_EQUAL -> "le";
      case GREATER_OR_EQUAL -> "ge";
    };
  }

  private String literal(Literal literal) {
    return literal
        .time()
        .map(this::date)
        .orElseGet(() ->
            switch (literal) {
              case Literal.Decimal number -> number(number.value());
              case Literal.Bool bool -> Boolean.toString(bool.value());
              case Literal.Text _, Literal.Date _ -> quoted(literal.text());
            });
  }

  private String number(BigDecimal number) {
    String plain = number.toPlainString();
    if (version4 || (number.scale() == 0 && number.abs().compareTo(MAX_INT) <= 0)) {
      return plain;
    }
    return number.scale() == 0 && number.abs().compareTo(MAX_LONG) <= 0 ? plain + "L" : plain + "M";
  }

  private String date(Literal.Date date) {
    return switch (date.value()) {
      case OffsetDateTime moment -> moment(moment);
      case LocalDateTime time -> version4 ? ISO_LOCAL_DATE_TIME.format(time) + "Z" : dateTime(time);
      case LocalDate day -> version4 ? day.toString() : dateTime(day.atStartOfDay());
      default -> throw new IllegalStateException(date.text());
    };
  }

  private String moment(OffsetDateTime moment) {
    String text = ISO_OFFSET_DATE_TIME.format(moment);
    if (version4) {
      return text;
    }
    return moment.getOffset().equals(UTC)
        ? dateTime(moment.toLocalDateTime())
        : "datetimeoffset'" + text + "'";
  }

  private static String dateTime(LocalDateTime time) {
    return "datetime'" + ISO_LOCAL_DATE_TIME.format(time) + "'";
  }
}
