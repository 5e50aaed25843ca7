package dev.valence.bench;

import java.io.InputStream;
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
