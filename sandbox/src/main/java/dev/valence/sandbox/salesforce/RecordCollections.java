package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code composite/sobjects}: up to 200 records in a call.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm">
 *     sObject Collections</a>
 */
final class RecordCollections {

  /** What is done with one of the records. */
  private interface Operation<T> {
    ObjectNode run(T record) throws IOException;
  }

  private static final int MOST = 200;
  private static final int MOST_TO_READ = 2000;

  private final Schema schema;
  private final RecordWriter writer;
  private final Queries queries;

  RecordCollections(Schema schema, RecordWriter writer, Queries queries) {
    this.schema = schema;
    this.writer = writer;
    this.queries = queries;
  }

  Answer answer(Call call) throws IOException {
    return switch (call.resource().size()) {
      case 2 -> write(call);
      case 3 -> read(call, type(call.segment(2)));
      case 4 -> upsert(call, type(call.segment(2)), call.segment(3));
      default -> throw RestException.notFound();
    };
  }

  private Answer write(Call call) throws IOException {
    return switch (call.method()) {
      case "POST" -> {
        ObjectNode body = call.body();
        yield each(records(body), allOrNone(body), record -> create(call, record));
      }
      case "PATCH" -> {
        ObjectNode body = call.body();
        yield each(records(body), allOrNone(body), record -> update(call, record));
      }
      case "DELETE" -> {
        List<String> ids = ids(call.parameter("ids"), MOST);
        boolean allOrNone = "true".equals(call.parameter("allOrNone"));
        yield each(ids, allOrNone, id -> delete(call, id));
      }
      default -> throw RestException.methodNotAllowed(call.method(), "POST, PATCH, DELETE");
    };
  }

  private Answer upsert(Call call, SObjectType type, String name) throws IOException {
    if (!call.method().equals("PATCH")) {
      throw RestException.methodNotAllowed(call.method(), "PATCH");
    }
    SObjectField field =
        type.find(name)
            .filter(SObjectField::isLookup)
            .orElseThrow(() ->
                new RestException(
                    404,
                    "NOT_FOUND",
                    "Provided external ID field does not exist or is not accessible: " + name));
    ObjectNode body = call.body();
    return each(records(body), allOrNone(body), record -> upsert(call, type, field, record));
  }

  private ObjectNode create(Call call, ObjectNode record) throws IOException {
    SObjectType type = typeOf(record);
    return written(writer.create(call.writing(record), type));
  }

  private ObjectNode update(Call call, ObjectNode record) throws IOException {
    SObjectType type = typeOf(record);
    String id = id(take(record, "Id").orElse(null));
    writer.update(call.writing(record), type, id);
    return written(id);
  }

  private ObjectNode delete(Call call, String sent) {
    String id = id(sent);
    SObjectType type = schema.ofId(id).orElseThrow(RecordCollections::noSuchRecord);
    writer.delete(call, type, id);
    return written(id);
  }

  private ObjectNode upsert(Call call, SObjectType type, SObjectField field, ObjectNode record)
      throws IOException {
    String value = take(record, field.name()).orElse("");
    if (value.isEmpty() && field.type() == FieldType.ID) {
      return written(writer.create(call.writing(record), type)).put("created", true);
    }
    if (value.isEmpty()) {
      throw new RestException(
          400, "MISSING_ARGUMENT", field.name() + " not specified", field.name());
    }
    return switch (writer.upsert(call.writing(record), type, field, value)) {
      case RecordWriter.Upserted.Created(String id) -> written(id).put("created", true);
      case RecordWriter.Upserted.Updated(String id) -> written(id).put("created", false);
      case RecordWriter.Upserted.Ambiguous(List<String> ids) ->
          throw new RestException(
              400,
              "DUPLICATE_EXTERNAL_ID",
              field.name() + ": more than one record found for external id field: " + ids,
              field.name());
    };
  }

  private static ObjectNode written(String id) {
    ObjectNode written = Json.object().put("id", id).put("success", true);
    written.putArray("errors");
    return written;
  }

  private static <T> Answer each(List<T> all, boolean allOrNone, Operation<T> operation)
      throws IOException {
    return Transaction.in(transaction -> {
      List<ObjectNode> results = new ArrayList<>();
      boolean failed = false;
      for (T one : all) {
        try {
          results.add(operation.run(one));
        } catch (RestException e) {
          failed = true;
          ObjectNode result = Json.object().put("success", false);
          result.putArray("errors").add(e.toRecordError());
          results.add(result);
        }
      }
      if (failed && allOrNone) {
        transaction.rollBack();
        results.replaceAll(result -> result.get("success").booleanValue() ? rolledBack() : result);
      }
      return Answer.json(200, results);
    });
  }

  private static ObjectNode rolledBack() {
    ObjectNode result = Json.object().put("success", false);
    result
        .putArray("errors")
        .add(
            new RestException(
                    400,
                    "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                    "Record rolled back because not all records were valid and the request was"
                        + " using AllOrNone header")
                .toRecordError());
    return result;
  }

  private Answer read(Call call, SObjectType type) throws IOException {
    List<String> ids;
    List<String> fields;
    if (call.method().equals("GET")) {
      ids = ids(call.parameter("ids"), MOST_TO_READ);
      fields = ids(call.parameter("fields"), Integer.MAX_VALUE);
    } else if (call.method().equals("POST")) {
      ids = texts(call.body().path("ids"));
      fields = texts(call.body().path("fields"));
    } else {
      throw RestException.methodNotAllowed(call.method(), "GET, POST");
    }
    RecordSource source = queries.source(call, false);
    ArrayNode answer = Json.MAPPER.createArrayNode();
    for (String id : ids) {
      Optional<ObjectNode> found = Ids.normalize(id).flatMap(it -> source.find(type, it));
      if (found.isEmpty()) {
        answer.addNull();
        continue;
      }
      ObjectNode record = call.withAttributes(type, found.get().get("Id").textValue());
      for (String name : fields) {
        SObjectField field = SObjects.field(type, name);
        record.set(field.name(), call.value(type, found.get(), field));
      }
      answer.add(record.has("Id") ? record : record.set("Id", found.get().get("Id")));
    }
    return Answer.json(200, answer);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static List<String> ids(@Nullable String list, int most) {
    if (list == null || list.isBlank()) {
      throw new RestException(400, "MISSING_ARGUMENT", "Missing required parameter");
    }
    List<String> ids = List.of(list.split("\\s*,\\s*"));
    requireAtMost(ids.size(), most);
    return ids;
  }

  private static List<ObjectNode> records(ObjectNode body) {
    if (!(body.get("records") instanceof ArrayNode records)) {
      throw new RestException(400, "MISSING_ARGUMENT", "Missing required parameter: records");
    }
    requireAtMost(records.size(), MOST);
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode record : records) {
      if (!(record instanceof ObjectNode object)) {
        throw new RestException(400, "JSON_PARSER_ERROR", "A record must be a JSON object");
      }
      all.add(object);
    }
    return all;
  }

  private static void requireAtMost(int count, int most) {
    if (count > most) {
      throw new RestException(
          400,
          "EXCEEDED_ID_LIMIT",
          "record limit reached. cannot submit more than " + most + " records into this call");
    }
  }

  private static boolean allOrNone(ObjectNode body) {
    return body.path("allOrNone").asBoolean();
  }

  private SObjectType type(String name) {
    return schema.find(name).orElseThrow(RestException::notFound);
  }

  private SObjectType typeOf(ObjectNode record) {
    String name = record.path("attributes").path("type").asText();
    return schema
        .find(name)
        .orElseThrow(() ->
            new RestException(
                400, "INVALID_TYPE", "sObject type '" + name + "' is not supported."));
  }

  private static String id(@Nullable String sent) {
    if (sent == null) {
      throw new RestException(400, "MISSING_ARGUMENT", "Id not specified in an update call", "Id");
    }
    return Ids.normalize(sent)
        .orElseThrow(() -> new RestException(400, "MALFORMED_ID", "malformed id " + sent, "Id"));
  }

  private static RestException noSuchRecord() {
    return new RestException(
        400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", "Id");
  }

  /** Takes a value out of a record, in whose names capitals do not matter. */
  private static Optional<String> take(ObjectNode record, String field) {
    return record
        .propertyStream()
        .map(Map.Entry::getKey)
        .filter(field::equalsIgnoreCase)
        .findFirst()
        .map(name -> record.remove(name).asText());
  }
}
