package dev.valence.http;

import dev.valence.model.ApiException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps bodies that are read whole within a limit, and there; a body that streams has none. */
@Provider
class BodyLimit implements ReaderInterceptor {

  private final int bytes;

  BodyLimit(@ConfigProperty(name = "valence.body-limit") int bytes) {
    this.bytes = bytes;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext reading) throws IOException {
    if (!reading.getType().equals(InputStream.class)) {
      byte[] body = reading.getInputStream().readNBytes(Math.min(bytes, Integer.MAX_VALUE - 1) + 1);
      if (body.length > bytes) {
        throw ApiException.of(413, "The body is larger than " + bytes + " bytes.");
      }
      reading.setInputStream(new ByteArrayInputStream(body));
    }
    Object body = reading.proceed();
    if (body == null) {
      throw ApiException.badRequest("The body is missing.");
    }
    return body;
  }
}
