package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;

/** A request that an OAuth endpoint refuses (RFC 6749, 5.2). */
final class OAuthException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String error;

  OAuthException(String error, String description) {
    super(description);
    this.error = error;
  }

  Answer toAnswer() {
    return Answer.json(
        400,
        Json.object().put("error", error).put("error_description", String.valueOf(getMessage())));
  }
}
