package dev.valence.sandbox.face;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * A PKCE challenge (RFC 7636).
 *
 * @param value as sent
 * @param hashed whether the method is S256, not plain
 */
public record Challenge(String value, boolean hashed) {

  /** Whether the verifier is the one that the challenge was made of. */
  public boolean isMetBy(String verifier) {
    byte[] ascii = verifier.getBytes(StandardCharsets.US_ASCII);
    String derived =
        hashed
            ? Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.sha256().digest(ascii))
            : verifier;
    return MessageDigest.isEqual(
        derived.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }
}
