package dev.valence.instances;

import dev.valence.model.Element;
import java.util.Optional;

/**
 * An instance with its element, as it was when it was read.
 *
 * @param instance the instance
 * @param element what it connects
 */
record LiveInstance(Instance instance, Element element) {

  long id() {
    return instance.id();
  }

  /** The value that counts: the instance's own, else the element's default. */
  Optional<String> configuration(String key) {
    return Configurations.effective(element, instance, key);
  }
}
