package dev.valence.ceql;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the values of a field in SOQL.
 *
 * @param field the field, for messages
 * @param type what the field holds, as far as it is known
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm">
 *     Date formats</a>
 */
record SoqlValue(String field, Optional<SoqlType> type) {

  private static final int MAX_SHOWN = 40;
  private static final int MAX_YEAR = 9999;

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSX", Locale.ROOT);

  /**
   * A value in SOQL.
   *
   * @throws CeqlException for one that the field cannot have
   */
  String of(Literal value) {
    return type.map(known -> typed(value, known)).orElseGet(() -> untyped(value));
  }

  private String typed(Literal value, SoqlType known) {
    Optional<String> written =
        switch (known) {
          case TEXT, ID, MULTIPICKLIST -> Optional.of(SoqlText.quoted(value.text()));
          case NUMBER ->
              Literal.read(value.text())
                  .filter(Literal.Decimal.class::isInstance)
                  .map(SoqlValue::number);
          case BOOLEAN ->
              Literal.read(value.text())
                  .filter(Literal.Bool.class::isInstance)
                  .map(bool -> bool.text().toLowerCase(Locale.ROOT));
          case DATE -> value.temporal().flatMap(SoqlValue::day);
          case DATETIME -> value.temporal().flatMap(SoqlValue::moment);
          case TIME -> time(value.text());
        };
    return written.orElseThrow(() ->
        new CeqlException(
            "where: the value '"
                + shown(value.text())
                + "' of the field "
                + field
                + " is not "
                + known.words()
                + ".",
            0));
  }

  private static String untyped(Literal value) {
    return value
        .time()
        .map(Literal.Date::value)
        .flatMap(time -> time instanceof LocalDate ? day(time) : moment(time))
        .orElseGet(() ->
            switch (value) {
              case Literal.Decimal number -> number(number);
              case Literal.Bool bool -> Boolean.toString(bool.value());
              case Literal.Text _, Literal.Date _ -> SoqlText.quoted(value.text());
            });
  }

  private static String number(Literal number) {
    return new BigDecimal(number.text()).toPlainString();
  }

  private static Optional<String> day(Temporal time) {
    return Optional.of(LocalDate.from(time))
        .filter(day -> day.getYear() <= MAX_YEAR)
        .map(LocalDate::toString);
  }

  private static Optional<String> moment(Temporal time) {
    OffsetDateTime moment =
        switch (time) {
          case OffsetDateTime withOffset -> withOffset;
          case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
          default -> LocalDate.from(time).atStartOfDay().atOffset(ZoneOffset.UTC);
        };
    return day(moment).map(_ -> MOMENT.format(moment));
  }

  /** A time of a day; without a zone, it is one in UTC. */
  private static Optional<String> time(String text) {
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_TIME.parseBest(text, OffsetTime::from, LocalTime::from);
      OffsetTime moment =
          time instanceof OffsetTime withOffset
              ? withOffset
              : LocalTime.from(time).atOffset(ZoneOffset.UTC);
      return Optional.of(TIME.format(moment.withOffsetSameInstant(ZoneOffset.UTC)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
