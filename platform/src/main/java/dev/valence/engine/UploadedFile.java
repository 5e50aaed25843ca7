package dev.valence.engine;

import dev.valence.http.MultipartParts;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
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
      FileItemInputIterator parts =
          MultipartParts.of(body.content(), body.length(), body.contentType());
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
}
