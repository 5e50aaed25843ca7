package dev.valence.oauth;

import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuthException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

/** Sends a request to a vendor's token endpoint, and tells what a failure means. */
final class TokenEndpoint {

  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final int LONGEST_MESSAGE = 4096;
  private static final Pattern ERROR_CODE = Pattern.compile("[\\w.:-]{1,64}");

  /**
   * What refuses without a word; any other status without one is a firewall's or a wrong page's.
   */
  private static final Set<Integer> REFUSING = Set.of(400, 401);

  private TokenEndpoint() {}

  /**
   * The vendor's answer of success.
   *
   * @param secrets what is sent and must not come back in the vendor's words
   * @throws OAuthException when the vendor refuses, cannot be asked, or cannot be understood
   */
  static TokenAnswer call(Sender sender, EgressRequest request, Collection<Secret> secrets) {
    URI url = request.uri();
    int status;
    String text;
    // Wherever a redirect leads, the code and the secret are not for it.
    try (EgressResponse response = sender.send(request.withoutRedirects())) {
      status = response.status();
      byte[] content = response.body().readNBytes(LARGEST_ANSWER + 1);
      if (content.length > LARGEST_ANSWER) {
        throw malformed(url);
      }
      text = new String(content, StandardCharsets.UTF_8);
    } catch (EgressException | IOException e) {
      throw new OAuthException(
          Kind.UNAVAILABLE, url.getHost() + " could not be asked for a token.", null, null, e);
    }
    if (status >= 300 && status < 400) {
      throw malformed(url);
    }
    TokenAnswer answer = TokenAnswer.of(text);
    if (status < 300 && (answer.errorCode().isEmpty() || answer.granted())) {
      return answer;
    }
    throw failure(url, status, answer, text, new Masking(secrets));
  }

  /** An answer of success without a token. */
  static OAuthException malformed(URI url) {
    return new OAuthException(
        Kind.MALFORMED, url.getHost() + " did not answer with a token.", null, null, null);
  }

  private static OAuthException failure(
      URI url, int status, TokenAnswer answer, String text, Masking masking) {
    String masked = masking.apply(text).strip();
    String words = masked.substring(0, Math.min(masked.length(), LONGEST_MESSAGE));
    String error = answer.errorCode().orElse(null);
    String code =
        error != null && ERROR_CODE.matcher(error).matches() ? masking.apply(error) : null;
    boolean passing =
        status >= 500
            || status == 429
            || status == 408
            || answer.passing()
            || (error == null && !REFUSING.contains(status));
    String reason = code == null ? "status " + status : code;
    return new OAuthException(
        passing ? Kind.UNAVAILABLE : Kind.REFUSED,
        url.getHost() + (passing ? " cannot answer now: " : " refused: ") + reason + ".",
        code,
        words.isEmpty() ? null : words,
        null);
  }
}
