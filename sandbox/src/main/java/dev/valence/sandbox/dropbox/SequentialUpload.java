package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** A session whose pieces come one after the other. */
final class SequentialUpload extends UploadSession {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final ContentHash hash = new ContentHash();
  private long size;
  private @Nullable String finalHash;

  SequentialUpload(String userId, Instant started, Path file) {
    super(userId, started, file);
  }

  @Override
  synchronized @Nullable ObjectNode problemWith(long offset, long length, boolean last) {
    return offset == size ? null : problem("incorrect_offset").put("correct_offset", size);
  }

  @Override
  synchronized void append(long offset, Body body) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = body.open();
        OutputStream out =
            Files.newOutputStream(file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        hash.update(buffer, count);
        size += count;
      }
    }
  }

  @Override
  synchronized void complete(long offset, Body body) throws IOException {
    // A closed session can be finished, but takes no more bytes.
    if (isClosed() && body.size() == 0 && offset == size) {
      return;
    }
    ObjectNode problem = add(offset, body, false);
    if (problem != null) {
      throw ApiException.EndpointError.of(problem, problem.path(".tag").asText())
          .under("lookup_failed");
    }
  }

  @Override
  synchronized Content finish() {
    close();
    if (finalHash == null) {
      finalHash = hash.finish();
    }
    return new Content(file(), size, finalHash);
  }
}
