package dev.valence.sandbox.instagram;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field that a call asks for.
 *
 * @param name its name
 * @param nested the fields of what it leads to; those of the default when none are named
 */
record Field(String name, List<Field> nested) {

  /** What is shown when nothing is asked for. */
  static final List<Field> DEFAULT = List.of(new Field("id", List.of()));

  Field {
    nested = List.copyOf(nested);
  }

  /**
   * Reads a list such as {@code id,children{id,media_url}}.
   *
   * @param text the parameter; null or blank for the default
   */
  static List<Field> parse(@Nullable String text) {
    return text == null || text.isBlank() ? DEFAULT : new Parser(text).all();
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
      skipBlanks();
      int start = at;
      while (at < text.length() && isNamePart(text.charAt(at))) {
        at++;
      }
      if (start == at) {
        throw unexpected("a field name");
      }
      String name = text.substring(start, at);
      if (!take('{')) {
        return new Field(name, List.of());
      }
      if (depth == DEEPEST) {
        throw GraphException.invalidParameter("fields are nested too deeply");
      }
      List<Field> nested = list(depth + 1);
      if (!take('}')) {
        throw unexpected("a closing brace");
      }
      return new Field(name, nested);
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
