package dev.valence.sandbox.salesforce;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days that a date literal such as {@code LAST_N_DAYS:3} stands for. Weeks begin on Sunday, and
 * fiscal years with the calendar's.
 *
 * @param start the first
 * @param end the first that is no longer one of them
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm">
 *     Date formats and date literals</a>
 */
record DateRange(LocalDate start, LocalDate end) {

  private enum Unit {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    /** The first day of the unit that a day is in. */
    LocalDate startOf(LocalDate day) {
      return switch (this) {
        case DAY -> day;
        case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        case MONTH -> day.withDayOfMonth(1);
        case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
        case YEAR -> day.withDayOfYear(1);
      };
    }

    LocalDate plus(LocalDate day, long count) {
      return switch (this) {
        case DAY -> day.plusDays(count);
        case WEEK -> day.plusWeeks(count);
        case MONTH -> day.plusMonths(count);
        case QUARTER -> day.plus(count, IsoFields.QUARTER_YEARS);
        case YEAR -> day.plus(count, ChronoUnit.YEARS);
      };
    }
  }

  private static final Pattern ONE =
      Pattern.compile("(THIS|LAST|NEXT)_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)");
  private static final Pattern SEVERAL =
      Pattern.compile("(LAST|NEXT)_N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S:(\\d{1,5})");
  private static final Pattern AGO =
      Pattern.compile("N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO:(\\d{1,5})");

  /** What a literal stands for; empty when it is none. */
  static Optional<DateRange> of(String literal, LocalDate today) {
    String word = literal.toUpperCase(Locale.ROOT);
    return switch (word) {
      case "TODAY" -> Optional.of(units(Unit.DAY, today, 0, 1));
      case "YESTERDAY" -> Optional.of(units(Unit.DAY, today, -1, 1));
      case "TOMORROW" -> Optional.of(units(Unit.DAY, today, 1, 1));
      case "LAST_90_DAYS" -> of("LAST_N_DAYS:90", today);
      case "NEXT_90_DAYS" -> of("NEXT_N_DAYS:90", today);
      default -> counted(word, today);
    };
  }

  private static Optional<DateRange> counted(String word, LocalDate today) {
    Matcher one = ONE.matcher(word);
    if (one.matches()) {
      int distance = one.group(1).equals("THIS") ? 0 : one.group(1).equals("LAST") ? -1 : 1;
      return Optional.of(units(Unit.valueOf(one.group(2)), today, distance, 1));
    }
    Matcher several = SEVERAL.matcher(word);
    if (several.matches()) {
      Unit unit = Unit.valueOf(several.group(2));
      int count = Integer.parseInt(several.group(3));
      if (several.group(1).equals("NEXT")) {
        return Optional.of(units(unit, today, 1, count));
      }
      // The last days reach until today; the last months, and so on, until the last that is over.
      return Optional.of(
          unit == Unit.DAY
              ? units(unit, today, -count, count + 1)
              : units(unit, today, -count, count));
    }
    Matcher ago = AGO.matcher(word);
    return ago.matches()
        ? Optional.of(units(Unit.valueOf(ago.group(1)), today, -Integer.parseInt(ago.group(2)), 1))
        : Optional.empty();
  }

  private static DateRange units(Unit unit, LocalDate today, int distance, int count) {
    LocalDate start = unit.plus(unit.startOf(today), distance);
    return new DateRange(start, unit.plus(start, count));
  }
}
