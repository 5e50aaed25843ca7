package dev.valence.identity;

import dev.valence.model.ApiException;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code where} of a list: one field that has to equal a value, such as {@code name='Acme'} or
 * {@code active=true}. A quote within a text is written twice.
 *
 * @param column the field in the database
 * @param value the value as text
 */
record Where(String column, String value) {

  private static final Pattern FIELD = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9]*)\\s*");
  private static final Pattern EQUALS = Pattern.compile("=\\s*");
  private static final Pattern VALUE =
      Pattern.compile("(?:'([^'\\x00]*+(?:''[^'\\x00]*+)*+)'|(true|false)|(-?\\d{1,18}))\\s*");

  /**
   * Reads a condition.
   *
   * @param columns the fields that there are, with their columns
   * @throws ApiException 400 that names the position of the fault
   */
  static Where parse(String text, Map<String, String> columns) {
    Matcher field = match(FIELD, text, 0, "a field");
    String column = columns.get(field.group(1));
    if (column == null) {
      throw fault(field.start(1), "one of the fields " + new TreeSet<>(columns.keySet()));
    }
    Matcher equals = match(EQUALS, text, field.end(), "=");
    Matcher value = match(VALUE, text, equals.end(), "a text in quotes, a number, true or false");
    if (value.end() != text.length()) {
      throw fault(value.end(), "nothing more");
    }
    String quoted = value.group(1);
    return new Where(column, quoted == null ? value.group().strip() : quoted.replace("''", "'"));
  }

  private static Matcher match(Pattern pattern, String text, int start, String expected) {
    Matcher matcher = pattern.matcher(text).region(start, text.length());
    if (!matcher.lookingAt()) {
      throw fault(start, expected);
    }
    return matcher;
  }

  private static ApiException fault(int index, String expected) {
    return ApiException.badRequest(
        "where is not a condition that is known here: at position "
            + (index + 1)
            + " "
            + expected
            + " was expected.");
  }
}
