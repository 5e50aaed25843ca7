package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Secrets;

/**
 * A call that the graph refuses.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/guides/error-handling">Handling
 *     errors</a>
 * @see <a
 *     href="https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes">
 *     Error codes of Instagram</a>
 */
final class GraphException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String OAUTH = "OAuthException";
  private static final String API = "IGApiException";
  private static final int TRACE_BYTES = 16;

  private final int status;
  private final String type;
  private final int code;
  private final int subcode;

  private GraphException(String type, int code, int subcode, String message) {
    this(400, type, code, subcode, message);
  }

  private GraphException(int status, String type, int code, int subcode, String message) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
    this.subcode = subcode;
  }

  static GraphException noToken() {
    return new GraphException(
        OAUTH, 104, 0, "An access token is required to request this resource.");
  }

  static GraphException expiredToken() {
    return new GraphException(
        OAUTH, 190, 463, "Error validating access token: Session has expired.");
  }

  static GraphException invalidToken() {
    return new GraphException(OAUTH, 190, 467, "Invalid OAuth access token.");
  }

  /** A token that is good, but not for this. */
  static GraphException unfitToken(String message) {
    return new GraphException(OAUTH, 190, 0, message);
  }

  static GraphException wrongSecret() {
    return new GraphException(OAUTH, 1, 0, "Error validating client secret.");
  }

  /** A code that Facebook does not take. */
  static GraphException wrongCode() {
    return new GraphException(OAUTH, 100, 36009, "This authorization code has been used.");
  }

  static GraphException wrongRedirect() {
    return new GraphException(
        OAUTH,
        100,
        36008,
        "Error validating verification code. Please make sure your redirect_uri is identical to"
            + " the one you used in the OAuth dialog request");
  }

  static GraphException noPermission() {
    return new GraphException(
        OAUTH, 10, 0, "(#10) Application does not have permission for this action");
  }

  static GraphException invalidParameter(String message) {
    return new GraphException(API, 100, 0, "(#100) " + message);
  }

  static GraphException noSuchAccount(String username) {
    return new GraphException(
        OAUTH, 110, 2207013, "Invalid user id: Cannot find User with username: " + username);
  }

  /** A failure of publishing or searching, which has a code of its own. */
  static GraphException publishing(int code, int subcode, String message) {
    return new GraphException(OAUTH, code, subcode, "(#" + code + ") " + message);
  }

  static GraphException tooManyCallsOfTheApp() {
    return new GraphException(403, OAUTH, 4, 0, "(#4) Application request limit reached");
  }

  static GraphException tooManyCallsForTheUser() {
    return new GraphException(OAUTH, 17, 0, "(#17) User request limit reached");
  }

  static GraphException tooManyCallsForTheAccount() {
    return new GraphException(
        OAUTH,
        80002,
        0,
        "(#80002) There have been too many calls to this Instagram account. Wait a bit and try"
            + " again.");
  }

  /** The object is not there, not for this user, or not for this method. */
  static GraphException unsupported(String method, String id) {
    return new GraphException(
        API,
        100,
        33,
        "Unsupported "
            + method
            + " request. Object with ID '"
            + id
            + "' does not exist, cannot be loaded due to missing permissions, or does not support"
            + " this operation");
  }

  static GraphException unknownPath(String rest) {
    return new GraphException(API, 2500, 0, "Unknown path components: " + rest);
  }

  static GraphException syntax(String message) {
    return new GraphException(OAUTH, 2500, 0, "Syntax error " + message);
  }

  Answer answer() {
    ObjectNode error =
        Json.object()
            .put("message", String.valueOf(getMessage()))
            .put("type", type)
            .put("code", code);
    if (subcode != 0) {
      error.put("error_subcode", subcode);
    }
    error.put("fbtrace_id", "A" + Secrets.random(TRACE_BYTES));
    ObjectNode body = Json.object();
    body.set("error", error);
    return Answer.json(status, body);
  }
}
