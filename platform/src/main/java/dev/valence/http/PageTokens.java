package dev.valence.http;

import dev.valence.model.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opaque page tokens that only this installation can make, each for one list: what was changed on
 * the way is refused, so that what stands in a token need not be checked again.
 */
public final class PageTokens {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TAG_BYTES = 16;

  private final SecretKeySpec key;

  /**
   * @param key at least 32 random bytes, the same on every node
   */
  public PageTokens(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The token for a place in a list. */
  String wrap(String list, String place) {
    byte[] content = place.getBytes(StandardCharsets.UTF_8);
    byte[] token = Arrays.copyOf(tag(list, content), TAG_BYTES + content.length);
    System.arraycopy(content, 0, token, TAG_BYTES, content.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The place in a list that a token stands for.
   *
   * @throws ApiException 400 for a token that was not made by {@link #wrap} for this list
   */
  String unwrap(String list, String token) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(token);
      if (decoded.length >= TAG_BYTES) {
        byte[] content = Arrays.copyOfRange(decoded, TAG_BYTES, decoded.length);
        if (MessageDigest.isEqual(Arrays.copyOf(decoded, TAG_BYTES), tag(list, content))) {
          return new String(content, StandardCharsets.UTF_8);
        }
      }
    } catch (IllegalArgumentException notBase64) {
      // Told to the caller below, like every other token that is not ours.
    }
    throw ApiException.badRequest("nextPage is not a token that this API has given out.");
  }

  private byte[] tag(String list, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(list.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0); // no path has one, so it is clear where the place begins
      return Arrays.copyOf(mac.doFinal(content), TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
    }
  }
}
