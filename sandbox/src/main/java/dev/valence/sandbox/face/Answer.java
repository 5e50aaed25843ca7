package dev.valence.sandbox.face;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status the HTTP status code
 * @param headers without {@code Content-Length}, which follows from the content
 * @param content the body
 */
public record Answer(int status, Map<String, String> headers, Content content) {

  /** Where the bytes of an answer come from. */
  public sealed interface Content {

    /** The number of bytes. */
    long length();

    /** Bytes in memory. */
    record Bytes(Buffer buffer) implements Content {
      @Override
      public long length() {
        return buffer.length();
      }
    }

    /** A part of a file, from {@code offset} on. */
    record FileRange(Path file, long offset, long length) implements Content {}
  }

  /** An answer with a text body. */
  public static Answer of(int status, String contentType, String body) {
    return new Answer(
        status, Map.of("Content-Type", contentType), new Content.Bytes(Buffer.buffer(body)));
  }

  /** An answer with a JSON body. */
  public static Answer json(int status, Object value) {
    return of(status, "application/json", Json.write(value));
  }

  /** An answer with a plain text body. */
  public static Answer text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  /**
   * The answer to a call with a wrong method.
   *
   * @param allowed the right ones, separated by commas
   */
  public static Answer methodNotAllowed(String allowed) {
    return text(405, "Method not allowed").with("Allow", allowed);
  }

  /** An answer without a body. */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new Content.Bytes(Buffer.buffer()));
  }

  /** A redirect by {@code 302 Found}. */
  public static Answer redirect(String location) {
    return empty(302).with("Location", location);
  }

  /** A part of a file as the body. */
  public static Answer file(int status, String contentType, Path file, long offset, long length) {
    return new Answer(
        status, Map.of("Content-Type", contentType), new Content.FileRange(file, offset, length));
  }

  /** The same answer with one more header. */
  public Answer with(String name, String value) {
    return with(Map.of(name, value));
  }

  /** The same answer with more headers, which replace those of the same spelling. */
  public Answer with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Answer(status, all, content);
  }
}
