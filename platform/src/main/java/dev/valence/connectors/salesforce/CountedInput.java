package dev.valence.connectors.salesforce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Bytes that are counted and digested on their way. */
final class CountedInput extends FilterInputStream {

  private final MessageDigest digest;
  private long count;

  CountedInput(InputStream content, MessageDigest digest) {
    super(content);
    this.digest = digest;
  }

  /** How many have been read. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      count += read;
      digest.update(buffer, offset, read);
    }
    return read;
  }
}
