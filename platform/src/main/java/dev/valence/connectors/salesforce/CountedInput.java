package dev.valence.connectors.salesforce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Bytes that are counted and digested on their way. */
final class CountedInput extends FilterInputStream {

  private final MessageDigest digest = Digests.md5();
  private long count;
  private boolean ended;
  private String md5 = "";

  CountedInput(InputStream content) {
    super(content);
  }

  /** How many have been read. */
  long count() {
    return count;
  }

  /** Whether they have been read to the end. */
  boolean ended() {
    return ended;
  }

  /** Their hash in hexadecimal digits, once they have been read to the end. */
  String md5() {
    return md5;
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
    } else if (read < 0 && !ended) {
      ended = true;
      md5 = HexFormat.of().formatHex(digest.digest());
    }
    return read;
  }
}
