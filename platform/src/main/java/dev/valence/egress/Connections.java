package dev.valence.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageWriter;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.io.SessionOutputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections on which an answer is that of the last request and of no other: what a provider
 * has said before it was asked is never taken for an answer (RFC 9112, 9.2), which would be the
 * answer of somebody else.
 */
final class Connections implements HttpConnectionFactory<ManagedHttpClientConnection> {

  /** The provider has said something unasked; nothing of the request was sent. */
  static final class UnaskedException extends IOException {

    private static final long serialVersionUID = 1L;

    UnaskedException() {
      super("The provider said something unasked.");
    }
  }

  private final Http1Config limits;

  /**
   * @param limits of the heads of answers
   */
  Connections(Http1Config limits) {
    this.limits = limits;
  }

  @Override
  public ManagedHttpClientConnection createConnection(@Nullable Socket socket) throws IOException {
    Listener listener = new Listener();
    return ManagedHttpClientConnectionFactory.builder()
        .http1Config(limits)
        .requestWriterFactory(
            () -> listener.before(DefaultHttpRequestWriterFactory.INSTANCE.create()))
        .responseParserFactory(
            config -> listener.with(new DefaultHttpResponseParserFactory(config).create()))
        .build()
        .createConnection(socket);
  }

  /** Knows what has come on a connection and was not read yet. */
  private static final class Listener {

    private @Nullable SessionInputBuffer heard;

    HttpMessageParser<ClassicHttpResponse> with(HttpMessageParser<ClassicHttpResponse> parser) {
      return (SessionInputBuffer buffer, InputStream source) -> {
        heard = buffer;
        return parser.parse(buffer, source);
      };
    }

    HttpMessageWriter<ClassicHttpRequest> before(HttpMessageWriter<ClassicHttpRequest> writer) {
      return (ClassicHttpRequest request, SessionOutputBuffer buffer, OutputStream sink) ->
          write(writer, request, buffer, sink);
    }

    private void write(
        HttpMessageWriter<ClassicHttpRequest> writer,
        ClassicHttpRequest request,
        SessionOutputBuffer buffer,
        OutputStream sink)
        throws IOException, HttpException {
      if (heard != null && heard.length() > 0) {
        throw new UnaskedException();
      }
      writer.write(request, buffer, sink);
    }
  }
}
