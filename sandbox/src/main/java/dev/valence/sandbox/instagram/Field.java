package dev.valence.sandbox.instagram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A field that a call asks for.
 *
 * @param name its name
 * @param arguments what it is given, as in {@code media.limit(2)}
 * @param nested the fields of what it leads to; the usual ones when none are named
 */
record Field(String name, Map<String, String> arguments, List<Field> nested) {

  Field {
    arguments = Map.copyOf(arguments);
    nested = List.copyOf(nested);
  }

  static Field of(String name) {
    return new Field(name, Map.of(), List.of());
  }

  /**
   * Reads a list such as {@code id,children{id,media_url}}.
   *
   * @param text the parameter; null or blank for nothing, which means the usual fields
   */
  static List<Field> parse(@Nullable String text) {
    return text == null || text.isBlank() ? List.of() : new Parser(text).all();
  }

  /** The text that a list of fields is read from. */
  static String text(List<Field> fields) {
    return fields.stream().map(Field::text).collect(Collectors.joining(","));
  }

  private String text() {
    StringBuilder text = new StringBuilder(name);
    arguments.forEach((argument, value) ->
        text.append('.').append(argument).append('(').append(value).append(')'));
    return nested.isEmpty() ? text.toString() : text + "{" + text(nested) + "}";
  }

  private static final class Parser {

    private static final int DEEPEST = 4;

    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    List<Field> all() {
      List<Field> fields = list(0);
      if (at < text.length()) {
        throw unexpected("end of string");
      }
      return fields;
    }

    private List<Field> list(int depth) {
      List<Field> fields = new ArrayList<>();
      do {
        fields.add(field(depth));
      } while (take(','));
      return fields;
    }

    private Field field(int depth) {
      String name = name();
      Map<String, String> arguments = new LinkedHashMap<>();
      while (take('.')) {
        String argument = name();
        if (!take('(')) {
          throw unexpected("an opening parenthesis");
        }
        int end = text.indexOf(')', at);
        if (end < 0) {
          throw unexpected("a closing parenthesis");
        }
        arguments.put(argument, text.substring(at, end).strip());
        at = end + 1;
      }
      if (!take('{')) {
        return new Field(name, arguments, List.of());
      }
      if (depth == DEEPEST) {
        throw GraphException.invalidParameter("fields are nested too deeply");
      }
      List<Field> nested = list(depth + 1);
      if (!take('}')) {
        throw unexpected("a closing brace");
      }
      return new Field(name, arguments, nested);
    }

    private String name() {
      skipBlanks();
      int start = at;
      while (at < text.length() && isNamePart(text.charAt(at))) {
        at++;
      }
      if (start == at) {
        throw unexpected("a field name");
      }
      return text.substring(start, at);
    }

    private boolean take(char expected) {
      skipBlanks();
      boolean there = at < text.length() && text.charAt(at) == expected;
      if (there) {
        at++;
      }
      return there;
    }

    private void skipBlanks() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private static boolean isNamePart(char character) {
      return character == '_'
          || (character >= 'a' && character <= 'z')
          || (character >= '0' && character <= '9');
    }

    private GraphException unexpected(String wanted) {
      return GraphException.syntax("\"Expected " + wanted + "\" at character " + at + ": " + text);
    }
  }
}
