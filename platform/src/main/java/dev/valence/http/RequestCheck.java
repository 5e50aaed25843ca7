package dev.valence.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what no resource can answer, whatever its path. */
final class RequestCheck {

  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

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
    if (hasStrayPercent(request.path()) || hasStrayPercent(request.query())) {
      return refused(
          400, "The URL has a '%' that is not followed by two hexadecimal digits.", false);
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

  private static boolean hasStrayPercent(@Nullable String text) {
    return STRAY_PERCENT.matcher(Objects.requireNonNullElse(text, "")).find();
  }
}
