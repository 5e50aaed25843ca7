package dev.valence.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.RequestContext;

/** The parts of a multipart body (RFC 7578), read as they arrive. */
final class MultipartParts {

  private MultipartParts() {}

  /**
   * The parts; each has to be read before the next one.
   *
   * @throws IOException for what is no such body
   */
  static FileItemInputIterator of(HubCall.Body body) throws IOException {
    return new Parts().getItemIterator(body);
  }

  /** The library's parser, of which only the streaming side is used. */
  private static final class Parts
      extends AbstractFileUpload<HubCall.Body, DiskFileItem, DiskFileItemFactory> {

    @Override
    public FileItemInputIterator getItemIterator(HubCall.Body body) throws IOException {
      return getItemIterator(new Context(body));
    }

    @Override
    public List<DiskFileItem> parseRequest(HubCall.Body body) {
      throw new UnsupportedOperationException("Parts are streamed.");
    }

    @Override
    public Map<String, List<DiskFileItem>> parseParameterMap(HubCall.Body body) {
      throw new UnsupportedOperationException("Parts are streamed.");
    }
  }

  /** The body in the library's words. */
  private record Context(HubCall.Body body) implements RequestContext {

    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public long getContentLength() {
      return body.length();
    }

    @Override
    public String getContentType() {
      return body.contentType();
    }

    @Override
    public InputStream getInputStream() {
      return body.content();
    }

    @Override
    public boolean isMultipartRelated() {
      return false;
    }
  }
}
