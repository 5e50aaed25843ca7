package dev.valence.connectors;

import dev.valence.egress.EgressException;
import dev.valence.egress.EgressResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a download, which go on where they broke off: when the vendor cuts the connection or
 * falls silent, the rest is asked for by a Range (RFC 9110, 14.2).
 */
public final class ResumingStream extends InputStream {

  /** How often in turn the rest is asked for without a byte of it having come. */
  private static final int MOST_FAILURES = 3;

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");

  private final Function<String, EgressResponse> source;
  private final long end;
  private EgressResponse response;
  private long position;
  private int failures;

  private ResumingStream(
      EgressResponse response, long start, long end, Function<String, EgressResponse> source) {
    this.response = response;
    this.position = start;
    this.end = end;
    this.source = source;
  }

  /**
   * The body of an answer; its close frees the connection.
   *
   * @param response a successful answer, the whole file or a part of it
   * @param source asks for a part of the very same content by the value of a Range header; its
   *     answer is closed by the stream
   * @return the body as it is when its length was not announced, so that nobody knows what is
   *     missing of it
   */
  public static InputStream of(EgressResponse response, Function<String, EgressResponse> source) {
    Optional<Matcher> part = response.header("Content-Range").map(CONTENT_RANGE::matcher);
    if (part.isPresent()) {
      return part.get().matches()
          ? new ResumingStream(
              response,
              Long.parseLong(part.get().group(1)),
              Long.parseLong(part.get().group(2)) + 1,
              source)
          : response.body();
    }
    return response
        .contentLength()
        .<InputStream>map(length -> new ResumingStream(response, 0, length, source))
        .orElseGet(response::body);
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      try {
        int count = response.body().read(buffer, offset, length);
        if (count > 0) {
          position += count;
          failures = 0;
        }
        return count;
      } catch (EgressException e) {
        goOn(e);
      }
    }
  }

  @Override
  public void close() {
    response.close();
  }

  private void goOn(EgressException broken) {
    boolean worthwhile =
        broken.kind() == EgressException.Kind.BROKEN
            || broken.kind() == EgressException.Kind.TIMEOUT;
    while (worthwhile && position < end && failures < MOST_FAILURES) {
      failures++;
      response.close();
      try {
        EgressResponse rest = source.apply("bytes=" + position + "-" + (end - 1));
        if (continues(rest)) {
          response = rest;
          return;
        }
        rest.close();
        worthwhile = false;
      } catch (EgressException again) {
        broken.addSuppressed(again);
      }
    }
    throw broken;
  }

  private boolean continues(EgressResponse rest) {
    return rest.status() == 206
        && rest.header("Content-Range")
            .map(CONTENT_RANGE::matcher)
            .filter(Matcher::matches)
            .filter(range -> Long.parseLong(range.group(1)) == position)
            .isPresent();
  }
}
