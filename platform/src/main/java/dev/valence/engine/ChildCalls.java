package dev.valence.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.objects.ObjectQuery;
import dev.valence.hubs.objects.ObjectQuery.Membership;
import dev.valence.hubs.objects.ObjectTarget.OfElement;
import dev.valence.hubs.objects.ObjectsErrors;
import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.hubs.objects.ObjectsOperation;
import dev.valence.hubs.objects.Projection;
import dev.valence.hubs.objects.Records;
import dev.valence.model.ApiException;
import dev.valence.model.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls about what belongs to a record. Whether the record is there at all is looked up only when
 * what is found tells nothing of it: most calls need no call more.
 *
 * @param calls answers calls about records
 * @param parents the records of which it is one
 * @param parentId its id
 * @param narrowed whether a record with that id need not be one of those
 */
record ChildCalls(RecordCalls calls, Records parents, String parentId, boolean narrowed) {

  private static final Projection ID = new Projection(List.of("id"), false);

  /** Answers a call about children that an element defines. */
  HubAnswer answer(ObjectsOperation operation, OfElement target, Optional<String> id) {
    Records children = target.childRecords(parentId);
    return target
        .membersObject()
        .map(
            members -> below(() -> members(operation, children, target.memberField(), members, id)))
        .orElseGet(() -> answer(operation, children, id));
  }

  /** Answers a call about children. */
  HubAnswer answer(ObjectsOperation operation, Records children, Optional<String> id) {
    return below(() -> calls.answer(operation, children, Map.of(), id));
  }

  /**
   * Answers a call about members.
   *
   * @param joins the records that join members and this record
   * @param field their field that names the member
   * @param object the vendor's name of the members' object
   */
  private HubAnswer members(
      ObjectsOperation operation, Records joins, String field, String object, Optional<String> id) {
    Records all = Records.of(object);
    return switch (operation) {
      case LIST -> calls.list(calls.asked(all, Map.of()).membersOf(new Membership(joins, field)));
      case ADD_MEMBER -> {
        ObjectNode member = JsonNodeFactory.instance.objectNode();
        String memberId = memberId(field);
        hub().create(joins, member.put(field, memberId), null);
        yield calls.read(all, memberId);
      }
      case REMOVE_MEMBER -> {
        hub().delete(joins, joining(joins, field, object, id.orElseThrow()));
        yield HubAnswer.empty();
      }
      default -> throw new IllegalStateException(operation + " is not of members.");
    };
  }

  /** The id of the record that joins a member. */
  private String joining(Records joins, String field, String object, String memberId) {
    ObjectQuery query = ObjectQuery.of(joins.with(Map.of(field, memberId))).giving(ID);
    return hub().list(query, new PageRequest(1, null)).items().stream()
        .findFirst()
        .map(record -> record.path("id").asText())
        .orElseThrow(() -> ObjectsErrors.unknownRecord(object, memberId, null));
  }

  private String memberId(String field) {
    ObjectNode sent = RecordCalls.fields(new CallBody(calls.body()));
    for (String name : List.of("id", "Id", field)) {
      if (sent.path(name).isTextual()) {
        return sent.path(name).asText();
      }
    }
    throw ApiException.badRequest("The body lacks 'id', the id of the record to add.");
  }

  private HubAnswer below(Supplier<HubAnswer> call) {
    if (narrowed) {
      requireParent();
    }
    HubAnswer answer;
    try {
      answer = call.get();
    } catch (ApiException e) {
      if (e.status() == 400 || e.status() == 404) {
        requireParent();
      }
      throw e;
    }
    if (answer.returnedCount().orElse(1) == 0) {
      requireParent();
    }
    return answer;
  }

  private void requireParent() {
    hub().read(parents, parentId, ID);
  }

  private ObjectsHub hub() {
    return calls.hub();
  }
}
