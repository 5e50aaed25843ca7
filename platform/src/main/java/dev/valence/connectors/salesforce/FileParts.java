package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressRequest.Body;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** The parts of a request that sends a file: what is said of it, and the file (RFC 7578). */
final class FileParts {

  private final String boundary = "valence-" + UUID.randomUUID();
  private final byte[] head;
  private final byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);

  /**
   * @param saidIn the name of the part that says something of the file
   * @param said what that is
   * @param fileIn the name of the part with the file
   * @param fileName how the file is called
   * @param contentType the file's media type
   */
  FileParts(String saidIn, JsonNode said, String fileIn, String fileName, String contentType) {
    head =
        """
        --%s\r
        Content-Disposition: form-data; name="%s"\r
        Content-Type: application/json; charset=UTF-8\r
        \r
        %s\r
        --%s\r
        Content-Disposition: form-data; name="%s"; filename="%s"\r
        Content-Type: %s\r
        \r
        """
            .formatted(
                boundary,
                saidIn,
                said,
                boundary,
                fileIn,
                FileNames.ofUpload(fileName),
                contentType.replaceAll("[\\r\\n]", ""))
            .getBytes(StandardCharsets.UTF_8);
  }

  /** The request of a file in memory, which can be sent again. */
  Body inMemory(byte[] content) {
    byte[] whole = new byte[head.length + content.length + tail.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(content, 0, whole, head.length, content.length);
    System.arraycopy(tail, 0, whole, head.length + content.length, tail.length);
    return Body.bytes(whole, contentType());
  }

  /** The request of a file that is read while it is sent. */
  Body streamed(InputStream content) {
    return Body.stream(
        new SequenceInputStream(
            Collections.enumeration(
                List.of(new ByteArrayInputStream(head), content, new ByteArrayInputStream(tail)))),
        -1,
        contentType());
  }

  private String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }
}
