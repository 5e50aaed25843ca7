package dev.valence.sandbox.face;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request whose body has been received completely.
 *
 * @param method in upper case
 * @param host the authority the client asked for, empty when it named none
 * @param path as sent, not decoded
 * @param query the raw query without the question mark, empty when there is none
 * @param headers by lower-case name; repeated headers are joined with a comma
 * @param body the received bytes
 */
public record Request(
    String method, String host, String path, String query, Map<String, String> headers, Body body) {

  private static final int MAX_PARAMETERS = 1024;

  /** The value of a header, whose name is given in lower case. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The media type of the body in lower case without parameters, empty when none was sent. */
  public String mediaType() {
    String type = headers.getOrDefault("content-type", "");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** The decoded parameters of the query; the first of a repeated one counts. */
  public Map<String, String> queryParameters() {
    return parameters(query);
  }

  /**
   * The decoded parameters of the query and of an {@code application/x-www-form-urlencoded} body,
   * those of the body first.
   *
   * @throws IOException when the body cannot be read
   */
  public Map<String, String> formParameters() throws IOException {
    Map<String, String> all = new HashMap<>(queryParameters());
    if (mediaType().equals("application/x-www-form-urlencoded")) {
      all.putAll(parameters(body.text()));
    }
    return all;
  }

  private static Map<String, String> parameters(String encoded) {
    if (encoded.isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> decoded =
        new QueryStringDecoder(encoded, StandardCharsets.UTF_8, false, MAX_PARAMETERS, true)
            .parameters();
    Map<String, String> first = new HashMap<>();
    decoded.forEach((name, values) -> first.put(name, values.getFirst()));
    return first;
  }
}
