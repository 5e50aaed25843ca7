package dev.valence.instances;

import dev.valence.instances.Instance.Value;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance's configuration: what it was given, over the defaults of its element. */
final class Configurations {

  private Configurations() {}

  /** The value that counts: the instance's own, else the element's default. */
  static Optional<String> effective(Element element, Instance instance, String key) {
    return instance
        .value(key)
        .or(() ->
            element
                .configurationEntry(key)
                .map(ConfigurationEntry::defaultValue)
                .filter(value -> !value.isEmpty()));
  }

  /** Every declared entry with its value as answers show it: a string, the mask, or null. */
  static Map<String, @Nullable String> shown(Element element, Instance instance) {
    Map<String, @Nullable String> shown = new LinkedHashMap<>();
    for (ConfigurationEntry entry : element.configuration()) {
      shown.put(entry.key(), shown(entry, element, instance));
    }
    return shown;
  }

  /** The value of an entry as answers show it. */
  static @Nullable String shown(ConfigurationEntry entry, Element element, Instance instance) {
    Optional<String> value = effective(element, instance, entry.key());
    return entry.secret() ? value.map(text -> Secret.MASK).orElse(null) : value.orElse(null);
  }

  /** A value in the form in which it is stored. */
  static Value value(Element element, String key, String text) {
    boolean secret = element.configurationEntry(key).map(ConfigurationEntry::secret).orElse(true);
    return secret ? new Value.Hidden(Secret.of(text)) : new Value.Plain(text);
  }
}
