package dev.valence.sandbox.microsoft;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/**
 * OneDrive's hash of a file: every byte is xored into a ring of 160 bits, each 11 bits further than
 * the one before, and the length into the last 64 of them.
 *
 * @see <a
 *     href="https://learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash">QuickXorHash
 *     algorithm</a>
 */
final class QuickXorHash {

  private static final int RING_BYTES = 20;
  private static final int SHIFT_BITS = 11;
  private static final int BUFFER_BYTES = 64 * 1024;

  private QuickXorHash() {}

  /** The hash of all bytes of a stream in Base64; the stream is read to its end and not closed. */
  static String of(InputStream in) throws IOException {
    byte[] ring = new byte[RING_BYTES];
    byte[] buffer = new byte[BUFFER_BYTES];
    long length = 0;
    int bit = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      for (int i = 0; i < count; i++) {
        int shifted = (buffer[i] & 0xff) << (bit % Byte.SIZE);
        int place = bit / Byte.SIZE;
        ring[place] ^= (byte) shifted;
        ring[(place + 1) % RING_BYTES] ^= (byte) (shifted >> Byte.SIZE);
        bit = (bit + SHIFT_BITS) % (RING_BYTES * Byte.SIZE);
      }
      length += count;
    }
    for (int i = 0; i < Long.BYTES; i++) {
      ring[RING_BYTES - Long.BYTES + i] ^= (byte) (length >> (i * Byte.SIZE));
    }
    return Base64.getEncoder().encodeToString(ring);
  }
}
