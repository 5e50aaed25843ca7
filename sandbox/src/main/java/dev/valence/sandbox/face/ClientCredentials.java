package dev.valence.sandbox.face;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself at a token endpoint (RFC 6749, 2.3.1).
 *
 * @param id the client's name
 * @param secret its secret; null for a client that has none
 */
public record ClientCredentials(String id, @Nullable String secret) {

  /**
   * Reads HTTP Basic, else {@code client_id} and {@code client_secret} of the form.
   *
   * @param authorization the header, or null
   * @return empty when there is no name in either
   * @throws IllegalArgumentException for a header that cannot be decoded
   */
  public static Optional<ClientCredentials> read(
      @Nullable String authorization, Map<String, String> form) {
    if (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.of(basic(authorization.substring(6).strip()));
    }
    String id = form.getOrDefault("client_id", "");
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClientCredentials(id, form.get("client_secret")));
  }

  private static ClientCredentials basic(String credentials) {
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the Authorization header cannot be decoded", e);
    }
    int colon = decoded.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("the Authorization header has no secret");
    }
    return new ClientCredentials(
        URLDecoder.decode(decoded.substring(0, colon), StandardCharsets.UTF_8),
        URLDecoder.decode(decoded.substring(colon + 1), StandardCharsets.UTF_8));
  }
}
