package dev.valence.engine;

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

/**
 * Finds the file in a request's body, without keeping any of it: the part {@code file} of a
 * multipart body (RFC 7578); a body of any other type is the file itself.
 */
final class UploadedFile {

  private static final String PART = "file";

  private UploadedFile() {}

  /**
   * The file's bytes as they arrive. Reading them fails when the body ends before the file does.
   *
   * @throws ApiException 400 when there is no file
   */
  static InputStream of(HubCall.@Nullable Body body) {
    if (body == null) {
      throw missing();
    }
    if (!body.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      return body.content();
    }
    try {
      FileItemInputIterator parts = new Parts().getItemIterator(body);
      while (parts.hasNext()) {
        FileItemInput part = parts.next();
        if (PART.equals(part.getFieldName())) {
          return part.getInputStream();
        }
      }
    } catch (IOException e) {
      throw ApiException.badRequest("The multipart body could not be read.");
    }
    throw missing();
  }

  private static ApiException missing() {
    return ApiException.badRequest(
        "The file is missing: send it as the part '" + PART + "' of a multipart/form-data body.");
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
