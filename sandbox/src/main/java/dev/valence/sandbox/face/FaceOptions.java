package dev.valence.sandbox.face;

import java.util.Map;
import java.util.Objects;

/**
 * How a face behaves beyond its defaults.
 *
 * @param accessTokenLifetimeSeconds the lifetime of access tokens issued from now on
 * @param rotateRefreshTokens whether a refresh answers with a new refresh token and ends the old
 *     one
 * @param emptyPages whether each page of a listing that has more is followed by an empty page that
 *     has more, as vendors may do at any time
 * @param variants which of several forms a vendor is known to use, by the face's own words, such as
 *     {@code tokenShape: data}
 */
public record FaceOptions(
    long accessTokenLifetimeSeconds,
    boolean rotateRefreshTokens,
    boolean emptyPages,
    Map<String, String> variants) {

  /** The options of a face without variants. */
  public FaceOptions(
      long accessTokenLifetimeSeconds, boolean rotateRefreshTokens, boolean emptyPages) {
    this(accessTokenLifetimeSeconds, rotateRefreshTokens, emptyPages, Map.of());
  }

  /** Checks the lifetime. */
  public FaceOptions {
    if (accessTokenLifetimeSeconds < 1) {
      throw new IllegalArgumentException("accessTokenLifetimeSeconds must be at least 1");
    }
    variants = Map.copyOf(Objects.requireNonNullElse(variants, Map.of()));
  }
}
