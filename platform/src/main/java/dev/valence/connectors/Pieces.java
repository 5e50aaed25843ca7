package dev.valence.connectors;

import dev.valence.hubs.documents.DocumentsErrors;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file in pieces, each of which stays in memory until the next is taken, so that it can be sent
 * again. While a piece is being sent the next is read, one at most. Only some files of a node at a
 * time are read ahead of, so that many at once, which do not wait for each other, take one piece of
 * memory each.
 *
 * @param <P> what a piece is made into by the thread that reads it
 */
public final class Pieces<P> implements AutoCloseable {

  private static final Semaphore READ_AHEAD = new Semaphore(2);

  private final UploadSource source;
  private final int size;
  private final Function<byte[], P> made;
  private final boolean ahead = READ_AHEAD.tryAcquire();
  private byte @Nullable [] buffer;
  private byte @Nullable [] other;
  private boolean ended;
  private @Nullable FutureTask<P> reading;
  private @Nullable Thread reader;

  /**
   * Reads nothing yet.
   *
   * @param size of a piece; only the last is shorter, which may have no bytes
   * @param expected how many bytes there probably are; null when nobody knows
   * @param made makes of its bytes what a piece is; called in order. Full pieces share their
   *     memory: the bytes are valid until the next piece is taken
   */
  public Pieces(UploadSource source, int size, @Nullable Long expected, Function<byte[], P> made) {
    this.source = source;
    this.size = size;
    this.made = made;
    if (expected != null && expected >= size) {
      buffer = new byte[size]; // else it grows with what comes, since most files are small
    }
  }

  /**
   * The next piece; behind the last one, always an empty one.
   *
   * @throws dev.valence.model.ApiException 400 when the caller broke off
   */
  public P next() {
    FutureTask<P> begun = reading;
    P piece = begun == null ? read() : result(begun);
    reading = null;
    if (ahead && !ended) {
      FutureTask<P> following = new FutureTask<>(this::read);
      reading = following;
      reader = Thread.startVirtualThread(following);
    }
    return piece;
  }

  /** Ends the reading; when it returns, nobody reads the source any more. */
  @Override
  public void close() {
    try {
      if (reader != null) {
        reader.interrupt();
        reader.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (ahead) {
        READ_AHEAD.release();
      }
    }
  }

  private P read() {
    byte[] full = ended ? new byte[0] : fill();
    ended = full.length < size;
    return made.apply(full);
  }

  private byte[] fill() {
    byte[] free = buffer;
    byte[] bytes = free == null ? source.piece(size) : source.piece(free);
    if (bytes.length == size) {
      // The next piece must not go to where this one is while it is being sent.
      buffer = ahead ? Objects.requireNonNullElseGet(other, () -> new byte[size]) : bytes;
      other = bytes;
    }
    return bytes;
  }

  private static <P> P result(FutureTask<P> reading) {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DocumentsErrors.incompleteUpload();
    }
  }
}
