package dev.valence.sandbox.dropbox;

import com.dropbox.core.http.HttpRequestor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The HTTP of Dropbox's own client, which lets what goes over it be judged by Dropbox's description
 * of its API, where that is at hand.
 */
final class JudgedRequestor extends HttpRequestor {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpRequestor inner;
  private final Specification specification;
  private final List<String> deviations = Collections.synchronizedList(new ArrayList<>());

  JudgedRequestor(HttpRequestor inner, Specification specification) {
    this.inner = inner;
    this.specification = specification;
  }

  /** What did not fit so far, and forgets it. */
  List<String> takeDeviations() {
    synchronized (deviations) {
      List<String> taken = List.copyOf(deviations);
      deviations.clear();
      return taken;
    }
  }

  @Override
  public Response doGet(String url, Iterable<Header> headers) throws IOException {
    return inner.doGet(url, headers);
  }

  @Override
  public Uploader startPost(String url, Iterable<Header> headers) throws IOException {
    return judged(url, headers, inner.startPost(url, headers));
  }

  @Override
  public Uploader startPostInStreamingMode(String url, Iterable<Header> headers)
      throws IOException {
    return judged(url, headers, inner.startPostInStreamingMode(url, headers));
  }

  @Override
  public Uploader startPut(String url, Iterable<Header> headers) throws IOException {
    return inner.startPut(url, headers);
  }

  private Uploader judged(String url, Iterable<Header> headers, Uploader uploader) {
    String path = URI.create(url).getPath();
    return path.startsWith("/2/") ? new JudgedUploader(path, headers, uploader) : uploader;
  }

  private final class JudgedUploader extends Uploader {
    private final Specification.Route route;
    private final Iterable<Header> headers;
    private final Uploader uploader;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    JudgedUploader(String path, Iterable<Header> headers, Uploader uploader) {
      this.route = specification.route(path);
      this.headers = headers;
      this.uploader = uploader;
    }

    private boolean rpc() {
      return route.attributes().path("style").asText().equals("rpc");
    }

    @Override
    public OutputStream getBody() {
      OutputStream body = uploader.getBody();
      if (!rpc()) {
        return body;
      }
      return new FilterOutputStream(body) {
        @Override
        public void write(int one) throws IOException {
          sent.write(one);
          out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          sent.write(bytes, offset, length);
          out.write(bytes, offset, length);
        }
      };
    }

    @Override
    public void close() {
      uploader.close();
    }

    @Override
    public void abort() {
      uploader.abort();
    }

    @Override
    public Response finish() throws IOException {
      judge("argument", route.argument(), argument());
      Response response = uploader.finish();
      boolean bytes = route.attributes().path("style").asText().equals("download");
      if (response.getStatusCode() == 200 && bytes) {
        judge("result", route.result(), MAPPER.readTree(result(response.getHeaders())));
        return response;
      }
      if (response.getStatusCode() != 200 && response.getStatusCode() != 409) {
        return response;
      }
      byte[] answer;
      try (InputStream in = response.getBody()) {
        answer = in.readAllBytes();
      }
      JsonNode json = MAPPER.readTree(answer);
      if (response.getStatusCode() == 200) {
        judge("result", route.result(), json);
      } else {
        judge("error", route.error(), json.path("error"));
      }
      return new Response(
          response.getStatusCode(), new ByteArrayInputStream(answer), response.getHeaders());
    }

    private JsonNode argument() throws IOException {
      if (rpc()) {
        return sent.size() == 0 ? MAPPER.nullNode() : MAPPER.readTree(sent.toByteArray());
      }
      for (Header header : headers) {
        if (header.getKey().equalsIgnoreCase("Dropbox-API-Arg")) {
          return MAPPER.readTree(header.getValue());
        }
      }
      return MAPPER.missingNode();
    }

    private static String result(Map<String, List<String>> headers) {
      return headers.entrySet().stream()
          .filter(header -> "Dropbox-API-Result".equalsIgnoreCase(header.getKey()))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse("null");
    }

    private void judge(String what, String type, JsonNode value) {
      for (String deviation : specification.deviations(type, value)) {
        deviations.add(route.path() + " " + what + deviation);
      }
    }
  }
}
