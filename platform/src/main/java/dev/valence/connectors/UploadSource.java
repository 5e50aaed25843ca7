package dev.valence.connectors;

import dev.valence.hubs.documents.DocumentsErrors;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes that a caller sends, either read piece by piece, so that a piece can be sent again, or
 * passed on as they come. What goes wrong on the caller's side is told apart from what goes wrong
 * on the vendor's.
 */
public final class UploadSource extends FilterInputStream {

  private boolean broken;

  public UploadSource(InputStream content) {
    super(content);
  }

  /**
   * The next bytes.
   *
   * @param size how many; fewer only at the end, none behind it
   * @throws dev.valence.model.ApiException 400 when the caller broke off
   */
  public byte[] piece(int size) {
    try {
      return readNBytes(size);
    } catch (IOException e) {
      throw DocumentsErrors.incompleteUpload();
    }
  }

  /**
   * The next bytes, as many as fit.
   *
   * @param buffer where they go
   * @return the buffer itself, or, at the end, an array of what there was left
   * @throws dev.valence.model.ApiException 400 when the caller broke off
   */
  byte[] piece(byte[] buffer) {
    try {
      int count = readNBytes(buffer, 0, buffer.length);
      return count < buffer.length ? Arrays.copyOf(buffer, count) : buffer;
    } catch (IOException e) {
      throw DocumentsErrors.incompleteUpload();
    }
  }

  /** Whether reading from the caller has failed. */
  public boolean broken() {
    return broken;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }
}
