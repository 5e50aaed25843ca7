package dev.valence.egress;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to a provider.
 *
 * <p>It has no printable headers or body: they may hold secrets, and {@link #toString()} shows only
 * the method, the host and the path.
 *
 * @param method the HTTP method
 * @param uri where to; absolute, http or https
 * @param headers header names and values in the order in which they are sent
 * @param body what is sent; null for none
 * @param idempotent whether it has the same effect when it is sent twice (RFC 9110, 9.2.2)
 * @param redirectable whether a redirect may be followed; never where the URL is a credential
 */
public record EgressRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    @Nullable Body body,
    boolean idempotent,
    boolean redirectable) {

  private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

  /** A request that is idempotent if its method is. */
  public EgressRequest(String method, URI uri, Map<String, String> headers, @Nullable Body body) {
    this(method, uri, headers, body, IDEMPOTENT.contains(method));
  }

  /** A request of which a redirect may be followed. */
  public EgressRequest(
      String method,
      URI uri,
      Map<String, String> headers,
      @Nullable Body body,
      boolean idempotent) {
    this(method, uri, headers, body, idempotent, true);
  }

  public EgressRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** A request without headers and body. */
  public static EgressRequest of(String method, URI uri) {
    return new EgressRequest(method, uri, Map.of(), null);
  }

  /** The same request with one more header; a header of the same name is replaced. */
  public EgressRequest withHeader(String name, String value) {
    Map<String, String> merged = new LinkedHashMap<>(headers);
    merged.keySet().removeIf(name::equalsIgnoreCase);
    merged.put(name, value);
    return new EgressRequest(method, uri, merged, body, idempotent, redirectable);
  }

  /** The same request, which is idempotent though its method does not say so. */
  public EgressRequest asIdempotent() {
    return new EgressRequest(method, uri, headers, body, true, redirectable);
  }

  /** The same request, whose answer is final though it redirects. */
  public EgressRequest withoutRedirects() {
    return new EgressRequest(method, uri, headers, body, idempotent, false);
  }

  /** The same request with a body. */
  public EgressRequest withBody(Body newBody) {
    return new EgressRequest(method, uri, headers, newBody, idempotent, redirectable);
  }

  /** Whether the request can be sent a second time: a stream cannot be read twice. */
  public boolean repeatable() {
    return !(body instanceof Streamed);
  }

  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  /** What a request carries. */
  public sealed interface Body permits Bytes, Streamed {

    /** The media type; blank for none. */
    String contentType();

    /** A body of bytes in memory. */
    static Body bytes(byte[] content, String contentType) {
      return new Bytes(content, contentType);
    }

    /** A body of text in UTF-8. */
    static Body text(String content, String contentType) {
      return new Bytes(content.getBytes(StandardCharsets.UTF_8), contentType);
    }

    /** A body that is read while it is sent, without a copy. */
    static Body stream(InputStream content, long length, String contentType) {
      return new Streamed(content, length, contentType);
    }
  }

  /**
   * A body in memory.
   *
   * @param content the bytes
   * @param contentType the media type
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; a defensive copy would double memory
  public record Bytes(byte[] content, String contentType) implements Body {}

  /**
   * A body that is read while it is sent.
   *
   * @param content the source; closed by its owner, not by the sender
   * @param length how many bytes, or -1 when it is not known (sent in chunks)
   * @param contentType the media type
   */
  public record Streamed(InputStream content, long length, String contentType) implements Body {}
}
