package dev.valence.bench;

import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** Bytes that tell where they belong, at hardly any cost. */
final class Noise extends InputStream {

  /** A prime, so that no piece or buffer of a power of two ever begins alike. */
  private static final int PERIOD = 1_048_573;

  private static final byte[] BLOCK = new byte[PERIOD];

  static {
    new Random(1).nextBytes(BLOCK);
  }

  private final long length;
  private long position;

  Noise(long length) {
    this.length = length;
  }

  /** Dropbox's hash of as many bytes; they are no more than one of its blocks. */
  static String contentHash(long length) {
    Noise part = new Noise(length);
    try {
      MessageDigest block = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[PERIOD];
      for (int count = part.read(buffer, 0, PERIOD);
          count >= 0;
          count = part.read(buffer, 0, PERIOD)) {
        block.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(block.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int read() {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int size) {
    if (position == length) {
      return -1;
    }
    int from = (int) (position % PERIOD);
    int count = (int) Math.min(Math.min(size, PERIOD - from), length - position);
    System.arraycopy(BLOCK, from, buffer, offset, count);
    position += count;
    return count;
  }
}
