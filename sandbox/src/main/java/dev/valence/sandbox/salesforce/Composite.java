package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code composite}, whose parts can refer to the answers of parts before them, {@code
 * composite/batch}, whose parts know nothing of each other, and {@code composite/graph}.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm">
 *     Composite</a>
 */
final class Composite {

  /** How a part is answered. */
  interface Parts {

    /** The answer to a call, which is an error where the call is refused. */
    Answer answer(Call part) throws IOException;
  }

  /** The answer to a part. */
  private record Result(String id, Answer answer) {

    boolean failed() {
      return answer.status() >= 400;
    }

    ObjectNode toJson() throws IOException {
      ObjectNode json = Json.object();
      json.set("body", json(answer));
      ObjectNode headers = json.putObject("httpHeaders");
      answer.headers().entrySet().stream()
          .filter(header -> header.getKey().equals("Location"))
          .forEach(header -> headers.put(header.getKey(), header.getValue()));
      return json.put("httpStatusCode", answer.status()).put("referenceId", id);
    }
  }

  private static final int MOST_PARTS = 25;
  private static final int MOST_GRAPH_NODES = 500;

  Answer answer(Call call, Parts parts) throws IOException {
    if (call.resource().size() > 2) {
      throw RestException.notFound();
    }
    if (call.resource().size() == 1 && call.method().equals("GET")) {
      ObjectNode resources = Json.object();
      for (String name : List.of("batch", "graph", "sobjects", "tree")) {
        resources.put(name, call.base() + "/composite/" + name);
      }
      return Answer.json(200, resources);
    }
    if (!call.method().equals("POST")) {
      throw RestException.methodNotAllowed(call.method(), "POST");
    }
    return switch (call.resource().size() == 1 ? "" : call.segment(1)) {
      case "batch" -> batch(call, parts);
      case "graph" -> graphs(call, parts);
      default -> composite(call, parts);
    };
  }

  private static Answer composite(Call call, Parts parts) throws IOException {
    ObjectNode body = call.body();
    List<JsonNode> requests = requests(body, "compositeRequest", MOST_PARTS);
    return Answer.json(
        200, responses(all(call, parts, requests, body.path("allOrNone").asBoolean())));
  }

  private static Answer graphs(Call call, Parts parts) throws IOException {
    ObjectNode answer = Json.object();
    ArrayNode graphs = answer.putArray("graphs");
    for (JsonNode graph : call.body().path("graphs")) {
      List<JsonNode> requests = requests(graph, "compositeRequest", MOST_GRAPH_NODES);
      List<Result> results = all(call, parts, requests, true);
      graphs
          .addObject()
          .put("graphId", graph.path("graphId").asText())
          .put("isSuccessful", results.stream().noneMatch(Result::failed))
          .set("graphResponse", responses(results));
    }
    return Answer.json(200, answer);
  }

  private static ObjectNode responses(List<Result> results) throws IOException {
    ObjectNode answer = Json.object();
    ArrayNode responses = answer.putArray("compositeResponse");
    for (Result result : results) {
      responses.add(result.toJson());
    }
    return answer;
  }

  private static List<Result> all(
      Call call, Parts parts, List<JsonNode> requests, boolean allOrNone) throws IOException {
    Set<String> ids = new HashSet<>();
    for (JsonNode request : requests) {
      if (!ids.add(request.path("referenceId").asText())) {
        throw new RestException(
            400,
            "INVALID_INPUT",
            "Duplicate or missing referenceId: " + request.path("referenceId").asText());
      }
    }
    return Transaction.in(transaction -> {
      List<Result> results = new ArrayList<>();
      References references = new References();
      for (JsonNode request : requests) {
        Result result = one(call, parts, request, references);
        results.add(result);
        if (result.failed() && allOrNone) {
          transaction.rollBack();
          return halted(requests, result);
        }
        if (!result.failed()) {
          references.put(result.id(), json(result.answer()));
        }
      }
      return results;
    });
  }

  private static Result one(Call call, Parts parts, JsonNode request, References references)
      throws IOException {
    String id = request.path("referenceId").asText();
    try {
      String url = references.fill(request.path("url").asText());
      JsonNode body = references.fill(request.path("body"));
      if (!url.startsWith(Versions.PREFIX + "/")) {
        throw new RestException(400, "INVALID_INPUT", "Invalid subrequest url: " + url);
      }
      return new Result(
          id, parts.answer(part(call, request, url.substring(Versions.PREFIX.length()), body)));
    } catch (RestException e) {
      return new Result(id, e.toAnswer());
    }
  }

  private static List<Result> halted(List<JsonNode> requests, Result failed) {
    RestException halted =
        new RestException(
            400,
            "PROCESSING_HALTED",
            "The transaction was rolled back since another operation in the same transaction"
                + " failed.");
    return requests.stream()
        .map(request -> request.path("referenceId").asText())
        .map(id -> id.equals(failed.id()) ? failed : new Result(id, halted.toAnswer()))
        .toList();
  }

  private static Answer batch(Call call, Parts parts) throws IOException {
    ObjectNode body = call.body();
    boolean halts = body.path("haltOnError").asBoolean();
    boolean failed = false;
    ObjectNode answer = Json.object().put("hasErrors", false);
    ArrayNode results = answer.putArray("results");
    for (JsonNode request : requests(body, "batchRequests", MOST_PARTS)) {
      Answer result;
      if (failed && halts) {
        result =
            new RestException(412, "BATCH_PROCESSING_HALTED", "Batch processing halted per request")
                .toAnswer();
      } else {
        try {
          String url = request.path("url").asText();
          result = parts.answer(part(call, request, "/" + url, request.path("richInput")));
        } catch (RestException e) {
          result = e.toAnswer();
        }
      }
      failed |= result.status() >= 400;
      results.addObject().put("statusCode", result.status()).set("result", json(result));
    }
    return Answer.json(200, answer.put("hasErrors", failed));
  }

  private static List<JsonNode> requests(JsonNode body, String name, int most) {
    if (!(body.get(name) instanceof ArrayNode requests) || requests.isEmpty()) {
      throw new RestException(400, "MISSING_ARGUMENT", "Missing required parameter: " + name);
    }
    if (requests.size() > most) {
      throw new RestException(
          400,
          "LIMIT_EXCEEDED",
          "The number of subrequests exceeds the limit of " + most + ": " + requests.size());
    }
    return requests.valueStream().toList();
  }

  /** A part as a call: its path begins with the version. */
  private static Call part(Call call, JsonNode request, String url, JsonNode body) {
    int question = url.indexOf('?');
    String path = question < 0 ? url : url.substring(0, question);
    List<String> segments =
        Arrays.stream(path.split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(QueryStringDecoder::decodeComponent)
            .toList();
    if (segments.isEmpty()) {
      throw RestException.notFound();
    }
    Versions.check(segments.getFirst());
    ObjectNode sent = body instanceof ObjectNode object ? object : Json.object();
    return call.part(
        request.path("method").asText().toUpperCase(Locale.ROOT),
        Versions.PREFIX + path,
        question < 0 ? "" : url.substring(question + 1),
        segments.subList(1, segments.size()),
        sent);
  }

  private static JsonNode json(Answer answer) throws IOException {
    if (answer.content() instanceof Answer.Content.Bytes bytes && bytes.length() > 0) {
      return Json.MAPPER.readTree(bytes.buffer().getBytes());
    }
    return NullNode.getInstance();
  }
}
