package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Dropbox's hash of a file: the SHA-256 of the SHA-256 digests of its blocks of 4 MiB.
 *
 * @see <a href="https://www.dropbox.com/developers/reference/content-hash">Content hash</a>
 */
final class ContentHash {

  private static final int BLOCK_BYTES = 4 * 1024 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final MessageDigest whole = Secrets.sha256();
  private final MessageDigest block = Secrets.sha256();
  private int blockLength;

  /** The hash of all bytes of a stream, which is read to its end and not closed. */
  static String of(InputStream in) throws IOException {
    ContentHash hash = new ContentHash();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      hash.update(buffer, count);
    }
    return hash.finish();
  }

  void update(byte[] bytes, int length) {
    int offset = 0;
    while (offset < length) {
      int part = Math.min(length - offset, BLOCK_BYTES - blockLength);
      block.update(bytes, offset, part);
      offset += part;
      blockLength += part;
      if (blockLength == BLOCK_BYTES) {
        whole.update(block.digest());
        blockLength = 0;
      }
    }
  }

  /** The hash of all bytes so far, as lower-case hexadecimal digits; to be called once. */
  String finish() {
    if (blockLength > 0) {
      whole.update(block.digest());
    }
    return HexFormat.of().formatHex(whole.digest());
  }
}
