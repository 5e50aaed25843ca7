package dev.valence.connectors.dropbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Cuts a stream of unknown length into pieces that are streams themselves. */
final class PieceSource {

  private final PushbackInputStream content;
  private long position;

  PieceSource(InputStream content) {
    this.content = new PushbackInputStream(content);
  }

  /** How many bytes have been read by pieces. */
  long position() {
    return position;
  }

  /** Whether nothing follows; it reads one byte ahead to know. */
  boolean atEnd() throws IOException {
    int next = content.read();
    if (next < 0) {
      return true;
    }
    content.unread(next);
    return false;
  }

  /** The next bytes, at most as many as told; to be read before another piece is asked for. */
  InputStream piece(int length) {
    return new Piece(length);
  }

  private final class Piece extends InputStream {

    private int remaining;

    private Piece(int length) {
      this.remaining = length;
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (remaining == 0) {
        return -1;
      }
      int count = content.read(buffer, offset, Math.min(length, remaining));
      if (count > 0) {
        remaining -= count;
        position += count;
      }
      return count;
    }
  }
}
