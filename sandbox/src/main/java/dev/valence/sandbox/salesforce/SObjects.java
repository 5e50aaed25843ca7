package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;

/** {@code sobjects}: the kinds of object, their descriptions, and their records one by one. */
final class SObjects {

  private final Schema schema;
  private final RecordStore records;
  private final ContentAccess access;
  private final ContentObjects contents;

  SObjects(Schema schema, RecordStore records, ContentAccess access, ContentObjects contents) {
    this.schema = schema;
    this.records = records;
    this.access = access;
    this.contents = contents;
  }

  Answer answer(Call call) throws IOException {
    int depth = call.resource().size();
    if (depth == 1) {
      InstanceApi.requireGet(call);
      return global(call);
    }
    SObjectType type = schema.find(call.segment(1)).orElseThrow(RestException::notFound);
    return switch (depth) {
      case 2 -> type(call, type);
      case 3 -> call.segment(2).equals("describe") ? describe(call, type) : record(call, type);
      case 4 -> data(call, type);
      default -> throw RestException.notFound();
    };
  }

  private Answer data(Call call, SObjectType type) {
    InstanceApi.requireGet(call);
    if (!type.name().equals("ContentVersion") || !call.segment(3).equals("VersionData")) {
      throw RestException.notFound();
    }
    return contents.data(call, stored(call, type));
  }

  private Answer global(Call call) {
    ObjectNode all = Json.object().put("encoding", "UTF-8").put("maxBatchSize", 200);
    ArrayNode types = all.putArray("sobjects");
    schema.types().forEach(type -> types.add(Describe.summary(type, call.base())));
    return Answer.json(200, all);
  }

  private static Answer describe(Call call, SObjectType type) {
    InstanceApi.requireGet(call);
    return Answer.json(200, Describe.full(type, call.base()));
  }

  private Answer type(Call call, SObjectType type) throws IOException {
    return switch (call.method()) {
      case "GET" -> {
        ObjectNode basic = Json.object();
        basic.set("objectDescribe", Describe.summary(type, call.base()));
        basic.putArray("recentItems");
        yield Answer.json(200, basic);
      }
      case "POST" -> create(call, type);
      default -> throw RestException.methodNotAllowed(call.method(), "GET, POST");
    };
  }

  private Answer create(Call call, SObjectType type) throws IOException {
    String id =
        ContentObjects.include(type)
            ? contents.create(call, type)
            : records.create(type, body(call), call.userId()).get("Id").textValue();
    ObjectNode created = Json.object().put("id", id).put("success", true);
    created.putArray("errors");
    return Answer.json(201, created).with("Location", call.recordUrl(type, id));
  }

  private Answer record(Call call, SObjectType type) throws IOException {
    return switch (call.method()) {
      case "GET" -> Answer.json(200, read(call, type));
      case "PATCH" -> {
        String id = idToWrite(call, type);
        if (ContentObjects.include(type)) {
          contents.update(call, type, records.toWrite(type, id));
        } else {
          records.update(type, id, body(call), call.userId());
        }
        yield Answer.empty(204);
      }
      case "DELETE" -> {
        String id = idToWrite(call, type);
        if (ContentObjects.include(type)) {
          contents.delete(call, type, records.toWrite(type, id));
        } else {
          records.delete(type, id, call.userId());
        }
        yield Answer.empty(204);
      }
      default -> throw RestException.methodNotAllowed(call.method(), "GET, PATCH, DELETE");
    };
  }

  private ObjectNode read(Call call, SObjectType type) {
    ObjectNode stored = stored(call, type);
    ObjectNode record = call.withAttributes(type, stored.get("Id").textValue());
    String fields = call.request().queryParameters().get("fields");
    if (fields == null) {
      type.fields().forEach(field -> record.set(field.name(), call.value(type, stored, field)));
      return record;
    }
    record.set("Id", stored.get("Id"));
    for (String name : fields.split(",", -1)) {
      SObjectField field =
          type.find(name.strip())
              .orElseThrow(() ->
                  new RestException(
                      400,
                      "INVALID_FIELD",
                      "No such column '" + name + "' on sobject of type " + type.name()));
      record.set(field.name(), call.value(type, stored, field));
    }
    return record;
  }

  private ObjectNode stored(Call call, SObjectType type) {
    return records
        .find(type, id(call))
        .filter(
            record -> !RecordStore.isDeleted(record) && access.sees(type, call.userId(), record))
        .orElseThrow(RestException::notFound);
  }

  /** The id in the path; what is none is taken for the value of a field that is an external id. */
  private static String id(Call call) {
    String sent = call.segment(2);
    return Ids.normalize(sent)
        .orElseThrow(() ->
            new RestException(
                404,
                "NOT_FOUND",
                "Provided external ID field does not exist or is not accessible: " + sent));
  }

  private String idToWrite(Call call, SObjectType type) {
    String id = id(call);
    if (!id.startsWith(type.keyPrefix())) {
      throw new RestException(
          400, "MALFORMED_ID", type.label() + " ID: id value of incorrect type: " + id);
    }
    if (records.find(type, id).filter(it -> !access.sees(type, call.userId(), it)).isPresent()) {
      throw RestException.notFound();
    }
    return id;
  }

  static ObjectNode body(Call call) throws IOException {
    return Multipart.parse(call.request().body().text());
  }
}
