package dev.valence.sandbox;

import dev.valence.sandbox.face.Answer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The way back to the client of one request. Blocks until the client has taken the bytes. */
final class Reply {

  private static final int CHUNK_BYTES = 128 * 1024;

  private final HttpServerRequest request;

  Reply(HttpServerRequest request) {
    this.request = request;
  }

  /** Sends the whole answer. */
  void send(Answer answer) throws IOException {
    long length = answer.content().length();
    HttpServerResponse response = start(answer, length);
    if (request.method().equals(HttpMethod.HEAD)) {
      await(response.end());
    } else if (answer.content() instanceof Answer.Content.Bytes(Buffer buffer)) {
      await(response.end(buffer));
    } else {
      write(response, answer.content(), 0, length);
      await(response.end());
    }
  }

  /** Promises the whole answer, sends only the first bytes of its body and closes. */
  void sendTruncated(Answer answer, long bytes) throws IOException {
    long length = answer.content().length();
    HttpServerResponse response = start(answer, length);
    // Without a first byte the head would not be sent either.
    if (bytes == 0 || length == 0) {
      await(response.write(Buffer.buffer()));
    } else {
      write(response, answer.content(), 0, Math.min(bytes, length));
    }
    cut();
  }

  /** Sends the first bytes of the body, and the others when a hold is over. */
  void sendStalled(Answer answer, long bytes, FaultQueue.Hold hold) throws IOException {
    long length = answer.content().length();
    long first = Math.min(bytes, length);
    HttpServerResponse response = start(answer, length);
    await(response.write(Buffer.buffer()));
    write(response, answer.content(), 0, first);
    hold.await(gone());
    write(response, answer.content(), first, length - first);
    await(response.end());
  }

  /** Ends when the client has closed the connection, or given up its stream of one. */
  CompletableFuture<Void> gone() {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    request.response().closeHandler(closed -> gone.complete(null));
    request.response().exceptionHandler(reset -> gone.complete(null));
    // Whoever has gone before that tells no handler.
    if (request.response().closed()) {
      gone.complete(null);
    }
    return gone;
  }

  /** Closes the connection. */
  void cut() {
    Future<Void> _ = request.connection().close();
  }

  private HttpServerResponse start(Answer answer, long length) {
    HttpServerResponse response = request.response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (answer.status() != 204 && answer.status() != 304) {
      response.putHeader("Content-Length", Long.toString(length));
    }
    return response;
  }

  private static void write(
      HttpServerResponse response, Answer.Content content, long offset, long length)
      throws IOException {
    switch (content) {
      case Answer.Content.Bytes(Buffer buffer) ->
          await(
              response.write(
                  buffer.slice(Math.toIntExact(offset), Math.toIntExact(offset + length))));
      case Answer.Content.FileRange range -> {
        try (InputStream in = Files.newInputStream(range.file())) {
          in.skipNBytes(range.offset() + offset);
          long left = length;
          while (left > 0) {
            byte[] chunk = in.readNBytes((int) Math.min(left, CHUNK_BYTES));
            if (chunk.length == 0) {
              throw new IOException("the file is shorter than the answer: " + range.file());
            }
            await(response.write(Buffer.buffer(chunk)));
            left -= chunk.length;
          }
        }
      }
    }
  }

  private static void await(Future<Void> future) throws IOException {
    try {
      future.toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the sandbox is closing", e);
    } catch (ExecutionException e) {
      throw new IOException("the client is gone", e);
    }
  }
}
