package dev.valence.engine;

import dev.valence.model.Element;
import java.util.Optional;

/** What the engine needs to know of an instance. */
public interface ConnectedInstance {

  /** The element, in the version of the instance. */
  Element element();

  /** The instance's number. */
  long instanceId();

  /** A value of the configuration as plain text, secrets included; else the element's default. */
  Optional<String> configuration(String key);

  /** Whether the log is to tell of its calls to the vendor. */
  default boolean traced() {
    return false;
  }

  /** Its access to the vendor. */
  Credential credential();
}
