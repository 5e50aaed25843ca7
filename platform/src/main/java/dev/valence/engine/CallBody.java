package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.MultipartParts;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sent, read when it is first asked for. Of a multipart body the fields before the
 * first file are read, and the files stay in the stream; anything else is read whole, or streams if
 * nobody asks for its text.
 */
final class CallBody {

  /** As much as is read whole. */
  static final int LARGEST = 1024 * 1024;

  /** A field of a multipart body that is no file is a line or a page, and no more. */
  private static final int LARGEST_FIELD = LARGEST;

  private static final int MOST_FIELDS = 1000;

  private final HubCall.@Nullable Body body;
  private @Nullable String text;
  private @Nullable Parts parts;

  CallBody(HubCall.@Nullable Body body) {
    this.body = body;
  }

  /**
   * A file of a multipart body.
   *
   * @param field the part's name
   * @param fileName the file's name
   * @param contentType its media type
   * @param content its bytes as they arrive, to be read before the part after it
   */
  record File(String field, String fileName, String contentType, InputStream content) {}

  /**
   * The parts of a multipart body.
   *
   * @param fields the fields before the first file
   * @param file the first file; null without any
   * @param rest the parts after it
   */
  record Parts(Map<String, String> fields, @Nullable File file, FileItemInputIterator rest) {

    /**
     * The next part after the first file: a file, or a field's value under its name.
     *
     * @throws IOException when the body breaks off
     */
    @Nullable FileItemInput next() throws IOException {
      return rest.hasNext() ? rest.next() : null;
    }
  }

  /** Whether something was sent. */
  boolean present() {
    return body != null && body.length() != 0;
  }

  /** The body as it arrives, read by nobody yet; null for none. */
  HubCall.@Nullable Body raw() {
    return present() ? body : null;
  }

  boolean multipart() {
    return type().startsWith("multipart/");
  }

  /**
   * The body as text; empty for none, and for one of several parts.
   *
   * @throws ApiException 413 for a body that is too large to be read whole
   */
  Optional<String> text() {
    if (body == null || multipart()) {
      return Optional.empty();
    }
    if (text == null) {
      text = new String(read(body.content(), LARGEST, "The body"), StandardCharsets.UTF_8);
    }
    return Optional.of(text).filter(content -> !content.isEmpty());
  }

  /**
   * The body as a value: what JSON it is, an object of the fields of a form, or else its text.
   *
   * @throws ApiException 400 for what says that it is JSON and is not; 413
   */
  Optional<JsonNode> value() {
    if (multipart()) {
      Map<String, String> fields = parts().fields();
      return fields.isEmpty() ? Optional.empty() : Optional.of(object(fields));
    }
    return text()
        .filter(content -> !content.isBlank())
        .map(content -> form() ? object(form(content)) : value(content));
  }

  /** The body as JSON, for hooks; empty for what is none. */
  Optional<JsonNode> json() {
    return text().flatMap(content -> Json.parse(content.getBytes(StandardCharsets.UTF_8)));
  }

  /** The value of a field of a form. */
  Optional<String> field(String name) {
    return Optional.ofNullable(fields().get(name));
  }

  /** The fields of a form, as far as they come before a file. */
  Map<String, String> fields() {
    if (multipart()) {
      return parts().fields();
    }
    return form() ? text().map(CallBody::form).orElse(Map.of()) : Map.of();
  }

  /**
   * The parts of a multipart body.
   *
   * @throws ApiException 400 for what is no such body
   */
  Parts parts() {
    if (parts == null) {
      if (body == null) {
        throw ApiException.badRequest("The body is missing.");
      }
      try {
        parts = read(MultipartParts.of(body.content(), body.length(), body.contentType()));
      } catch (IOException e) {
        throw ApiException.badRequest("The multipart body could not be read.");
      }
    }
    return parts;
  }

  /**
   * Reads all of a stream.
   *
   * @throws ApiException 413 for more than the limit, 400 when it breaks off
   */
  static byte[] read(InputStream stream, int limit, String what) {
    try {
      byte[] content = stream.readNBytes(limit + 1);
      if (content.length > limit) {
        throw ApiException.of(413, what + " is larger than " + limit + " bytes.");
      }
      return content;
    } catch (IOException e) {
      throw ApiException.badRequest(what + " broke off.");
    }
  }

  private static Parts read(FileItemInputIterator parts) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    while (parts.hasNext()) {
      FileItemInput part = parts.next();
      if (!part.isFormField()) {
        return new Parts(fields, file(part), parts);
      }
      if (fields.size() == MOST_FIELDS) {
        throw ApiException.of(413, "The body has more than " + MOST_FIELDS + " fields.");
      }
      fields.put(part.getFieldName(), fieldText(part));
    }
    return new Parts(fields, null, parts);
  }

  static String fieldText(FileItemInput part) throws IOException {
    byte[] content = read(part.getInputStream(), LARGEST_FIELD, "A field of the body");
    return new String(content, StandardCharsets.UTF_8);
  }

  static File file(FileItemInput part) throws IOException {
    String type = part.getContentType();
    String name = MultipartParts.fileName(part);
    return new File(
        part.getFieldName(),
        name == null ? part.getFieldName() : name,
        type == null ? "application/octet-stream" : type,
        part.getInputStream());
  }

  private String type() {
    return body == null ? "" : body.contentType().toLowerCase(Locale.ROOT);
  }

  private boolean form() {
    return type().startsWith("application/x-www-form-urlencoded");
  }

  private JsonNode value(String content) {
    return Json.parse(content.getBytes(StandardCharsets.UTF_8))
        .orElseGet(() -> {
          if (type().isBlank() || type().contains("json")) {
            throw ApiException.badRequest("The body is not JSON.");
          }
          return TextNode.valueOf(content);
        });
  }

  private static Map<String, String> form(String content) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : content.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        fields.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("The form has a '%' that is not followed by two digits.");
    }
  }

  private static ObjectNode object(Map<String, String> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    fields.forEach(object::put);
    return object;
  }
}
