package dev.valence.sandbox.face;

/**
 * How a face behaves beyond its defaults.
 *
 * @param accessTokenLifetimeSeconds the lifetime of access tokens issued from now on
 * @param rotateRefreshTokens whether a refresh answers with a new refresh token and ends the old
 *     one
 * @param emptyPages whether each page of a listing that has more is followed by an empty page that
 *     has more, as vendors may do at any time
 */
public record FaceOptions(
    long accessTokenLifetimeSeconds, boolean rotateRefreshTokens, boolean emptyPages) {

  /** Checks the lifetime. */
  public FaceOptions {
    if (accessTokenLifetimeSeconds < 1) {
      throw new IllegalArgumentException("accessTokenLifetimeSeconds must be at least 1");
    }
  }
}
