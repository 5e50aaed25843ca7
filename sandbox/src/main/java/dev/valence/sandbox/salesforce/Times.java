package dev.valence.sandbox.salesforce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * Salesforce's way to write times. The canonical forms are in UTC and sort by their characters as
 * by time.
 */
final class Times {

  private static final DateTimeFormatter RECORD =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CONNECT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT);

  private Times() {}

  /** A time in a record. */
  static String record(Instant time) {
    return RECORD.format(time);
  }

  /** A time in the Connect API. */
  static String connect(Instant time) {
    return CONNECT.format(time);
  }

  /** The time that a canonical form says. */
  static Instant instant(String canonical) {
    return OffsetDateTime.parse(canonical, READ).toInstant();
  }

  /** The canonical form of a time with an offset; empty when it is none. */
  static Optional<String> canonicalDateTime(String text) {
    try {
      return Optional.of(record(OffsetDateTime.parse(text, READ).toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The canonical form of a date; empty when it is none. */
  static Optional<String> canonicalDate(String text) {
    try {
      return Optional.of(LocalDate.parse(text).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
