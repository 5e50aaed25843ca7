package dev.valence.connectors;

import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import java.util.Optional;

/** What a connector gets of an instance for one call. */
public interface Connection {

  /**
   * The way to the vendor. Requests leave with the instance's credentials and reach the element's
   * hosts only. An answer of 401 has outlived a renewal, or could not be repeated.
   */
  Sender sender();

  /** A value of the instance's configuration, or its element's default. */
  Optional<String> configuration(String key);

  /**
   * A value without which the connector cannot work.
   *
   * @throws ApiException 400 that names the key
   */
  default String require(String key) {
    return configuration(key)
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () -> ApiException.badRequest("The instance's configuration lacks '" + key + "'."));
  }
}
