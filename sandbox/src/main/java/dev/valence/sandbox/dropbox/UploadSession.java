package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.Content;
import dev.valence.sandbox.face.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bytes that arrive in several calls. Every operation is atomic. */
final class UploadSession {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final String userId;
  private final Instant started;
  private final Path file;
  private final ContentHash hash = new ContentHash();
  private long size;
  private boolean closed;
  private @Nullable String finalHash;

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

  synchronized long size() {
    return size;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
  }

  /** Adds bytes if the session has the size; false if it has another. */
  synchronized boolean append(long offset, Body body) throws IOException {
    if (offset != size) {
      return false;
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = body.open();
        OutputStream out =
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        hash.update(buffer, count);
        size += count;
      }
    }
    return true;
  }

  /** All bytes so far, as the content of a file; nothing can be added any more. */
  synchronized Content finish() {
    closed = true;
    if (finalHash == null) {
      finalHash = hash.finish();
    }
    return new Content(file, size, finalHash);
  }
}
