package dev.valence.connectors;

import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import java.util.Optional;

/** What a connector gets of an instance for one call. */
public interface Connection {

  /**
   * The way to the vendor. Requests leave with the instance's credentials and reach the element's
   * hosts only. An answer of 401 has outlived a renewal, or could not be repeated.
   *
   * <p>A request that fails and can be repeated without harm is, as {@link
   * dev.valence.egress.RetryingSender} says.
   */
  Sender sender();

  /**
   * The same without the instance's credentials, for URLs that are an authorization themselves,
   * such as those of upload sessions.
   */
  Sender unsigned();

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
