package dev.valence.sandbox;

import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Receives HTTP requests with their whole bodies, and hands each to a blocking handler on a virtual
 * thread of its own. Large bodies go to files as fast as the disk takes them.
 */
final class Exchanges implements AutoCloseable {

  /** Answers one request, by exactly one call of the reply. */
  interface Handler {
    void handle(Request request, Reply reply) throws IOException;
  }

  private static final Logger LOG = Logger.getLogger(Exchanges.class.getName());
  private static final long MAX_MEMORY_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final Path spool;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Exchanges(Vertx vertx, Path spool) {
    this.vertx = vertx;
    this.spool = spool;
  }

  /** To be called in the turn in which the request has arrived, before any of its body is read. */
  void receive(HttpServerRequest request, Handler handler) {
    Reply reply = new Reply(request);
    body(request)
        .onSuccess(body -> threads.execute(() -> handle(request, body, reply, handler)))
        .onFailure(_ -> reply.cut());
  }

  private static void handle(HttpServerRequest request, Body body, Reply reply, Handler handler) {
    try (body) {
      handler.handle(toRequest(request, body), reply);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "cannot answer " + request.method() + " " + request.path());
      reply.cut();
    }
  }

  private Future<Body> body(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    if (!chunked && (length == null || Long.parseLong(length) <= MAX_MEMORY_BYTES)) {
      return request.body().map(Buffer::getBytes).map(Body::of);
    }
    request.pause();
    Path file = spool.resolve(UUID.randomUUID().toString());
    return vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
        .compose(request::pipeTo)
        .map(done -> {
          try {
            return Body.of(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .onFailure(failure -> {
          try {
            Files.deleteIfExists(file);
          } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "cannot delete " + file);
          }
        });
  }

  private static Request toRequest(HttpServerRequest request, Body body) {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach((name, value) ->
            headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
    HostAndPort authority = request.authority();
    String path = request.path();
    String query = request.query();
    return new Request(
        request.method().name(),
        authority == null ? "" : authority.toString(),
        path == null ? "/" : path,
        query == null ? "" : query,
        headers,
        body);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
