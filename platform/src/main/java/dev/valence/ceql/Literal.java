package dev.valence.ceql;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value in a condition. */
public sealed interface Literal {

  /** The value as it was written, without quotes. */
  String text();

  /** The value in the query language. */
  default String quoted() {
    return text();
  }

  /** A text. Dates are often written as one. */
  record Text(String text) implements Literal {
    @Override
    public String quoted() {
      return InfixFilter.quoted(text);
    }
  }

  /** A decimal number. */
  record Decimal(String text) implements Literal {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    public BigDecimal value() {
      return new BigDecimal(text);
    }
  }

  /** True or false. */
  record Bool(String text) implements Literal {

    public boolean value() {
      return Boolean.parseBoolean(text);
    }
  }

  /** A date, or a date with a time, of ISO 8601. */
  record Date(String text) implements Literal {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T.*)?");

    private static final Pattern MILLISECONDS = Pattern.compile("\\d{9,15}");

    private static final DateTimeFormatter ISO =
        new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX]]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /**
     * The day, the time without a zone, or the moment: a {@link LocalDate}, a {@link LocalDateTime}
     * or an {@link OffsetDateTime}.
     */
    public Temporal value() {
      return (Temporal)
          ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    }

    /** A date that is written so, if it is one. */
    static Optional<Date> read(String text) {
      if (!DATE.matcher(text).matches()) {
        return Optional.empty();
      }
      try {
        Date date = new Date(text);
        date.value();
        return Optional.of(date);
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }

  /** The value that a word without quotes is, if it is one. */
  static Optional<Literal> read(String word) {
    if (Decimal.NUMBER.matcher(word).matches()) {
      return Optional.of(new Decimal(word));
    }
    if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
      return Optional.of(new Bool(word));
    }
    return Date.read(word).map(Literal.class::cast);
  }

  /**
   * The value as a day, a time without a zone or a moment: a date of ISO 8601, or milliseconds
   * since 1970 as answers have them, in quotes or not.
   */
  default Optional<Temporal> temporal() {
    if (Date.MILLISECONDS.matcher(text()).matches()) {
      return Optional.of(Instant.ofEpochMilli(Long.parseLong(text())).atOffset(ZoneOffset.UTC));
    }
    return Date.read(text()).map(Date::value);
  }

  /** The value as a moment or time, also if it is one in quotes. */
  default Optional<Date> time() {
    return switch (this) {
      case Date date -> Optional.of(date);
      case Text(String text) when text.indexOf('T') > 0 -> Date.read(text);
      case Text _, Decimal _, Bool _ -> Optional.empty();
    };
  }
}
