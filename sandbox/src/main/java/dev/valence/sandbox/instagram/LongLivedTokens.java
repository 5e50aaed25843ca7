package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.Json;
import java.time.Duration;
import java.util.Map;

/**
 * {@code graph.instagram.com/access_token} and {@code /refresh_access_token}: a long-lived token is
 * its own means to get the next one, and stays good itself until its own end.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token">
 *     Refresh access token</a>
 */
final class LongLivedTokens {

  private static final Duration REFRESHABLE_AFTER = Duration.ofHours(24);

  private final FaceState state;
  private final AccessTokens tokens;

  LongLivedTokens(FaceState state, AccessTokens tokens) {
    this.state = state;
    this.tokens = tokens;
  }

  /** Gives a long-lived token for a short-lived one. */
  ObjectNode exchange(Session session, Map<String, String> parameters) {
    checkGrantType(parameters, "ig_exchange_token");
    String secret = parameters.getOrDefault("client_secret", "");
    if (secret.isEmpty() || !state.apps().authenticates(session.grant().clientId(), secret)) {
      throw GraphException.wrongSecret();
    }
    if (!tokens.is(session.token(), AccessTokens.Kind.SHORT_LIVED, Duration.ZERO)) {
      throw GraphException.unfitToken("The access token is not a short-lived one.");
    }
    return issue(session.grant());
  }

  /** Gives a new long-lived token for one that is a day old. */
  ObjectNode refresh(Session session, Map<String, String> parameters) {
    checkGrantType(parameters, "ig_refresh_token");
    if (!tokens.is(session.token(), AccessTokens.Kind.LONG_LIVED, REFRESHABLE_AFTER)) {
      throw GraphException.unfitToken(
          "The access token is not a long-lived one that is at least 24 hours old.");
    }
    return issue(session.grant());
  }

  private ObjectNode issue(Grant grant) {
    long lifetime = state.options().accessTokenLifetimeSeconds();
    return Json.object()
        .put(
            "access_token",
            tokens.issueLongLived(Generation.CURRENT, grant, Duration.ofSeconds(lifetime)))
        .put("token_type", "bearer")
        .put("expires_in", lifetime);
  }

  private static void checkGrantType(Map<String, String> parameters, String expected) {
    if (!expected.equals(parameters.get("grant_type"))) {
      throw GraphException.invalidParameter("grant_type must be " + expected);
    }
  }
}
