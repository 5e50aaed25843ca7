package dev.valence.engine;

import dev.valence.model.Secret;

/**
 * What signs the calls of one instance, kept fresh by whoever stores it: an access token, or what
 * the instance's configuration has.
 */
public interface Credential {

  /**
   * Makes sure that what signs calls, where it is no access token, is good: a session that is over
   * is begun anew. It waits for the vendor then.
   *
   * @throws dev.valence.model.ApiException 401 when only the user can help
   */
  default void ready() {}

  /**
   * Gets anew what signs calls, where it is no access token, since the vendor has refused it.
   *
   * @return false when the element has no way to do so
   * @throws dev.valence.model.ApiException 401 when only the user can help
   */
  default boolean refreshed() {
    return false;
  }

  /**
   * The token to use now; renewed before when it is due.
   *
   * @throws dev.valence.model.ApiException 401 when there is none and the user has to consent again
   */
  Secret accessToken();

  /**
   * A token other than the one that the vendor refused: the one that somebody else has got
   * meanwhile, or a fresh one. It waits for the vendor.
   *
   * @throws dev.valence.model.ApiException 401 when the user has to consent again
   */
  Secret renewed(Secret refused);

  /** Hears that the vendor has accepted a token. */
  void worked(Secret accepted);
}
