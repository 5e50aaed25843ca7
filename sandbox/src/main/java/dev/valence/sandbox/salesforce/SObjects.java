package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code sobjects}: the kinds of object, their descriptions, and their records one by one. */
final class SObjects {

  private static final int FIRST_VERSION_THAT_TELLS_OF_UPSERTS = 46;

  private final Schema schema;
  private final RecordWriter writer;
  private final Queries queries;
  private final Replication replication;

  SObjects(Schema schema, RecordWriter writer, Queries queries, Replication replication) {
    this.schema = schema;
    this.writer = writer;
    this.queries = queries;
    this.replication = replication;
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
      case 3 -> ofType(call, type);
      case 4 -> {
        Optional<SObjectField> lookup = type.find(call.segment(2)).filter(SObjectField::isLookup);
        yield lookup.isPresent()
            ? byLookup(call, type, lookup.get(), call.segment(3))
            : ofRecord(call, type, call.segment(3));
      }
      default -> throw RestException.notFound();
    };
  }

  private Answer global(Call call) {
    ObjectNode all = Json.object().put("encoding", "UTF-8").put("maxBatchSize", 200);
    ArrayNode types = all.putArray("sobjects");
    schema.types().forEach(type -> types.add(Describe.summary(type, call.base())));
    return Answer.json(200, all);
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
    return written(call, 201, type, writer.create(call, type), null);
  }

  private static Answer written(
      Call call, int status, SObjectType type, String id, @Nullable Boolean isNew) {
    ObjectNode written = Json.object().put("id", id).put("success", true);
    written.putArray("errors");
    if (isNew != null) {
      written.put("created", isNew.booleanValue());
    }
    return Answer.json(status, written).with("Location", call.recordUrl(type, id));
  }

  private Answer ofType(Call call, SObjectType type) throws IOException {
    return switch (call.segment(2)) {
      case "describe" -> {
        InstanceApi.requireGet(call);
        yield Answer.json(200, Describe.full(schema, type, call.base()));
      }
      case "updated" -> {
        InstanceApi.requireGet(call);
        yield replication.updated(call, type);
      }
      case "deleted" -> {
        InstanceApi.requireGet(call);
        yield replication.deleted(call, type);
      }
      // Who upserts by an id that does not exist yet leaves it out.
      case String id when id.equalsIgnoreCase("Id") && call.method().equals("POST") ->
          create(call, type);
      default -> record(call, type, id(call));
    };
  }

  private Answer record(Call call, SObjectType type, String id) throws IOException {
    return switch (call.method()) {
      case "GET" -> Answer.json(200, read(call, type, id));
      case "PATCH" -> {
        writer.update(call, type, id);
        yield Answer.empty(204);
      }
      case "DELETE" -> {
        writer.delete(call, type, id);
        yield Answer.empty(204);
      }
      default -> throw RestException.methodNotAllowed(call.method(), "GET, PATCH, DELETE");
    };
  }

  /** A record by the value of a field that tells records apart. */
  private Answer byLookup(Call call, SObjectType type, SObjectField field, String value)
      throws IOException {
    if (call.method().equals("PATCH")) {
      return switch (writer.upsert(call, type, field, value)) {
        case RecordWriter.Upserted.Created(String id) -> written(call, 201, type, id, true);
        case RecordWriter.Upserted.Updated(String id) -> {
          boolean tells = call.version() >= FIRST_VERSION_THAT_TELLS_OF_UPSERTS;
          yield tells ? written(call, 200, type, id, false) : Answer.empty(204);
        }
        case RecordWriter.Upserted.Ambiguous(List<String> ids) -> choices(call, type, ids);
      };
    }
    List<String> ids = writer.lookUp(type, field, value);
    if (ids.isEmpty()) {
      throw RestException.notFound();
    }
    return ids.size() > 1 ? choices(call, type, ids) : record(call, type, ids.getFirst());
  }

  private static Answer choices(Call call, SObjectType type, List<String> ids) {
    ArrayNode urls = Json.MAPPER.createArrayNode();
    ids.forEach(id -> urls.add(call.recordUrl(type, id)));
    return Answer.json(300, urls);
  }

  /** What is behind a record: its bytes, its children, or a record that it refers to. */
  private Answer ofRecord(Call call, SObjectType type, String name) {
    String id = id(call);
    InstanceApi.requireGet(call);
    ObjectNode record = stored(call, type, id);
    if (type.blob().filter(blob -> blob.name().equalsIgnoreCase(name)).isPresent()) {
      return writer.data(call, type, record);
    }
    Optional<Schema.Relationship> children = schema.children(type, name);
    if (children.isPresent()) {
      return Answer.json(200, children(call, children.get(), id));
    }
    SObjectField reference = Schema.parent(type, name).orElseThrow(RestException::notFound);
    String parentId = record.get(reference.name()).textValue();
    SObjectType parentType =
        Optional.ofNullable(parentId).flatMap(schema::ofId).orElseThrow(RestException::notFound);
    return Answer.json(200, read(call, parentType, parentId));
  }

  private ObjectNode children(Call call, Schema.Relationship children, String id) {
    RecordSource source = queries.source(call, false);
    SObjectType child = children.child();
    Query query =
        new Query(
            source,
            child,
            fields(call, child).stream()
                .map(field -> new FieldPath(source, child, List.of(), field))
                .<Query.Selected>map(path -> new Query.Selected.Value(path, null))
                .toList(),
            Condition.OneOf.of(
                new FieldPath(source, child, List.of(), children.field()),
                List.of(TextNode.valueOf(id))),
            null,
            List.of(),
            null,
            0);
    return queries.page(call, query, query.run());
  }

  /** A record as an answer has it. */
  private ObjectNode read(Call call, SObjectType type, String id) {
    return tell(call, type, stored(call, type, id));
  }

  /** A record with the fields that the call asks for. */
  static ObjectNode tell(Call call, SObjectType type, ObjectNode stored) {
    ObjectNode record = call.withAttributes(type, stored.get("Id").textValue());
    if (call.parameter("fields") != null) {
      record.set("Id", stored.get("Id"));
    }
    fields(call, type).forEach(field -> record.set(field.name(), call.value(type, stored, field)));
    return record;
  }

  private static List<SObjectField> fields(Call call, SObjectType type) {
    String names = call.parameter("fields");
    if (names == null) {
      return type.fields();
    }
    List<SObjectField> fields = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      fields.add(field(type, name));
    }
    return fields;
  }

  /** The field of a name that a caller has sent. */
  static SObjectField field(SObjectType type, String name) {
    return type.find(name.strip())
        .orElseThrow(() ->
            new RestException(
                400,
                "INVALID_FIELD",
                "No such column '" + name + "' on sobject of type " + type.name()));
  }

  private ObjectNode stored(Call call, SObjectType type, String id) {
    return queries.source(call, false).find(type, id).orElseThrow(RestException::notFound);
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
}
