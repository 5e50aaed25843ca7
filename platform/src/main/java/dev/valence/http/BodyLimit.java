package dev.valence.http;

import dev.valence.model.ApiException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps bodies that are read whole within a limit, and there; a body that streams has none. Neither
 * may arrive too slowly.
 */
@Provider
class BodyLimit implements ReaderInterceptor {

  private static final long SLOWEST_BYTES_PER_SECOND = 1024;

  private final int bytes;
  private final Duration patience;

  BodyLimit(
      @ConfigProperty(name = "valence.body-limit") int bytes,
      @ConfigProperty(name = "valence.caller-timeout") Duration patience) {
    this.bytes = bytes;
    this.patience = patience;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext reading) throws IOException {
    InputStream sent = reading.getInputStream();
    if (reading.getType().equals(InputStream.class)) {
      reading.setInputStream(new PacedStream(sent, patience, SLOWEST_BYTES_PER_SECOND));
    } else {
      if (announced(reading) > bytes) {
        throw tooLarge();
      }
      byte[] body =
          new PacedStream(sent, patience, Long.MAX_VALUE)
              .readNBytes(Math.min(bytes, Integer.MAX_VALUE - 1) + 1);
      if (body.length > bytes) {
        throw tooLarge();
      }
      reading.setInputStream(new ByteArrayInputStream(body));
    }
    Object body = reading.proceed();
    if (body == null) {
      throw ApiException.badRequest("The body is missing.");
    }
    return body;
  }

  private ApiException tooLarge() {
    return ApiException.of(413, "The body is larger than " + bytes + " bytes.");
  }

  /** The length of the body as the server has read it, which refuses what is no number. */
  private static long announced(ReaderInterceptorContext reading) {
    String length = reading.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length.strip());
  }
}
