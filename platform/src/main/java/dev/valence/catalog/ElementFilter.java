package dev.valence.catalog;

import dev.valence.model.ApiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code where} of the list of elements: fields that have to equal values, joined by {@code
 * and}, such as {@code hub='crm' and private='true'}. A quote within a text is written twice.
 *
 * @param values what is asked for, by field
 */
record ElementFilter(Map<String, String> values) {

  /** The field that says how much is shown. */
  private static final String ABRIDGED = "abridged";

  private static final List<String> FIELDS =
      List.of("id", "key", "name", "hub", "private", "extended", ABRIDGED);

  private static final Pattern CONDITION =
      Pattern.compile(
          "\\s*([A-Za-z]+)\\s*=\\s*(?:'([^']*+(?:''[^']*+)*+)'|(true|false|[0-9]{1,18}))\\s*");

  private static final Pattern AND = Pattern.compile("(?i)and\\s");

  /**
   * Reads a condition.
   *
   * @throws ApiException 400 that names the position of the fault
   */
  static ElementFilter parse(@Nullable String where) {
    Map<String, String> values = new LinkedHashMap<>();
    String text = where == null ? "" : where;
    int position = 0;
    while (!text.isBlank()) {
      Matcher condition = CONDITION.matcher(text).region(position, text.length());
      if (!condition.lookingAt() || !FIELDS.contains(condition.group(1))) {
        throw fault(position, "one of " + FIELDS + ", = and a value");
      }
      String quoted = condition.group(2);
      values.put(
          condition.group(1), quoted == null ? condition.group(3) : quoted.replace("''", "'"));
      position = condition.end();
      if (position == text.length()) {
        break;
      }
      Matcher and = AND.matcher(text).region(position, text.length());
      if (!and.lookingAt()) {
        throw fault(position, "and, or the end,");
      }
      position = and.end();
    }
    return new ElementFilter(values);
  }

  private static ApiException fault(int index, String expected) {
    return ApiException.badRequest(
        "where is not a condition that is known here: at position %d %s was expected."
            .formatted(index + 1, expected));
  }

  /** Whether the long parts are left out. */
  boolean abridged() {
    return Boolean.parseBoolean(values.get(ABRIDGED));
  }

  boolean accepts(Catalog.Entry entry) {
    return values.entrySet().stream().allMatch(value -> accepts(entry, value));
  }

  private static boolean accepts(Catalog.Entry entry, Map.Entry<String, String> wanted) {
    String value = wanted.getValue();
    return switch (wanted.getKey()) {
      case "id" -> String.valueOf(entry.id()).equals(value);
      case "key" -> entry.key().equals(value);
      case "name" -> entry.name().equals(value);
      case "hub" -> entry.hub().equals(value);
      case "private" -> String.valueOf(entry.own()).equals(value.toLowerCase(Locale.ROOT));
      case "extended" -> String.valueOf(entry.extended()).equals(value.toLowerCase(Locale.ROOT));
      default -> true;
    };
  }
}
