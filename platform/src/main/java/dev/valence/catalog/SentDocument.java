package dev.valence.catalog;

import dev.valence.http.MultipartParts;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
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
    FileItemInputIterator parts = MultipartParts.of(body, -1, contentType);
    while (parts.hasNext()) {
      FileItemInput part = parts.next();
      if (PART.equals(part.getFieldName())) {
        return part.getInputStream();
      }
    }
    throw ApiException.badRequest("The form has no part '" + PART + "'.");
  }
}
