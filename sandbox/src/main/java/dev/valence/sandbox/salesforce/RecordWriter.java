package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Makes, changes and deletes records of all kinds, by what each kind needs. */
final class RecordWriter {

  /** What became of a record that was to be made or changed. */
  sealed interface Upserted {

    /** There was none, and it has been made. */
    record Created(String id) implements Upserted {}

    /** There was one, and it has been changed. */
    record Updated(String id) implements Upserted {}

    /** There are several of which it could be one. */
    record Ambiguous(List<String> ids) implements Upserted {}
  }

  private final RecordStore records;
  private final ContentAccess access;
  private final ContentObjects contents;
  private final BlobObjects blobs;
  private final Knowledge knowledge;

  RecordWriter(
      RecordStore records,
      ContentAccess access,
      ContentObjects contents,
      BlobObjects blobs,
      Knowledge knowledge) {
    this.records = records;
    this.access = access;
    this.contents = contents;
    this.blobs = blobs;
    this.knowledge = knowledge;
  }

  /** Makes the record in the body of a call and gives its id. */
  String create(Call call, SObjectType type) throws IOException {
    if (ContentObjects.include(type)) {
      return contents.create(call, type);
    }
    if (BlobObjects.include(type)) {
      return blobs.create(call, type);
    }
    return create(type, call.body(), call.userId()).get("Id").textValue();
  }

  /** Makes a record that is no file, and gives it as stored. */
  ObjectNode create(SObjectType type, ObjectNode values, String userId) throws IOException {
    if (BlobObjects.include(type)) {
      return blobs.create(type, values, userId);
    }
    return type.name().equals(Knowledge.TYPE)
        ? knowledge.create(values, userId)
        : records.create(type, values, userId);
  }

  /** Changes a record by the body of a call. */
  void update(Call call, SObjectType type, String id) throws IOException {
    requireVisible(call, type, id);
    if (ContentObjects.include(type)) {
      contents.update(call, type, records.toWrite(type, id));
    } else if (BlobObjects.include(type)) {
      blobs.update(call, type, id);
    } else if (type.name().equals(Knowledge.TYPE)) {
      knowledge.update(id, call.body(), call.userId());
    } else {
      records.update(type, id, call.body(), call.userId());
    }
  }

  /** Deletes a record. */
  void delete(Call call, SObjectType type, String id) {
    requireVisible(call, type, id);
    if (ContentObjects.include(type)) {
      contents.delete(call, type, records.toWrite(type, id));
    } else if (type.name().equals(Knowledge.TYPE)) {
      knowledge.delete(id, call.userId());
    } else {
      records.delete(type, id, call.userId());
    }
  }

  /** Changes the record with a value in a field that tells records apart, or makes one. */
  Upserted upsert(Call call, SObjectType type, SObjectField field, String value)
      throws IOException {
    ObjectNode body = call.body();
    if (body.propertyStream().map(Map.Entry::getKey).anyMatch(field.name()::equalsIgnoreCase)) {
      throw new RestException(
          400,
          "INVALID_FIELD",
          "The " + field.name() + " field should not be specified in the sobject data.");
    }
    List<String> ids = lookUp(type, field, value);
    if (ids.size() > 1) {
      return new Upserted.Ambiguous(ids);
    }
    if (ids.size() == 1) {
      update(call, type, ids.getFirst());
      return new Upserted.Updated(ids.getFirst());
    }
    if (field.type() == FieldType.ID || "true".equals(call.parameter("updateOnly"))) {
      throw RestException.notFound();
    }
    ObjectNode values = body.deepCopy().put(field.name(), value);
    return new Upserted.Created(create(call.writing(values), type));
  }

  /** The ids of the records with a value in a field that tells records apart. */
  List<String> lookUp(SObjectType type, SObjectField field, String value) {
    if (field.type() == FieldType.ID) {
      return Ids.normalize(value)
          .flatMap(id -> records.find(type, id))
          .filter(record -> !RecordStore.isDeleted(record))
          .map(record -> List.of(record.get("Id").textValue()))
          .orElse(List.of());
    }
    return records.with(type, field, value).stream()
        .filter(record -> !RecordStore.isDeleted(record))
        .map(record -> record.get("Id").textValue())
        .toList();
  }

  /** The bytes of a record. */
  Answer data(Call call, SObjectType type, ObjectNode record) {
    return ContentObjects.include(type) ? contents.data(call, record) : blobs.data(call, record);
  }

  private void requireVisible(Call call, SObjectType type, String id) {
    if (!id.startsWith(type.keyPrefix())) {
      throw new RestException(
          400, "MALFORMED_ID", type.label() + " ID: id value of incorrect type: " + id);
    }
    if (records.find(type, id).filter(it -> !access.sees(type, call.userId(), it)).isPresent()) {
      throw RestException.notFound();
    }
  }
}
