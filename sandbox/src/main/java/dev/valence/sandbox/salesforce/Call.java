package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.util.List;

/**
 * A call of the REST API that may be answered.
 *
 * @param request as received
 * @param method the method that is meant
 * @param base the path with the version, {@code /services/data/vNN.0}
 * @param resource the decoded segments of the path behind it
 * @param userId who calls
 */
record Call(Request request, String method, String base, List<String> resource, String userId) {

  /** A segment of the resource. */
  String segment(int index) {
    return resource.get(index);
  }

  /** The address of a record. */
  String recordUrl(SObjectType type, String id) {
    return base + "/sobjects/" + type.name() + "/" + id;
  }

  /** A value of a record in an answer; bytes are told by where they are. */
  JsonNode value(SObjectType type, ObjectNode record, SObjectField field) {
    return field.type() == FieldType.BASE64
        ? TextNode.valueOf(recordUrl(type, record.get("Id").textValue()) + "/" + field.name())
        : record.get(field.name());
  }

  /** The start of a record in an answer. */
  ObjectNode withAttributes(SObjectType type, String id) {
    ObjectNode record = Json.object();
    record.putObject("attributes").put("type", type.name()).put("url", recordUrl(type, id));
    return record;
  }
}
