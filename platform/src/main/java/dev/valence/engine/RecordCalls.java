package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.ceql.Where;
import dev.valence.hubs.objects.Blob;
import dev.valence.hubs.objects.ObjectQuery;
import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.hubs.objects.ObjectsOperation;
import dev.valence.hubs.objects.Projection;
import dev.valence.hubs.objects.Records;
import dev.valence.model.ApiException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls about records of an object.
 *
 * @param hub the account
 * @param arguments the checked parameters
 * @param body what was sent; null for nothing
 */
record RecordCalls(ObjectsHub hub, Arguments arguments, HubCall.@Nullable Body body) {

  /**
   * Answers a call.
   *
   * @param listed the values of fields to which lists are limited whose condition does not name the
   *     field
   * @param id the record's id, for what is about one
   */
  HubAnswer answer(
      ObjectsOperation operation, Records of, Map<String, String> listed, Optional<String> id) {
    return switch (operation) {
      case LIST -> list(asked(of, listed));
      case CREATE -> {
        CallBody sent = new CallBody(body);
        yield HubAnswer.json(hub.create(of, fields(sent), file(sent)));
      }
      case READ -> read(of, id.orElseThrow());
      case UPDATE -> {
        CallBody sent = new CallBody(body);
        yield HubAnswer.json(hub.update(of, id.orElseThrow(), fields(sent), file(sent)));
      }
      case CONTENT -> HubAnswer.content(hub.content(of, id.orElseThrow()));
      case DELETE -> {
        hub.delete(of, id.orElseThrow());
        yield HubAnswer.empty();
      }
      default -> throw new IllegalStateException(operation + " is not of records.");
    };
  }

  HubAnswer read(Records of, String id) {
    return HubAnswer.json(hub.read(of, id, projection()));
  }

  /** What the parameters of a list ask for. */
  ObjectQuery asked(Records of, Map<String, String> listed) {
    Optional<Where> where = arguments.where();
    return ObjectQuery.of(of.with(unnamed(where, listed)))
        .where(where)
        .orderedBy(ObjectQuery.Order.parse(arguments.text("orderBy").orElse("")))
        .giving(projection());
  }

  HubAnswer list(ObjectQuery query) {
    HubAnswer answer =
        new ListCall(arguments, hub.maximumPageSize())
            .page(page -> hub.list(query, page), (ObjectNode record) -> (JsonNode) record);
    return arguments.flag("returnCount") ? answer.withTotal(hub.count(query)) : answer;
  }

  /** The fields of the record that was sent: an object of JSON, or a form's. */
  static ObjectNode fields(CallBody sent) {
    if (sent.multipart() && sent.fields().isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (sent.value().orElse(null) instanceof ObjectNode fields) {
      return fields;
    }
    throw ApiException.badRequest("The body must be a JSON object.");
  }

  /** The file of the record that was sent, which comes after the fields; null without one. */
  private static @Nullable Blob file(CallBody sent) {
    CallBody.File file = sent.multipart() ? sent.parts().file() : null;
    return file == null ? null : new Blob(file.content(), file.fileName(), file.contentType());
  }

  private Projection projection() {
    return Projection.parse(arguments.text("fields").orElse(""), arguments.flag("includeMetadata"));
  }

  /** The values among those that the condition does not ask for itself. */
  private static Map<String, String> unnamed(Optional<Where> where, Map<String, String> listed) {
    Map<String, String> unnamed = new HashMap<>(listed);
    where.stream()
        .flatMap(condition -> condition.comparisons().stream())
        .forEach(comparison ->
            unnamed.keySet().removeIf(field -> field.equalsIgnoreCase(comparison.attribute())));
    return unnamed;
  }
}
