package dev.valence.http;

import dev.valence.model.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.RequestContext;
import org.jspecify.annotations.Nullable;

/** The parts of a multipart body (RFC 7578), read as they arrive. */
public final class MultipartParts {

  private MultipartParts() {}

  /**
   * The parts; each has to be read before the next one.
   *
   * @param content the body as it arrives
   * @param length how many bytes, or -1 when that was not announced
   * @param contentType the value of Content-Type, which names the boundary
   * @throws IOException for what is no such body
   */
  public static FileItemInputIterator of(InputStream content, long length, String contentType)
      throws IOException {
    return new Parts().getItemIterator(new Context(content, length, contentType));
  }

  /**
   * The name of the file that a part is; null for a part without.
   *
   * @throws ApiException 400 for a name with a NUL
   */
  public static @Nullable String fileName(FileItemInput part) {
    try {
      return part.getName();
    } catch (InvalidPathException e) {
      throw ApiException.badRequest("The name of a file has a NUL character.");
    }
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
  private record Context(InputStream content, long length, String type) implements RequestContext {

    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public long getContentLength() {
      return length;
    }

    @Override
    public String getContentType() {
      return type;
    }

    @Override
    public InputStream getInputStream() {
      return content;
    }

    @Override
    public boolean isMultipartRelated() {
      return false;
    }
  }
}
