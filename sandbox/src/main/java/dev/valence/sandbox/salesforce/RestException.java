package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.util.List;

/** A call that the REST API refuses. */
final class RestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String errorCode;
  private final transient List<String> fields;

  RestException(int status, String errorCode, String message, String... fields) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = List.of(fields);
  }

  static RestException notFound() {
    return new RestException(404, "NOT_FOUND", "The requested resource does not exist");
  }

  static RestException methodNotAllowed(String method, String allowed) {
    return new RestException(
        405,
        "METHOD_NOT_ALLOWED",
        "HTTP Method '" + method + "' not allowed. Allowed are " + allowed);
  }

  int status() {
    return status;
  }

  /** The error of a record among several. */
  ObjectNode toRecordError() {
    ObjectNode error = Json.object().put("statusCode", errorCode).put("message", getMessage());
    fields.forEach(error.putArray("fields")::add);
    return error;
  }

  /** Errors are a list, even when there is one. */
  Answer toAnswer() {
    Answer answer = Answer.json(status, toJson());
    return status == 401 ? answer.with("WWW-Authenticate", "Token") : answer;
  }

  /** The list of errors. */
  ArrayNode toJson() {
    ArrayNode errors = Json.MAPPER.createArrayNode();
    ObjectNode error = errors.addObject().put("message", getMessage()).put("errorCode", errorCode);
    if (!fields.isEmpty()) {
      fields.forEach(error.putArray("fields")::add);
    }
    return errors;
  }
}
