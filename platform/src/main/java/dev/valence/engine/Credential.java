package dev.valence.engine;

import dev.valence.model.Secret;

/** The access token of one instance, kept fresh by whoever stores it. */
public interface Credential {

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
