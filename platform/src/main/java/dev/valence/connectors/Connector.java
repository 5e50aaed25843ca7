package dev.valence.connectors;

import dev.valence.model.Configuration;
import java.util.Map;

/**
 * A vendor's implementation of a hub's contract. It is a bean, holds no state and is found by its
 * name.
 */
public sealed interface Connector permits DocumentsConnector, ObjectsConnector {

  /** The name by which an element's definition asks for it. */
  String name();

  /**
   * What the vendor wants to know whenever it is asked for tokens, besides what OAuth 2.0 says,
   * such as the resource that they are for.
   *
   * @return parameters of the form by their names
   */
  default Map<String, String> tokenParameters(Configuration configuration) {
    return Map.of();
  }

  /**
   * Asks the vendor about a newly connected account.
   *
   * @return the values that the instance's configuration is to have, by their keys; values that
   *     change {@link #tokenParameters} make the tokens be replaced by ones with these parameters
   * @throws dev.valence.model.ApiException when the account cannot be used, so that no instance is
   *     made
   */
  default Map<String, String> discover(Connection connection) {
    return Map.of();
  }
}
