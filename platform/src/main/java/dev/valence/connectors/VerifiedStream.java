package dev.valence.connectors;

import dev.valence.hubs.documents.DocumentsErrors;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.Function;

/**
 * The bytes of a whole file, whose end is only reached when they are those that the vendor has a
 * checksum of.
 */
public final class VerifiedStream extends FilterInputStream {

  private final MessageDigest digest;
  private final Function<byte[], String> form;
  private final String checksum;
  private final String name;
  private boolean verified;

  /**
   * @param digest how the checksum is made, in its initial state
   * @param form writes a digest as the vendor does
   * @param checksum the vendor's
   * @param name the file's name, for the failure
   */
  public VerifiedStream(
      InputStream content,
      MessageDigest digest,
      Function<byte[], String> form,
      String checksum,
      String name) {
    super(content);
    this.digest = digest;
    this.form = form;
    this.checksum = checksum;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  /**
   * Reads on.
   *
   * @throws dev.valence.model.ApiException 502 at the end of bytes that are others
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      digest.update(buffer, offset, count);
    } else if (count < 0 && !verified) { // the end may be read more than once
      if (!form.apply(digest.digest()).equals(checksum)) {
        throw DocumentsErrors.changedOnTheWay("'" + name + "'");
      }
      verified = true;
    }
    return count;
  }

  @Override
  public long skip(long bytes) throws IOException {
    return in.skip(0); // bytes that are not read would not be verified
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
