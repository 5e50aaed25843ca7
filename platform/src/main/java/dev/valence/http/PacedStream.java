package dev.valence.http;

import dev.valence.model.ApiException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A caller's body, which may come slowly but not for ever. What counts is the time that is spent
 * waiting for the caller, and not what happens between two reads.
 */
final class PacedStream extends FilterInputStream {

  private final Duration patience;
  private final long bytesPerSecond;
  private long waited;
  private long received;

  /**
   * @param patience how long may be waited for all of it
   * @param bytesPerSecond how many bytes earn another second; {@link Long#MAX_VALUE} for none
   */
  PacedStream(InputStream body, Duration patience, long bytesPerSecond) {
    super(body);
    this.patience = patience;
    this.bytesPerSecond = bytesPerSecond;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long begin = System.nanoTime();
    int read = super.read(buffer, offset, length);
    waited += System.nanoTime() - begin;
    received += Math.max(0, read);
    if (read >= 0 && waited > patience.plusSeconds(received / bytesPerSecond).toNanos()) {
      throw ApiException.of(408, "The body arrives too slowly.");
    }
    return read;
  }
}
