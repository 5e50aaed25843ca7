package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.jspecify.annotations.Nullable;

/**
 * Writes a body of several parts (RFC 7578) while it is read: the fields, then the caller's files
 * as they arrive.
 */
final class MultipartBody extends InputStream {

  private final String boundary;
  private final Map<String, String> names;
  private final CallBody.@Nullable Parts parts;
  private boolean first = true;
  private boolean ended;
  private InputStream current;

  private MultipartBody(VendorBody.Multipart body, String boundary) {
    this.boundary = boundary;
    this.names = body.names();
    this.parts = body.parts();
    StringBuilder fields = new StringBuilder();
    body.fields().forEach(field -> fields.append(field(field.name(), field.value())));
    this.current = bytes(fields.toString());
  }

  /** The body; it streams when it has files, and is in memory otherwise. */
  static EgressRequest.Body of(VendorBody.Multipart body) {
    String boundary = "valence-" + UUID.randomUUID();
    String contentType = "multipart/form-data; boundary=" + boundary;
    MultipartBody stream = new MultipartBody(body, boundary);
    if (body.parts() != null && body.parts().file() != null) {
      return EgressRequest.Body.stream(stream, -1, contentType);
    }
    try {
      return EgressRequest.Body.bytes(stream.readAllBytes(), contentType);
    } catch (IOException e) {
      throw new IllegalStateException(e); // there is nothing but memory to read from
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      int count = current.read(buffer, offset, length);
      if (count >= 0) {
        return count;
      }
      if (ended) {
        return -1;
      }
      current = next();
    }
  }

  private InputStream next() throws IOException {
    CallBody.Parts from = parts;
    if (from != null && first && from.file() != null) {
      first = false;
      String name = names.get(from.file().field());
      if (name != null) {
        return file(name, from.file());
      }
    }
    FileItemInput part = from == null ? null : from.next();
    if (part == null) {
      ended = true;
      return bytes("--" + boundary + "--\r\n");
    }
    String name = names.get(part.getFieldName());
    if (name == null) {
      return InputStream.nullInputStream();
    }
    return part.isFormField()
        ? bytes(field(name, CallBody.fieldText(part)))
        : file(name, CallBody.file(part));
  }

  private InputStream file(String name, CallBody.File file) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
            .formatted(
                boundary,
                escaped(name),
                escaped(file.fileName()),
                file.contentType().replaceAll("[\\r\\n]", ""));
    return new SequenceInputStream(
        Collections.enumeration(List.of(bytes(head), file.content(), bytes("\r\n"))));
  }

  private String field(String name, String value) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(boundary, escaped(name), value);
  }

  /** As browsers write names (WHATWG HTML, 4.10.22.8). */
  private static String escaped(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
