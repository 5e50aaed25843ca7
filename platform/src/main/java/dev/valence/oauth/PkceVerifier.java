package dev.valence.oauth;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.valence.model.Secret;
import java.util.Base64;

/**
 * The proof that whoever exchanges a code is who asked for it (RFC 7636).
 *
 * @param value the verifier, sent with the code
 */
public record PkceVerifier(Secret value) {

  private static final int BYTES = 32;

  /**
   * A verifier of 43 characters (RFC 7636, 4.1).
   *
   * @param seed 32 bytes that nobody can guess
   */
  public static PkceVerifier of(byte[] seed) {
    if (seed.length != BYTES) {
      throw new IllegalArgumentException("A verifier is made of " + BYTES + " bytes.");
    }
    return new PkceVerifier(
        Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(seed)));
  }

  /** What the authorization URL tells of the verifier: its S256 challenge (RFC 7636, 4.2). */
  public String challenge() {
    return CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(value.reveal()))
        .getValue();
  }
}
