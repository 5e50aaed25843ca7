package dev.valence.engine;

import dev.valence.http.MultipartParts;
import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.jspecify.annotations.Nullable;

/**
 * The file in a request's body, without keeping any of it: the part {@code file} of a multipart
 * body (RFC 7578); a body of any other type is the file itself.
 *
 * @param content the bytes as they arrive; reading them fails when the body ends before the file
 *     does
 * @param size how many bytes there probably are, or null when that cannot be told before: a
 *     multipart body has its own length only, of which what is around the file is taken, if the
 *     file is all that is in it
 */
record UploadedFile(InputStream content, @Nullable Long size) {

  private static final String PART = "file";

  /** A part's headers are a few lines; what has longer ones is read all the same. */
  private static final int LONGEST_HEADERS = 8 * 1024;

  private static final String END_OF_HEADERS = "\r\n\r\n";

  /**
   * Finds the file.
   *
   * @throws ApiException 400 when there is none
   */
  static UploadedFile of(HubCall.@Nullable Body body) {
    if (body == null) {
      throw missing();
    }
    if (!body.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      return new UploadedFile(body.content(), body.length() < 0 ? null : body.length());
    }
    try {
      byte[] beginning = body.content().readNBytes(LONGEST_HEADERS);
      FileItemInputIterator parts =
          MultipartParts.of(
              new SequenceInputStream(new ByteArrayInputStream(beginning), body.content()),
              body.length(),
              body.contentType());
      for (boolean first = true; parts.hasNext(); first = false) {
        FileItemInput part = parts.next();
        if (PART.equals(part.getFieldName())) {
          return new UploadedFile(
              part.getInputStream(), first ? sizeOfOnly(beginning, body.length()) : null);
        }
      }
    } catch (IOException e) {
      throw ApiException.badRequest("The multipart body could not be read.");
    }
    throw missing();
  }

  /** The content, which fails at its end unless it has as many bytes as told. */
  InputStream ofSize(long bytes) {
    return new FilterInputStream(content) {

      private long count;

      @Override
      public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count += Math.max(read, 0);
        if (count > bytes || (read < 0 && count < bytes)) {
          throw new IOException("The file is not of the size that was told.");
        }
        return read;
      }
    };
  }

  /** The size of a file that is the only part of a body. */
  private static @Nullable Long sizeOfOnly(byte[] beginning, long length) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    int endOfBoundary = text.indexOf("\r\n");
    int endOfHeaders = text.indexOf(END_OF_HEADERS);
    if (length < 0 || endOfBoundary < 0 || endOfHeaders < 0) {
      return null;
    }
    int headers = endOfHeaders + END_OF_HEADERS.length();
    int end = "\r\n".length() + endOfBoundary + "--\r\n".length();
    long size = length - headers - end;
    return size < 0 ? null : size;
  }

  private static ApiException missing() {
    return ApiException.badRequest(
        "The file is missing: send it as the part '" + PART + "' of a multipart/form-data body.");
  }
}
