package dev.valence.ceql;

import java.util.List;

/**
 * A condition in a vendor's words.
 *
 * @param parameters the query parameters that say it, decoded
 * @param text the same as one text, for where a vendor wants it elsewhere
 */
public record Converted(List<Parameter> parameters, String text) {

  public Converted {
    parameters = List.copyOf(parameters);
  }

  /** A query parameter, decoded. */
  public record Parameter(String name, String value) {}
}
