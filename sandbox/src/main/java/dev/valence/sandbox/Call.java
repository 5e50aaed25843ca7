package dev.valence.sandbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that a face has received.
 *
 * @param time when, by the clock of the sandbox
 * @param face the name of the face
 * @param method the HTTP method
 * @param host the authority the client asked for
 * @param path the path as sent
 * @param query the query as sent, without the question mark
 * @param headers by lower-case name
 * @param status the status of the answer; null while there is none, and when the connection was cut
 *     before one
 * @param requestBytes the length of the request body
 * @param body the request body, if it is text of at most 64 KiB in a form or JSON
 */
public record Call(
    Instant time,
    String face,
    String method,
    String host,
    String path,
    String query,
    Map<String, String> headers,
    @Nullable Integer status,
    long requestBytes,
    @Nullable String body) {

  /** Copies the headers. */
  public Call {
    headers = Map.copyOf(headers);
  }
}
