package dev.valence.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opaque tokens that only this installation can make, each for one purpose, such as a place in a
 * list: what was changed on the way is none, so that what stands in a token need not be checked
 * again. Whoever has one can read it.
 */
public final class SignedTokens {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TAG_BYTES = 16;

  private final SecretKeySpec key;

  /**
   * @param key at least 32 random bytes, the same on every node
   */
  public SignedTokens(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * The token for a text.
   *
   * @param purpose what it is for, without a NUL
   */
  public String wrap(String purpose, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    byte[] token = Arrays.copyOf(tag(purpose, content), TAG_BYTES + content.length);
    System.arraycopy(content, 0, token, TAG_BYTES, content.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** The text of a token; empty for one that was not made by {@link #wrap} for this purpose. */
  public Optional<String> unwrap(String purpose, String token) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(token);
      if (decoded.length >= TAG_BYTES) {
        byte[] content = Arrays.copyOfRange(decoded, TAG_BYTES, decoded.length);
        if (MessageDigest.isEqual(Arrays.copyOf(decoded, TAG_BYTES), tag(purpose, content))) {
          return Optional.of(new String(content, StandardCharsets.UTF_8));
        }
      }
    } catch (IllegalArgumentException notBase64) {
      // Not ours, like every other.
    }
    return Optional.empty();
  }

  private byte[] tag(String purpose, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0); // so it is clear where the text begins
      return Arrays.copyOf(mac.doFinal(content), TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
    }
  }
}
