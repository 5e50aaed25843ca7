package dev.valence.egress;

import dev.valence.egress.EgressRequest.Streamed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A body that is read while it is sent. When its source fails or ends early it drops the connection
 * before anything else can be written: otherwise the client would end the body in good order, and
 * the provider would keep half a file as a whole one.
 */
final class StreamEntity extends AbstractHttpEntity {

  /** The source of a body failed; the provider is not to blame. */
  static final class SourceException extends IOException {

    private static final long serialVersionUID = 1L;

    SourceException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  private static final int BUFFER = 64 * 1024;

  private final Streamed body;
  private final Runnable drop;

  /**
   * @param drop closes the connection at once
   */
  StreamEntity(Streamed body, Runnable drop) {
    super((String) null, null, body.length() < 0);
    this.body = body;
    this.drop = drop;
  }

  @Override
  public void writeTo(OutputStream sink) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long missing = body.length() < 0 ? Long.MAX_VALUE : body.length();
    while (missing > 0) {
      int count = read(buffer, (int) Math.min(buffer.length, missing));
      if (count < 0) {
        break;
      }
      sink.write(buffer, 0, count);
      missing -= count;
    }
    if (body.length() >= 0 && missing > 0) {
      throw new SourceException("The body is shorter than announced.", null);
    }
  }

  private int read(byte[] buffer, int length) throws SourceException {
    try {
      return body.content().read(buffer, 0, length);
    } catch (IOException | RuntimeException e) {
      drop.run();
      throw new SourceException("The body could not be read.", e);
    }
  }

  @Override
  public long getContentLength() {
    return body.length();
  }

  @Override
  public InputStream getContent() {
    return body.content();
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  /** The source is closed by its owner. */
  @Override
  public void close() {}
}
