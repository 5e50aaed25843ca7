package dev.valence.connectors.dropbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes that a caller sends. When a request that streams them fails, it tells whether it was
 * the caller's side that broke.
 */
final class CallerStream extends FilterInputStream {

  private boolean broken;

  CallerStream(InputStream content) {
    super(content);
  }

  /** Whether reading from the caller has failed. */
  boolean broken() {
    return broken;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }
}
