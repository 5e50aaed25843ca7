package dev.valence.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** Finds what no resource can answer, whatever its path. */
final class RequestCheck {

  private RequestCheck() {}

  /**
   * Why a request is not answered.
   *
   * @param status the status of the answer
   * @param message what is wrong
   * @param last whether nobody can tell where the next request begins
   */
  record Refusal(int status, String message, boolean last) {}

  /** Why this request is not answered; empty for most. */
  static Optional<Refusal> refusal(HttpServerRequest request) {
    if (hasUnknownFraming(request)) {
      return refused(400, "The Transfer-Encoding of the request is not chunked.", true);
    }
    if (request.version() == null) {
      return refused(505, "The server speaks HTTP/1.1.", true);
    }
    if (request.headers().getAll("Host").size() > 1) { // RFC 9112, 3.2
      return refused(400, "The request has more than one Host.", true);
    }
    if (request.method().equals(HttpMethod.CONNECT) || request.method().equals(HttpMethod.TRACE)) {
      return refused(405, "This server does not know the method.", true);
    }
    if (encoded(request.headers().getAll("Content-Encoding"))) {
      return refused(415, "Bodies are read as they are: leave Content-Encoding out.", false);
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refused(int status, String message, boolean last) {
    return Optional.of(new Refusal(status, message, last));
  }

  /** Where such a body ends nobody can tell (RFC 9112, 6.3). */
  private static boolean hasUnknownFraming(HttpServerRequest request) {
    String coding = request.getHeader("Transfer-Encoding");
    return coding != null && !coding.strip().equalsIgnoreCase("chunked");
  }

  private static boolean encoded(List<String> codings) {
    return codings.stream()
        .map(String::strip)
        .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
  }
}
