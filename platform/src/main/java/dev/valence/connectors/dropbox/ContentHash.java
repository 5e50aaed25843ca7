package dev.valence.connectors.dropbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Dropbox's hash of a file's content: the SHA-256 of the SHA-256 digests of its blocks of 4 MiB.
 *
 * @see <a href="https://www.dropbox.com/developers/reference/content-hash">Content hash</a>
 */
final class ContentHash extends MessageDigest {

  /** What the hub calls the way in which it is made. */
  static final String ALGORITHM = "dropbox";

  private static final int BLOCK_BYTES = 4 * 1024 * 1024;

  private final MessageDigest whole = sha256();
  private final MessageDigest block = sha256();
  private int blockLength;

  ContentHash() {
    super(ALGORITHM);
  }

  /** The hash of some bytes as Dropbox writes it. */
  static String of(byte[] content) {
    return text(new ContentHash().digest(content));
  }

  /** A digest as Dropbox writes it. */
  static String text(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /**
   * Adds bytes and gives their own hash as Dropbox writes it. A whole block is read once for both.
   */
  String add(byte[] content) {
    if (blockLength > 0 || content.length != BLOCK_BYTES) {
      update(content);
      return of(content);
    }
    byte[] digest = block.digest(content);
    whole.update(digest);
    return text(sha256().digest(digest));
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    int end = offset + length;
    int from = offset;
    while (from < end) {
      int part = Math.min(end - from, BLOCK_BYTES - blockLength);
      block.update(input, from, part);
      from += part;
      blockLength += part;
      if (blockLength == BLOCK_BYTES) {
        endBlock();
      }
    }
  }

  @Override
  protected byte[] engineDigest() {
    if (blockLength > 0) {
      endBlock();
    }
    return whole.digest();
  }

  @Override
  protected void engineReset() {
    whole.reset();
    block.reset();
    blockLength = 0;
  }

  private void endBlock() {
    whole.update(block.digest());
    blockLength = 0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
