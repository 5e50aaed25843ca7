package dev.valence.engine;

import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a hub's resource.
 *
 * @param method the HTTP method
 * @param path the path below the hub, such as {@code /files/%252Fa.txt/metadata}, whose segments
 *     are still encoded as in the URL
 * @param query the decoded query parameters; {@code nextPage} as {@link HubAnswer#next()} gave it
 * @param headers the request's headers
 * @param body what was sent; null for nothing
 */
public record HubCall(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    @Nullable Body body) {

  public HubCall {
    query = Map.copyOf(query);
    Map<String, String> lowered = new HashMap<>();
    headers.forEach((name, value) ->
        lowered.merge(
            name.toLowerCase(Locale.ROOT), value, (first, second) -> first + ", " + second));
    headers = Collections.unmodifiableMap(lowered);
  }

  /** The first value of a query parameter. */
  Optional<String> queryValue(String name) {
    List<String> values = queryValues(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** All values of a query parameter. */
  List<String> queryValues(String name) {
    return query.getOrDefault(name, List.of());
  }

  /** A header's value; the name is compared without case. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * A request's body, read as it arrives.
   *
   * @param content the bytes; its owner closes it. It must fail when the connection breaks
   * @param length how many, or -1 when that was not announced
   * @param contentType the value of Content-Type; empty without one
   */
  public record Body(InputStream content, long length, String contentType) {}
}
