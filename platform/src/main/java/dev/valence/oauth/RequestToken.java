package dev.valence.oauth;

import dev.valence.model.Secret;
import java.util.Map;

/**
 * What the user is asked to consent to (RFC 5849, 2.1).
 *
 * @param token the token, which the authorization URL names
 * @param secret the token's secret, which signs the request for an access token
 * @param others the answer's further members
 */
public record RequestToken(Secret token, Secret secret, Map<String, String> others) {

  public RequestToken {
    others = Map.copyOf(others);
  }
}
