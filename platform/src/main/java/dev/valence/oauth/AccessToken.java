package dev.valence.oauth;

import dev.valence.model.Secret;
import java.util.Map;

/**
 * What signs calls in the user's name (RFC 5849, 2.3); it lasts until the user takes it back.
 *
 * @param token the token
 * @param secret the token's secret
 * @param others the answer's further members, such as a user's id
 */
public record AccessToken(Secret token, Secret secret, Map<String, String> others) {

  public AccessToken {
    others = Map.copyOf(others);
  }
}
