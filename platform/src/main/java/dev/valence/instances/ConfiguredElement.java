package dev.valence.instances;

import dev.valence.instances.Instance.Value;
import dev.valence.model.Configuration;
import dev.valence.model.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An element with the values of one instance's configuration, stored or about to be.
 *
 * @param element the element
 * @param values what was given or received, and nobody changes any more; the element's defaults are
 *     not among them
 */
record ConfiguredElement(Element element, Map<String, Value> values) {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

  ConfiguredElement {
    values = Collections.unmodifiableMap(values);
  }

  /** The configuration that counts. */
  Configuration configuration() {
    return Configuration.of(element, this::own);
  }

  /** The value that counts: the instance's own, else the element's default; URLs filled in. */
  Optional<String> find(String key) {
    return configuration().find(key);
  }

  /** The instance's own value, secret or not. */
  Optional<String> own(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::text);
  }

  /**
   * How long something is good, where that is known. A number that is no number is not known:
   * providers, scripts and callers may write these.
   *
   * @param time the key of when it was given, in milliseconds since 1970; never a default
   * @param length the key of how long it lasts, in seconds
   */
  Optional<Lifetime> lifetime(String time, String length) {
    return number(own(time))
        .map(Instant::ofEpochMilli)
        .flatMap(start ->
            number(find(length)).map(Duration::ofSeconds).map(life -> new Lifetime(start, life)));
  }

  private static Optional<Long> number(Optional<String> text) {
    return text.map(String::strip)
        .filter(number -> NUMBER.matcher(number).matches())
        .map(Long::parseLong);
  }

  /** The same with other values in place of those of the same keys. */
  ConfiguredElement with(Map<String, Value> others) {
    Map<String, Value> all = new LinkedHashMap<>(values);
    all.putAll(others);
    return new ConfiguredElement(element, all);
  }

  /** The same with a text as a value. */
  ConfiguredElement with(String key, String text) {
    return with(Map.of(key, Value.of(element, key, text)));
  }

  /** The same without the values of these keys. */
  ConfiguredElement without(Collection<String> keys) {
    Map<String, Value> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(keys);
    return new ConfiguredElement(element, rest);
  }
}
