package dev.valence.instances;

import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance with its element, as it was when it was read.
 *
 * @param instance the instance
 * @param element what it connects
 */
record LiveInstance(Instance instance, Element element) {

  /** Whether calls are traced: a setting of every instance, which no element has to declare. */
  static final String DEBUG = "debug";

  long id() {
    return instance.id();
  }

  /** The value that counts: the instance's own, else the element's default; URLs filled in. */
  Optional<String> configuration(String key) {
    return configured().find(key);
  }

  /** The element with the instance's configuration. */
  ConfiguredElement configured() {
    return new ConfiguredElement(element, instance.values());
  }

  /** Whether its calls are traced, by its configuration or for some time. */
  boolean traced(Instant now) {
    return instance.traced(now)
        || configuration(DEBUG).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** Every declared entry with its value as answers show it: a string, the mask, or null. */
  Map<String, @Nullable String> shownConfiguration() {
    Map<String, @Nullable String> shown = new LinkedHashMap<>();
    for (ConfigurationEntry entry : element.configuration()) {
      shown.put(entry.key(), shownValue(entry));
    }
    if (element.configurationEntry(DEBUG).isEmpty()) {
      instance.value(DEBUG).ifPresent(wanted -> shown.put(DEBUG, wanted));
    }
    return shown;
  }

  /** The value of an entry as answers show it. */
  @Nullable String shownValue(ConfigurationEntry entry) {
    Optional<String> value =
        instance.value(entry.key()).or(() -> element.defaultValue(entry.key(), instance::value));
    return entry.secret() ? value.map(text -> Secret.MASK).orElse(null) : value.orElse(null);
  }
}
