package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;

/** A call that api.instagram.com refuses. */
final class LegacyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String type;

  LegacyException(int code, String type, String message) {
    super(message);
    this.code = code;
    this.type = type;
  }

  static LegacyException invalidParameter(String parameter) {
    return new LegacyException(
        400, "APIInvalidParametersError", "Invalid value for parameter " + parameter);
  }

  /** What is private to others. */
  static LegacyException notAllowed() {
    return new LegacyException(400, "APINotAllowedError", "you cannot view this resource");
  }

  static LegacyException notFound(String message) {
    return new LegacyException(400, "APINotFoundError", message);
  }

  static LegacyException noSuchPage() {
    return new LegacyException(404, "APINotFoundError", "this page does not exist");
  }

  static LegacyException noScope(String scope) {
    return new LegacyException(
        400,
        "OAuthPermissionsException",
        "This request requires scope="
            + scope
            + ", but this access token is not authorized with this scope.");
  }

  /** The refusal of a step of OAuth. */
  static LegacyException oauth(String message) {
    return new LegacyException(400, "OAuthException", message);
  }

  /** The answer of the OAuth endpoints. */
  Answer answer() {
    return Answer.json(code, error());
  }

  /** The answer of the API v1, with its envelope. */
  Answer enveloped() {
    ObjectNode envelope = Json.object();
    envelope.set("meta", error());
    return Answer.json(code, envelope);
  }

  private ObjectNode error() {
    return Json.object()
        .put("error_type", type)
        .put("code", code)
        .put("error_message", String.valueOf(getMessage()));
  }
}
