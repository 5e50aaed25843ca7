package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.Content;
import dev.valence.sandbox.face.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A session whose pieces come in any order, also at the same time. All but the last in the file are
 * of whole blocks.
 */
final class ConcurrentUpload extends UploadSession {

  private static final long BLOCK_BYTES = 4L * 1024 * 1024;

  private final NavigableMap<Long, Long> lengthsByOffset = new TreeMap<>();

  ConcurrentUpload(String userId, Instant started, Path file) {
    super(userId, started, file);
  }

  @Override
  @Nullable ObjectNode problemWith(long offset, long length, boolean last) {
    if (offset % BLOCK_BYTES != 0) {
      return problem("concurrent_session_invalid_offset");
    }
    return last || length % BLOCK_BYTES == 0
        ? null
        : problem("concurrent_session_invalid_data_size");
  }

  @Override
  synchronized void append(long offset, Body body) throws IOException {
    try (InputStream in = body.open();
        FileChannel channel =
            FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel.position(offset))) {
      in.transferTo(out);
    }
    lengthsByOffset.merge(offset, body.size(), Math::max);
  }

  @Override
  synchronized void complete(long offset, Body body) {
    if (body.size() > 0) {
      throw ApiException.EndpointError.of(List.of("concurrent_session_data_not_allowed"));
    }
    if (!isClosed()) {
      throw ApiException.EndpointError.of(List.of("concurrent_session_not_closed"));
    }
    long end = 0;
    for (long start : lengthsByOffset.keySet()) {
      if (start > end) {
        break;
      }
      end = Math.max(end, start + lengthsByOffset.getOrDefault(start, 0L));
    }
    if (end != size() || offset != end) {
      throw ApiException.EndpointError.of(List.of("concurrent_session_missing_data"));
    }
  }

  private long size() {
    return lengthsByOffset.entrySet().stream()
        .mapToLong(piece -> piece.getKey() + piece.getValue())
        .max()
        .orElse(0);
  }

  @Override
  synchronized Content finish() throws IOException {
    try (InputStream in = Files.newInputStream(file())) {
      return new Content(file(), size(), ContentHash.of(in));
    }
  }
}
