package dev.valence.connectors.microsoft;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * The checksum that OneDrive for Business has of files: the bytes are combined by exclusive or into
 * 160 bits that are taken for a ring, each 11 bits behind the one before; so is the length, in the
 * last 64 of them.
 *
 * @see <a
 *     href="https://learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash">QuickXorHash
 *     algorithm</a>
 */
final class QuickXorHash extends MessageDigest {

  private static final int WIDTH = 160;
  private static final int SHIFT = 11;
  private static final int BYTES = WIDTH / Byte.SIZE;

  /** The byte at each place of the ring from which another byte is counted, in bits. */
  private final byte[] ring = new byte[BYTES];

  private int shift;
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
    int spread = (input & 0xff) << (shift % Byte.SIZE);
    int first = shift / Byte.SIZE;
    int second = first + 1 == BYTES ? 0 : first + 1;
    ring[first] ^= (byte) spread;
    ring[second] ^= (byte) (spread >>> Byte.SIZE);
    shift += SHIFT;
    if (shift >= WIDTH) {
      shift -= WIDTH;
    }
    length++;
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      engineUpdate(input[i]);
    }
  }

  @Override
  protected byte[] engineDigest() {
    byte[] digest = ring.clone();
    for (int i = 0; i < Long.BYTES; i++) {
      digest[BYTES - Long.BYTES + i] ^= (byte) (length >>> (i * Byte.SIZE));
    }
    engineReset();
    return digest;
  }

  @Override
  protected void engineReset() {
    Arrays.fill(ring, (byte) 0);
    shift = 0;
    length = 0;
  }
}
