package dev.valence.ceql;

import java.util.stream.Collectors;

/**
 * Texts in SOQL.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm">
 *     Quoted string escape sequences</a>
 */
final class SoqlText {

  private SoqlText() {}

  static String quoted(String text) {
    return text.chars().mapToObj(SoqlText::escaped).collect(Collectors.joining("", "'", "'"));
  }

  /** A pattern of LIKE, in which only {@code %} stands for other characters. */
  static String pattern(String pattern) {
    return pattern
        .chars()
        .mapToObj(unit -> unit == '_' ? "\\_" : escaped(unit))
        .collect(Collectors.joining("", "'", "'"));
  }

  private static String escaped(int unit) {
    return switch (unit) {
      case '\\' -> "\\\\";
      case '\'' -> "\\'";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      default ->
          Character.isISOControl(unit) ? "\\u%04x".formatted(unit) : String.valueOf((char) unit);
    };
  }
}
