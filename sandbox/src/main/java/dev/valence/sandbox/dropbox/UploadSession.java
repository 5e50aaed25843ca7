package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.Content;
import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bytes that arrive in several calls. Every operation is atomic. */
abstract sealed class UploadSession permits SequentialUpload, ConcurrentUpload {

  static final long MAX_FILE_BYTES = (1L << 41) - (1L << 22);

  private final String userId;
  private final Instant started;
  private final Path file;
  private boolean closed;

  UploadSession(String userId, Instant started, Path file) {
    this.userId = userId;
    this.started = started;
    this.file = file;
  }

  String userId() {
    return userId;
  }

  Instant started() {
    return started;
  }

  Path file() {
    return file;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
  }

  /**
   * Adds bytes.
   *
   * @param last whether nothing can be added any more
   * @return what is wrong, as the JSON of Dropbox's {@code UploadSessionLookupError}, or null
   */
  synchronized @Nullable ObjectNode add(long offset, Body body, boolean last) throws IOException {
    if (isClosed()) {
      return problem("closed");
    }
    if (offset + body.size() > MAX_FILE_BYTES) {
      return problem("too_large");
    }
    ObjectNode problem = problemWith(offset, body.size(), last);
    if (problem == null) {
      append(offset, body);
      closed = last;
    }
    return problem;
  }

  static ObjectNode problem(String tag) {
    return Json.object().put(".tag", tag);
  }

  /** What is wrong with a piece, if anything. */
  abstract @Nullable ObjectNode problemWith(long offset, long length, boolean last);

  /** Adds a piece with which nothing is wrong. */
  abstract void append(long offset, Body body) throws IOException;

  /**
   * Adds the bytes of the call that ends the session.
   *
   * @throws ApiException of Dropbox's union {@code UploadSessionFinishError}
   */
  abstract void complete(long offset, Body body) throws IOException;

  /** All bytes so far, as the content of a file; nothing can be added any more. */
  abstract Content finish() throws IOException;
}
