package dev.valence.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A provider's answer, whose body is read from the connection as it arrives.
 *
 * <p>Closing it before the end of the body drops the connection; it must always be closed.
 */
public final class EgressResponse implements AutoCloseable {

  private final int status;
  private final Map<String, List<String>> headers;
  private InputStream body;

  /**
   * @param headers names in lower case
   * @param body the body; its close frees the connection
   */
  EgressResponse(int status, Map<String, List<String>> headers, InputStream body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the status is 2xx. */
  public boolean successful() {
    return status / 100 == 2;
  }

  /** The first value of a header, whose name is compared without case. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** Every header: names in lower case, and their values in the order in which they came. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The length of the body in bytes as the provider announced it. */
  public Optional<Long> contentLength() {
    return header("content-length").map(String::trim).map(Long::valueOf);
  }

  /**
   * The same answer under another status, for what a provider says with a status of its own.
   *
   * @return the answer that is to be closed in the place of this one
   */
  public EgressResponse withStatus(int other) {
    return new EgressResponse(other, headers, body);
  }

  /**
   * The first bytes of the body, which stay to be read.
   *
   * @param limit how many at most
   * @throws EgressException when the connection breaks
   */
  public byte[] peek(int limit) {
    try {
      byte[] beginning = body.readNBytes(limit);
      PushbackInputStream unread = new PushbackInputStream(body, Math.max(1, beginning.length));
      unread.unread(beginning);
      body = unread;
      return beginning;
    } catch (IOException e) {
      throw new EgressException(EgressException.Kind.BROKEN, "The provider's answer broke off.", e);
    }
  }

  /** The body, to be read once. */
  public InputStream body() {
    return body;
  }

  /**
   * Reads the whole body.
   *
   * @param limit the largest body in bytes that is taken
   * @throws EgressException when the body is larger or the connection breaks
   */
  public byte[] readAll(int limit) {
    try {
      // A byte more than is announced, so that the end is seen and the connection is free again.
      int most =
          contentLength().filter(length -> length <= limit).map(Long::intValue).orElse(limit) + 1;
      byte[] content = body.readNBytes(most);
      if (content.length > limit) {
        throw new EgressException(
            EgressException.Kind.BROKEN,
            "The provider's answer is larger than " + limit + " bytes.",
            null);
      }
      return content;
    } catch (IOException e) {
      throw new EgressException(EgressException.Kind.BROKEN, "The provider's answer broke off.", e);
    }
  }

  /** Closes the body, which gives the connection back or drops it. */
  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // The connection is gone either way; what the caller wanted from it, it has.
    }
  }
}
