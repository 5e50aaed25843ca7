package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.regex.Pattern;

/**
 * What is wrong in a definition.
 *
 * @param where the place
 * @param text what is wrong there
 */
public record Fault(JsonPointer where, String text) {

  private static final Pattern INDEX = Pattern.compile("/([0-9]+)(?=/|$)");

  /** A fault at a place that is written as a JSON Pointer (RFC 6901). */
  public static Fault at(String pointer, String text) {
    return new Fault(JsonPointer.compile(pointer), text);
  }

  /** The place as people write it, {@code configuration[2].type}, and the text. */
  @Override
  public String toString() {
    String path =
        INDEX.matcher(where.toString()).replaceAll("[$1]").replaceFirst("^/", "").replace('/', '.');
    return path.isEmpty() ? text : path + ": " + text;
  }
}
