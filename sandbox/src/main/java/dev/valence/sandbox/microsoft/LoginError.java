package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * A request at the sign-in that is refused.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">Error
 *     codes</a>
 */
final class LoginError extends Exception {

  private static final long serialVersionUID = 1L;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final int status;
  private final String error;
  private final int code;

  private LoginError(int status, String error, int code, String text) {
    super("AADSTS" + code + ": " + text);
    this.status = status;
    this.error = error;
    this.code = code;
  }

  static LoginError invalidGrant(int code, String text) {
    return new LoginError(400, "invalid_grant", code, text);
  }

  static LoginError invalidClient(int code, String text) {
    return new LoginError(401, "invalid_client", code, text);
  }

  static LoginError invalidRequest(int code, String text) {
    return new LoginError(400, "invalid_request", code, text);
  }

  static LoginError missing(String parameter) {
    return invalidRequest(
        900144, "The request body must contain the following parameter: '" + parameter + "'.");
  }

  static LoginError unsupportedGrantType(String type) {
    return new LoginError(
        400,
        "unsupported_grant_type",
        70003,
        "The app requested an unsupported grant type '" + type + "'.");
  }

  static LoginError unknownResource(String name) {
    return new LoginError(
        400,
        "invalid_resource",
        500011,
        "The resource principal named " + name + " was not found in the tenant named Contoso.");
  }

  Answer answer(Instant now, String login) {
    String trace = UUID.randomUUID().toString();
    String correlation = UUID.randomUUID().toString();
    String time = TIME.format(now);
    ObjectNode body =
        Json.object()
            .put("error", error)
            .put(
                "error_description",
                String.join(
                    "\r\n",
                    String.valueOf(getMessage()),
                    "Trace ID: " + trace,
                    "Correlation ID: " + correlation,
                    "Timestamp: " + time));
    body.putArray("error_codes").add(code);
    body.put("timestamp", time)
        .put("trace_id", trace)
        .put("correlation_id", correlation)
        .put("error_uri", login + "/error?code=" + code);
    return Answer.json(status, body);
  }
}
