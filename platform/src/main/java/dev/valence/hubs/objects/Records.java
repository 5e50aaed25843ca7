package dev.valence.hubs.objects;

import java.util.HashMap;
import java.util.Map;

/**
 * Records of an object: all, or those of them that have certain values, such as what belongs to one
 * record of another object.
 *
 * @param object the provider's name of the object
 * @param values the values by the names of their fields; none means all records
 */
public record Records(String object, Map<String, String> values) {

  /**
   * @throws dev.valence.model.ApiException 400 for a name that cannot be one
   */
  public Records {
    values = Map.copyOf(values);
    Names.require(object);
    values.keySet().forEach(Names::require);
  }

  /** Those of them that have further values. */
  public Records with(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(values);
    all.putAll(others);
    return new Records(object, all);
  }

  /** All records of an object. */
  public static Records of(String object) {
    return new Records(object, Map.of());
  }
}
