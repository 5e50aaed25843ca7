package dev.valence.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a caller sent, read field by field. What is wrong is collected, and told all
 * at once by {@link #check}; fields that nobody asks for are ignored.
 */
final class JsonObjectBody {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode content;
  private final List<String> faults = new ArrayList<>();

  private JsonObjectBody(ObjectNode content) {
    this.content = content;
  }

  /**
   * Reads a body.
   *
   * @throws ApiException 400 for anything but a JSON object, 413 for one that is too large
   */
  static JsonObjectBody of(HubCall.@Nullable Body body) {
    try {
      byte[] bytes = body == null ? new byte[0] : body.content().readNBytes(CallBody.LARGEST + 1);
      if (bytes.length > CallBody.LARGEST) {
        throw ApiException.of(413, "The body is larger than " + CallBody.LARGEST + " bytes.");
      }
      if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
        return new JsonObjectBody(object);
      }
    } catch (JacksonException e) {
      throw ApiException.badRequest("The body is not JSON: " + e.getOriginalMessage() + ".");
    } catch (IOException e) {
      throw ApiException.badRequest("The body could not be read.");
    }
    throw ApiException.badRequest("The body must be a JSON object.");
  }

  /** The object as it came. */
  ObjectNode content() {
    return content;
  }

  /** A text; null when it was not sent. */
  @Nullable String text(String field) {
    JsonNode value = content.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      faults.add("'" + field + "' must be a text.");
      return null;
    }
    return value.asText();
  }

  /** A text that has to be there; empty when it is not, which is a fault. */
  String required(String field) {
    String value = text(field);
    if (value == null && content.path(field).isMissingNode()) {
      faults.add("The body lacks '" + field + "'.");
    }
    return value == null ? "" : value;
  }

  /** A path; null when it was not sent. */
  FileReference.@Nullable ByPath path(String field) {
    String value = text(field);
    if (value == null) {
      return null;
    }
    var fault = FileReference.faultOf(value);
    fault.ifPresent(faults::add);
    return fault.isPresent() ? null : new FileReference.ByPath(value);
  }

  /** Texts; null when they were not sent. */
  @Nullable List<String> texts(String field) {
    JsonNode value = content.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isArray() || value.valueStream().anyMatch(item -> !item.isTextual())) {
      faults.add("'" + field + "' must be an array of texts.");
      return null;
    }
    return value.valueStream().map(JsonNode::asText).distinct().toList();
  }

  /** Texts by their names; null when they were not sent. */
  @Nullable Map<String, String> map(String field) {
    JsonNode value = content.path(field);
    return value.isMissingNode() || value.isNull() ? null : map("'" + field + "'", value);
  }

  /** All of the body as texts by their names; null when it is something else. */
  @Nullable Map<String, String> map() {
    return map("The body", content);
  }

  private @Nullable Map<String, String> map(String what, JsonNode value) {
    if (!value.isObject() || value.valueStream().anyMatch(JsonNode::isContainerNode)) {
      faults.add(what + " must be an object of texts.");
      return null;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    value.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText("")));
    return texts;
  }

  /** Says that something is wrong. */
  void fault(String sentence) {
    faults.add(sentence);
  }

  /**
   * Ends the reading.
   *
   * @throws ApiException 400 that names everything that is wrong
   */
  void check() {
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
  }
}
