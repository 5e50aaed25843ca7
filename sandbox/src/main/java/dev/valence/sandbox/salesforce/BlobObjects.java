package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.ByteRange;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records with bytes of their own: Attachment and Document. They come in base64 among the other
 * values, or in a part of a multipart body.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_insert_update_blob.htm">
 *     Insert or Update Blob Data</a>
 */
final class BlobObjects {

  /** What has been sent of a record: its values without the bytes, and the bytes if there are. */
  private record Sent(ObjectNode values, ContentBytes.@Nullable Stored content) {}

  private final RecordStore records;
  private final ContentBytes bytes;

  BlobObjects(RecordStore records, ContentBytes bytes) {
    this.records = records;
    this.bytes = bytes;
  }

  /** Whether a kind of record is one of these. */
  static boolean include(SObjectType type) {
    return type.blob().isPresent() && !ContentObjects.include(type);
  }

  /** Makes a record and gives its id. */
  String create(Call call, SObjectType type) throws IOException {
    return create(type, sent(call, type), call.userId()).get("Id").textValue();
  }

  /** Makes a record with its bytes in base64, and gives it as stored. */
  ObjectNode create(SObjectType type, ObjectNode values, String userId) throws IOException {
    return create(type, sent(values.deepCopy(), type), userId);
  }

  private ObjectNode create(SObjectType type, Sent sent, String userId) {
    SObjectField blob = type.blob().orElseThrow();
    ObjectNode values = records.readNew(type, sent.values());
    ContentBytes.Stored content = sent.content();
    if (content == null) {
      if (blob.required()) {
        throw missing(blob.name());
      }
      return records.insert(type, values.put("BodyLength", 0), userId);
    }
    ObjectNode record =
        records.insert(type, values.put("BodyLength", Math.toIntExact(content.size())), userId);
    bytes.assign(record.get("Id").textValue(), content);
    return record;
  }

  /** Changes a record. */
  void update(Call call, SObjectType type, String id) throws IOException {
    Sent sent = sent(call, type);
    ObjectNode values = records.input(type).readChange(sent.values());
    ContentBytes.Stored content = sent.content();
    if (content != null) {
      values.put("BodyLength", Math.toIntExact(content.size()));
    }
    records.set(type, id, values, call.userId());
    if (content != null) {
      bytes.assign(id, content);
    }
  }

  /** The bytes of a record. */
  Answer data(Call call, ObjectNode record) {
    String contentType =
        Objects.requireNonNullElse(
            record.get("ContentType").textValue(), "application/octet-stream");
    if (record.get("BodyLength").asLong() == 0) {
      return Answer.of(200, contentType, "");
    }
    ContentBytes.Stored stored = bytes.of(record.get("Id").textValue());
    return ByteRange.answer(
        call.request().header("range"), contentType, stored.file(), stored.size());
  }

  private Sent sent(Call call, SObjectType type) throws IOException {
    if (call.sent() == null && Multipart.isIn(call.request())) {
      try (Multipart body = Multipart.read(call.request())) {
        Multipart.FilePart file = body.require(type.blob().orElseThrow().name());
        String part = "entity_" + type.name().toLowerCase(Locale.ROOT);
        return new Sent(body.json(part), bytes.store(file.body()));
      }
    }
    return sent(call.body(), type);
  }

  private Sent sent(ObjectNode values, SObjectType type) throws IOException {
    Body body = decode(values, type.blob().orElseThrow().name());
    return new Sent(values, body == null ? null : bytes.store(body));
  }

  /** Takes bytes in base64 out of the values of a record; null when there are none. */
  static @Nullable Body decode(ObjectNode values, String field) {
    String name =
        values
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(field::equalsIgnoreCase)
            .findFirst()
            .orElse(null);
    JsonNode encoded = name == null ? null : values.remove(name);
    if (encoded == null || encoded.isNull()) {
      return null;
    }
    try {
      return Body.of(Base64.getDecoder().decode(encoded.asText()));
    } catch (IllegalArgumentException e) {
      throw new RestException(
          400, "JSON_PARSER_ERROR", field + " is not encoded in base64 at " + field);
    }
  }

  static RestException missing(String field) {
    return new RestException(
        400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [" + field + "]", field);
  }
}
