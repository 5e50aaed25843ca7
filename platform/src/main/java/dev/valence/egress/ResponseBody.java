package dev.valence.egress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The body of an answer as it arrives. Its failures are {@link EgressException}s, so that a broken
 * connection is never taken for a malformed body.
 *
 * <p>A body that drips would hold a connection for ever: after a time of silence in all that was
 * waited for it, it has to have come at {@link #PACE} since then.
 */
final class ResponseBody extends FilterInputStream {

  /** The fewest bytes a second, counted while they are waited for. */
  static final int PACE = 1024;

  /** A body comes too slowly. */
  static final class SlowAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    SlowAnswerException() {
      super("It sends fewer than " + PACE + " bytes a second.");
    }
  }

  private final long length;
  private final long patience;
  private final Function<IOException, EgressException> failure;
  private final Runnable end;
  private final AtomicBoolean ended = new AtomicBoolean();
  private long count;
  private long waited;
  private boolean complete;

  /**
   * @param length the announced length, or -1
   * @param patience how long in all may be waited before the pace counts
   * @param failure names what happened
   * @param end run once, at the end of the body, its failure or its close; drops the connection
   *     unless the body was read to its end
   */
  ResponseBody(
      InputStream content,
      long length,
      Duration patience,
      Function<IOException, EgressException> failure,
      Runnable end) {
    super(content);
    this.length = length;
    this.patience = patience.toNanos();
    this.failure = failure;
    this.end = end;
  }

  @Override
  public int read() {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int size) {
    if (complete) {
      return -1;
    }
    if (ended.get()) {
      throw failure.apply(new IOException("The body was closed."));
    }
    try {
      long began = System.nanoTime();
      int read = in.read(buffer, offset, size);
      waited += System.nanoTime() - began;
      if (read < 0) {
        complete = true;
        finish();
      } else {
        count += read;
        keepPace();
      }
      return read;
    } catch (IOException e) {
      finish();
      throw failure.apply(e);
    }
  }

  private void keepPace() throws SlowAnswerException {
    long late = waited - patience;
    if (late > 0 && count != length && count < late / 1_000_000 * PACE / 1_000) {
      throw new SlowAnswerException();
    }
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = 0;
    byte[] buffer = new byte[8192];
    while (skipped < bytes) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, bytes - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return ended.get() ? 0 : in.available();
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /**
   * Ends the body. One of announced length that was taken to its last byte gives its connection
   * back, which the client does when it sees the end.
   */
  @Override
  public void close() {
    if (!ended.get() && count == length) {
      read();
    }
    finish();
  }

  private void finish() {
    if (ended.compareAndSet(false, true)) {
      end.run();
    }
  }
}
