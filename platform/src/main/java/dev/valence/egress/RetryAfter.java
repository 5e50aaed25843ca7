package dev.valence.egress;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header Retry-After: seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private RetryAfter() {}

  /** How long an answer asks to wait, never less than nothing; empty where it does not say so. */
  static Optional<Duration> of(EgressResponse response) {
    return response.header("retry-after").flatMap(value -> of(value.strip(), now(response)));
  }

  private static Optional<Duration> of(String value, Instant now) {
    return SECONDS.matcher(value).matches()
        ? Optional.of(seconds(Double.parseDouble(value)))
        : date(value).map(date -> notNegative(Duration.between(now, date)));
  }

  /** The time at the provider, so that its clock may be wrong. */
  static Instant now(EgressResponse response) {
    return response.header("date").flatMap(RetryAfter::date).orElseGet(Instant::now);
  }

  static Duration seconds(double seconds) {
    return Duration.ofMillis((long) Math.ceil(seconds * 1000));
  }

  static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static Optional<Instant> date(String value) {
    try {
      return Optional.of(
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
