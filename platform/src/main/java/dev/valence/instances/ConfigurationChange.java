package dev.valence.instances;

import dev.valence.instances.Instance.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What differs between two states of an instance's configuration, so that nothing else is written
 * and what others change meanwhile stays.
 *
 * @param put the values that are new or other ones
 * @param removed the keys whose values are gone
 */
record ConfigurationChange(Map<String, Value> put, Set<String> removed) {

  /** What makes the second state of the first. */
  static ConfigurationChange between(Map<String, Value> before, Map<String, Value> after) {
    Map<String, Value> put = new LinkedHashMap<>(after);
    put.entrySet().removeAll(before.entrySet());
    Set<String> removed = new HashSet<>(before.keySet());
    removed.removeAll(after.keySet());
    return new ConfigurationChange(put, removed);
  }

  boolean isEmpty() {
    return put.isEmpty() && removed.isEmpty();
  }

  /** Whether it concerns any of these keys. */
  boolean touches(Set<String> keys) {
    return keys.stream().anyMatch(key -> put.containsKey(key) || removed.contains(key));
  }

  /** The configuration after the change. */
  ConfiguredElement applied(ConfiguredElement configured) {
    return configured.without(removed).with(put);
  }
}
