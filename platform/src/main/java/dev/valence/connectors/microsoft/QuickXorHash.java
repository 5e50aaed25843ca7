package dev.valence.connectors.microsoft;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * The checksum that OneDrive for Business has of files: the bytes are combined by exclusive or into
 * 160 bits that are taken for a ring, each 11 bits behind the one before; so is the length, in the
 * last 64 of them.
 *
 * <p>After 160 bytes the next one comes to the place of the first. So bytes that many apart are
 * combined as they come, and are only brought to their places at the end.
 *
 * @see <a
 *     href="https://learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash">QuickXorHash
 *     algorithm</a>
 */
final class QuickXorHash extends MessageDigest {

  private static final int WIDTH = 160;
  private static final int SHIFT = 11;
  private static final int BYTES = WIDTH / Byte.SIZE;

  /** At each index all bytes so far whose place in the file is that, but for a multiple of 160. */
  private final byte[] columns = new byte[WIDTH];

  private long length;

  QuickXorHash() {
    super("QuickXorHash");
  }

  /** A digest as Microsoft writes it. */
  static String text(byte[] digest) {
    return Base64.getEncoder().encodeToString(digest);
  }

  @Override
  protected int engineGetDigestLength() {
    return BYTES;
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int count) {
    int done = 0;
    while (done < count) {
      int column = (int) (length % WIDTH);
      int run = Math.min(WIDTH - column, count - done);
      for (int i = 0; i < run; i++) {
        columns[column + i] ^= input[offset + done + i];
      }
      length += run;
      done += run;
    }
  }

  @Override
  protected byte[] engineDigest() {
    byte[] digest = new byte[BYTES];
    for (int column = 0; column < WIDTH; column++) {
      int place = column * SHIFT % WIDTH;
      int spread = (columns[column] & 0xff) << (place % Byte.SIZE);
      digest[place / Byte.SIZE] ^= (byte) spread;
      digest[(place / Byte.SIZE + 1) % BYTES] ^= (byte) (spread >>> Byte.SIZE);
    }
    for (int i = 0; i < Long.BYTES; i++) {
      digest[BYTES - Long.BYTES + i] ^= (byte) (length >>> (i * Byte.SIZE));
    }
    engineReset();
    return digest;
  }

  @Override
  protected void engineReset() {
    Arrays.fill(columns, (byte) 0);
    length = 0;
  }
}
