package dev.valence.catalog;

import dev.valence.model.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.RequestContext;
import org.jspecify.annotations.Nullable;

/** A document in a request's body: the part {@code file} of a form (RFC 7578), or the body. */
final class SentDocument {

  private static final String PART = "file";

  private SentDocument() {}

  /**
   * The bytes as they arrive.
   *
   * @throws ApiException 400 when a form has no file
   */
  static InputStream of(@Nullable String contentType, InputStream body) throws IOException {
    if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      return body;
    }
    FileItemInputIterator parts = new Parts().getItemIterator(new Context(contentType, body));
    while (parts.hasNext()) {
      FileItemInput part = parts.next();
      if (PART.equals(part.getFieldName())) {
        return part.getInputStream();
      }
    }
    throw ApiException.badRequest("The form has no part '" + PART + "'.");
  }

  /** The library's parser, of which only the streaming side is used. */
  private static final class Parts
      extends AbstractFileUpload<Context, DiskFileItem, DiskFileItemFactory> {

    @Override
    public FileItemInputIterator getItemIterator(Context context) throws IOException {
      return super.getItemIterator((RequestContext) context);
    }

    @Override
    public List<DiskFileItem> parseRequest(Context context) {
      throw new UnsupportedOperationException("Parts are streamed.");
    }

    @Override
    public Map<String, List<DiskFileItem>> parseParameterMap(Context context) {
      throw new UnsupportedOperationException("Parts are streamed.");
    }
  }

  /** The body in the library's words. */
  private record Context(String type, InputStream body) implements RequestContext {

    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public long getContentLength() {
      return -1;
    }

    @Override
    public String getContentType() {
      return type;
    }

    @Override
    public InputStream getInputStream() {
      return body;
    }

    @Override
    public boolean isMultipartRelated() {
      return false;
    }
  }
}
