package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Element;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the engine needs to know of an instance. */
public interface ConnectedInstance {

  /** The element, in the version of the call. */
  Element element();

  /** The instance's number. */
  long instanceId();

  /** Whose it is. */
  long organizationId();

  /** A value of the configuration as plain text, secrets included; else the element's default. */
  Optional<String> configuration(String key);

  /** The keys that the configuration has values for, besides those that the element declares. */
  Set<String> configurationKeys();

  /**
   * Keeps values in the configuration: this call finds them at once, and later ones too.
   *
   * @param values the texts by their keys; an empty one takes the value away
   * @throws dev.valence.model.ApiException when they would lead calls to hosts that the element
   *     does not declare
   */
  void keep(Map<String, String> values);

  /** Whether what becomes of its calls is recorded. */
  default boolean traced() {
    return false;
  }

  /**
   * Takes what became of a call, if it is {@link #traced()}; without secrets.
   *
   * @param calls each call of the vendor, by {@code METHOD:/path}
   */
  default void record(JsonNode calls) {}

  /** What is kept of its items. */
  default ItemRecords items() {
    return ItemRecords.NONE;
  }

  /** Its access to the vendor. */
  Credential credential();
}
