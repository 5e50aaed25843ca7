package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of the REST API that may be answered.
 *
 * @param request as received
 * @param method the method that is meant
 * @param base the path with the version, {@code /services/data/vNN.0}
 * @param resource the decoded segments of the path behind it
 * @param userId who calls
 * @param sent the JSON of the body where it does not have to be read from the request; null for
 *     elsewhere
 */
record Call(
    Request request,
    String method,
    String base,
    List<String> resource,
    String userId,
    @Nullable ObjectNode sent) {

  /** A call that is a part of this one. */
  Call part(
      String partMethod,
      String path,
      String partQuery,
      List<String> partResource,
      ObjectNode body) {
    return new Call(
        new Request(partMethod, request.host(), path, partQuery, Map.of(), Body.of(new byte[0])),
        partMethod,
        base,
        partResource,
        userId,
        body);
  }

  /** A call that is a part of this one and writes a record. */
  Call writing(ObjectNode body) {
    return part(method, request.path(), "", resource, body);
  }

  /** The JSON object in the body. */
  ObjectNode body() throws IOException {
    return sent == null ? Multipart.parse(request.body().text()) : sent;
  }

  /** The number of the version, such as 60. */
  int version() {
    return Integer.parseInt(base.substring(base.lastIndexOf('v') + 1, base.lastIndexOf('.')));
  }

  /** A parameter of the query. */
  @Nullable String parameter(String name) {
    return request.queryParameters().get(name);
  }

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
