package dev.valence.sandbox.microsoft;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a call, whose options may be written with a dollar sign or without.
 *
 * @param parameters as sent
 * @see <a href="https://learn.microsoft.com/graph/query-parameters">Query parameters</a>
 */
record QueryOptions(Map<String, String> parameters) {

  /** Copies the map. */
  QueryOptions {
    parameters = Map.copyOf(parameters);
  }

  /** The value of an option, named without the dollar sign. */
  @Nullable String get(String name) {
    String value = parameters.get("$" + name);
    return value == null ? parameters.get(name) : value;
  }
}
