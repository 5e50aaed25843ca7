package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The REST API of the organization, below {@code /services/data}. */
final class InstanceApi {

  private static final int LONGEST_ADDRESS = 16 * 1024;

  private final Tokens tokens;
  private final SObjects objects;
  private final Queries queries;
  private final Search search;
  private final Connect connect;
  private final Knowledge knowledge;
  private final Reports reports;
  private final Composite composite;
  private final RecordCollections collections;
  private final RecordTrees trees;
  private final DailyRequests requests;

  InstanceApi(
      Tokens tokens,
      SObjects objects,
      Queries queries,
      Search search,
      Connect connect,
      Knowledge knowledge,
      Reports reports,
      Composite composite,
      RecordCollections collections,
      RecordTrees trees,
      DailyRequests requests) {
    this.tokens = tokens;
    this.objects = objects;
    this.queries = queries;
    this.search = search;
    this.connect = connect;
    this.knowledge = knowledge;
    this.reports = reports;
    this.composite = composite;
    this.collections = collections;
    this.trees = trees;
    this.requests = requests;
  }

  Answer answer(Request request, Hosts hosts) throws IOException {
    if (request.path().length() + request.query().length() > LONGEST_ADDRESS) {
      return Answer.text(414, "URI Too Long");
    }
    try {
      List<String> segments = segments(request.path());
      if (segments.isEmpty()) {
        return Versions.list();
      }
      Versions.check(segments.getFirst());
      Tokens.Standing.Valid session = authenticate(request);
      Call call =
          new Call(
              request,
              method(request),
              Versions.PREFIX + "/" + segments.getFirst(),
              segments.subList(1, segments.size()),
              session.grant().user().id(),
              null);
      boolean allowed = requests.take();
      Answer answer = allowed ? attempt(call, hosts) : DailyRequests.exceeded().toAnswer();
      return answer.with("Sforce-Limit-Info", requests.info());
    } catch (RestException e) {
      return e.toAnswer();
    }
  }

  private Answer attempt(Call call, Hosts hosts) throws IOException {
    try {
      return route(call, hosts);
    } catch (RestException e) {
      return e.toAnswer();
    }
  }

  void reset() {
    requests.reset();
  }

  private Answer route(Call call, Hosts hosts) throws IOException {
    int depth = call.resource().size();
    return switch (depth == 0 ? "" : call.segment(0)) {
      case "" -> resources(call);
      case "limits" -> limits(call);
      case "sobjects" -> objects.answer(call);
      case "query" -> query(call, false);
      case "queryAll" -> query(call, true);
      case "search" -> search.sosl(call);
      case "parameterizedSearch" -> search.parameterized(call);
      case "connect", "chatter" -> connect.answer(call, hosts);
      case "composite" -> composite(call, hosts);
      case "analytics" -> reports.answer(call);
      case "knowledgeManagement" -> knowledge.answer(call);
      case "support" -> DataCategories.answer(call);
      default -> throw RestException.notFound();
    };
  }

  private Answer composite(Call call, Hosts hosts) throws IOException {
    return switch (call.resource().size() == 1 ? "" : call.segment(1)) {
      case "", "batch", "graph" -> composite.answer(call, part -> attempt(part, hosts));
      case "sobjects" -> collections.answer(call);
      case "tree" -> trees.answer(call);
      default -> throw RestException.notFound();
    };
  }

  private Answer query(Call call, boolean withDeleted) {
    requireGet(call);
    return switch (call.resource().size()) {
      case 1 -> queries.run(call, withDeleted);
      case 2 -> queries.more(call, call.segment(1));
      default -> throw RestException.notFound();
    };
  }

  private static Answer resources(Call call) {
    requireGet(call);
    ObjectNode resources = Json.object();
    for (String name :
        List.of(
            "analytics",
            "chatter",
            "composite",
            "connect",
            "knowledgeManagement",
            "limits",
            "parameterizedSearch",
            "query",
            "queryAll",
            "search",
            "sobjects",
            "support")) {
      resources.put(name, call.base() + "/" + name);
    }
    return Answer.json(200, resources);
  }

  private Answer limits(Call call) {
    requireGet(call);
    if (call.resource().size() > 1) {
      throw RestException.notFound();
    }
    ObjectNode limits = Json.object();
    limits
        .putObject("DailyApiRequests")
        .put("Max", requests.most())
        .put("Remaining", requests.left());
    limits.putObject("DataStorageMB").put("Max", 5).put("Remaining", 5);
    limits.set("FileStorageMB", connect.storage());
    return Answer.json(200, limits);
  }

  static void requireGet(Call call) {
    if (!call.method().equals("GET")) {
      throw RestException.methodNotAllowed(call.method(), "GET");
    }
  }

  private Tokens.Standing.Valid authenticate(Request request) {
    String token = Identity.token(request);
    if (token == null || !(tokens.standing(token) instanceof Tokens.Standing.Valid valid)) {
      throw new RestException(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }
    if (!Scopes.allowRest(valid.scopes())) {
      throw new RestException(
          403, "INVALID_SESSION_ID", "This session is not valid for use with the REST API");
    }
    return valid;
  }

  /** Clients that cannot send PATCH name it in a parameter of a POST. */
  private static String method(Request request) {
    return request.method().equals("POST")
        ? request.queryParameters().getOrDefault("_HttpMethod", "POST")
        : request.method();
  }

  /** What is in the path behind the prefix; slashes at its end do not count. */
  private static List<String> segments(String path) {
    return Arrays.stream(path.substring(Versions.PREFIX.length()).split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(QueryStringDecoder::decodeComponent)
        .toList();
  }
}
