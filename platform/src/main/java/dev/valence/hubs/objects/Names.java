package dev.valence.hubs.objects;

import dev.valence.model.ApiException;
import java.util.List;
import java.util.regex.Pattern;

/** Names of objects and fields: words with dots between them. */
final class Names {

  /** What a name looks like, as a regular expression. */
  static final String NAME = "(?!.*\\.(?![A-Za-z_]))[A-Za-z_][A-Za-z0-9_.]*";

  private static final Pattern PATTERN = Pattern.compile(NAME);
  private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");

  private Names() {}

  static boolean isName(String text) {
    return PATTERN.matcher(text).matches();
  }

  /**
   * @throws ApiException 400 for a name that cannot be one
   */
  static void require(String name) {
    if (!isName(name)) {
      throw ApiException.badRequest("'" + name + "' is not a name.");
    }
  }

  /** The parts of a list with commas. */
  static List<String> split(String text) {
    return text.isBlank() ? List.of() : List.of(SEPARATOR.split(text.strip(), -1));
  }
}
