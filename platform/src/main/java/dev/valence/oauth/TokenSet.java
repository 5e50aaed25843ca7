package dev.valence.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a vendor gave for a code or a refresh token (RFC 6749, 5.1).
 *
 * @param accessToken what signs calls
 * @param refreshToken what gets the next access token; empty when the vendor sent none, which on a
 *     refresh means that the previous one stays
 * @param lifetime how long the access token lasts; empty when the vendor does not say
 * @param scope what was granted, where the vendor says so
 * @param others the answer's further members, such as {@code instance_url} and {@code account_id};
 *     nested ones as JSON, further tokens left out
 */
public record TokenSet(
    Secret accessToken,
    Optional<Secret> refreshToken,
    Optional<Duration> lifetime,
    Optional<String> scope,
    Map<String, String> others) {

  public TokenSet {
    others = Map.copyOf(others);
  }

  /** The tokens of an answer that has them by their names in RFC 6749; empty for any other. */
  public static Optional<TokenSet> of(JsonNode answer) {
    return TokenAnswer.of(answer).tokens();
  }
}
