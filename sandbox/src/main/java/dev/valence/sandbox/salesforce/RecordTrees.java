package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code composite/tree/{type}}: new records with new children, all of them or none.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobject_tree.htm">
 *     sObject Tree</a>
 */
final class RecordTrees {

  /**
   * A record that is to be made.
   *
   * @param values its own, among them its parent
   * @param children those that refer to it
   */
  private record Node(
      String reference, SObjectType type, ObjectNode values, List<Branch> children, int depth) {}

  /** The children of a record by one relationship, as they were sent. */
  private record Branch(Schema.Relationship relationship, JsonNode records) {}

  private static final int MOST_RECORDS = 200;
  private static final int MOST_LEVELS = 5;

  private final Schema schema;
  private final RecordWriter writer;

  RecordTrees(Schema schema, RecordWriter writer) {
    this.schema = schema;
    this.writer = writer;
  }

  Answer answer(Call call) throws IOException {
    if (call.resource().size() != 3) {
      throw RestException.notFound();
    }
    if (!call.method().equals("POST")) {
      throw RestException.methodNotAllowed(call.method(), "POST");
    }
    SObjectType root = schema.find(call.segment(2)).orElseThrow(RestException::notFound);
    if (!(call.body().get("records") instanceof ArrayNode records)) {
      throw new RestException(400, "MISSING_ARGUMENT", "Missing required parameter: records");
    }
    return Transaction.in(transaction -> {
      List<ObjectNode> made = new ArrayList<>();
      Set<String> references = new HashSet<>();
      Deque<Node> waiting = new ArrayDeque<>();
      for (JsonNode record : records) {
        waiting.add(node(record, root, 1));
      }
      while (!waiting.isEmpty()) {
        Node node = waiting.remove();
        try {
          check(node, references, made.size());
          String id = writer.create(call.writing(node.values()), node.type());
          made.add(Json.object().put("referenceId", node.reference()).put("id", id));
          for (Branch branch : node.children()) {
            for (JsonNode child : branch.records()) {
              Node next = node(child, branch.relationship().child(), node.depth() + 1);
              next.values().put(branch.relationship().field().name(), id);
              waiting.add(next);
            }
          }
        } catch (RestException e) {
          transaction.rollBack();
          return failed(node, e);
        }
      }
      ObjectNode answer = Json.object().put("hasErrors", false);
      answer.putArray("results").addAll(made);
      return Answer.json(201, answer);
    });
  }

  private Node node(JsonNode sent, SObjectType type, int depth) {
    ObjectNode values = Json.object();
    List<Branch> children = new ArrayList<>();
    for (var entry : sent.properties()) {
      Optional<Schema.Relationship> relationship = schema.children(type, entry.getKey());
      if (relationship.isPresent() && entry.getValue().has("records")) {
        children.add(new Branch(relationship.get(), entry.getValue().get("records")));
      } else {
        values.set(entry.getKey(), entry.getValue());
      }
    }
    String named = sent.path("attributes").path("type").asText();
    return new Node(
        sent.path("attributes").path("referenceId").asText(),
        schema.find(named).orElse(type),
        values,
        children,
        depth);
  }

  private static void check(Node node, Set<String> references, int made) {
    if (node.reference().isEmpty() || !references.add(node.reference())) {
      throw new RestException(
          400, "INVALID_INPUT", "Duplicate or missing ReferenceId: " + node.reference());
    }
    if (made >= MOST_RECORDS || node.depth() > MOST_LEVELS) {
      throw new RestException(
          400,
          "INVALID_INPUT",
          "A request can have at most " + MOST_RECORDS + " records on " + MOST_LEVELS + " levels");
    }
  }

  private static Answer failed(Node node, RestException e) {
    ObjectNode answer = Json.object().put("hasErrors", true);
    answer
        .putArray("results")
        .addObject()
        .put("referenceId", node.reference())
        .putArray("errors")
        .add(e.toRecordError());
    return Answer.json(400, answer);
  }
}
