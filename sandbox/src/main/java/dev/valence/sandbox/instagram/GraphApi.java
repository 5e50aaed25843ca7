package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens.Standing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code graph.instagram.com} and {@code graph.facebook.com}: objects and their edges, with or
 * without a version before them.
 */
final class GraphApi {

  private final Generation generation;
  private final FaceState state;
  private final AccessTokens tokens;
  private final LongLivedTokens longLived;
  private final World world;
  private final GraphValues values;
  private final Containers containers;
  private final Hashtags hashtags;
  private final Insights insights;
  private final RateLimits limits;
  private final Function<Request, String> origin;

  /**
   * The API of one login.
   *
   * @param origin the scheme and authority at which a call came in
   */
  GraphApi(
      Generation generation,
      FaceState state,
      AccessTokens tokens,
      World world,
      GraphValues values,
      Containers containers,
      Hashtags hashtags,
      RateLimits limits,
      Function<Request, String> origin) {
    this.generation = generation;
    this.state = state;
    this.tokens = tokens;
    this.longLived = new LongLivedTokens(state, tokens);
    this.world = world;
    this.values = values;
    this.containers = containers;
    this.hashtags = hashtags;
    this.insights = new Insights(world);
    this.limits = limits;
    this.origin = origin;
  }

  Answer answer(Request request) throws IOException {
    try {
      Map<String, String> parameters = parameters(request);
      Session session = authenticate(request, parameters);
      RateLimits.Reading reading = limits.count(session);
      try {
        reading
            .refusal()
            .ifPresent(refusal -> {
              throw refusal;
            });
        return Answer.json(200, run(request, parameters, session)).with(reading.headers());
      } catch (GraphException e) {
        return e.answer().with(reading.headers());
      }
    } catch (GraphException e) {
      return e.answer();
    }
  }

  /** The parameters of the query, of a form and of a JSON object, which are the same to Meta. */
  private static Map<String, String> parameters(Request request) throws IOException {
    if (!request.mediaType().equals("application/json")) {
      return request.formParameters();
    }
    Map<String, String> parameters = new HashMap<>(request.queryParameters());
    String body = request.body().text();
    if (!body.isBlank()) {
      try {
        for (Map.Entry<String, JsonNode> field : Json.MAPPER.readTree(body).properties()) {
          JsonNode value = field.getValue();
          parameters.put(
              field.getKey(), value.isContainerNode() ? value.toString() : value.asText());
        }
      } catch (JsonProcessingException e) {
        throw GraphException.invalidParameter("The body is no JSON");
      }
    }
    return parameters;
  }

  private Session authenticate(Request request, Map<String, String> parameters) {
    String header = request.headers().getOrDefault("authorization", "");
    String token =
        header.regionMatches(true, 0, "Bearer ", 0, 7)
            ? header.substring(7).strip()
            : parameters.getOrDefault("access_token", "");
    if (token.isEmpty()) {
      throw GraphException.noToken();
    }
    return switch (tokens.standing(token, generation)) {
      case Standing.Valid valid -> new Session(generation, valid.grant(), token);
      case Standing.Expired _ -> throw GraphException.expiredToken();
      case Standing.Unknown _ -> throw GraphException.invalidToken();
    };
  }

  private ObjectNode run(Request request, Map<String, String> parameters, Session session) {
    List<String> path = new ArrayList<>(InstagramFace.segments(request.path()));
    String version = "";
    if (!path.isEmpty() && path.getFirst().matches(InstagramFace.VERSION)) {
      version = "/" + path.removeFirst();
    }
    if (path.isEmpty() || path.size() > 2) {
      throw GraphException.unknownPath("/" + String.join("/", path));
    }
    String first = path.getFirst();
    String edge = path.size() == 2 ? path.getLast() : "";
    String method = method(request, parameters);
    GraphReader reader =
        new GraphReader(
            origin.apply(request) + version, session.token(), state.options().emptyPages());
    if (generation == Generation.CURRENT && edge.isEmpty() && method.equals("GET")) {
      if (first.equals("access_token")) {
        return longLived.exchange(session, parameters);
      }
      if (first.equals("refresh_access_token")) {
        return longLived.refresh(session, parameters);
      }
    }
    boolean ofPerson = generation == Generation.FACEBOOK && first.equals("me");
    if (!ofPerson) {
      session.require(Permission.BASIC);
    }
    GraphView view = new GraphView(world, values, containers, hashtags, insights, session);
    return switch (method) {
      case "GET" -> read(first, edge, parameters, view, reader, session);
      case "POST" -> writes(view, session).post(first, edge, parameters);
      case "DELETE" -> {
        if (!edge.isEmpty()) {
          throw GraphException.unsupported("delete", first);
        }
        yield writes(view, session).delete(first);
      }
      default -> throw GraphException.unsupported(method.toLowerCase(Locale.ROOT), first);
    };
  }

  private GraphWrites writes(GraphView view, Session session) {
    return new GraphWrites(world, containers, view, session);
  }

  /** A parameter can name the method of a call that posts. */
  private static String method(Request request, Map<String, String> parameters) {
    String named = parameters.getOrDefault("method", "").toUpperCase(Locale.ROOT);
    return request.method().equals("POST") && !named.isEmpty() ? named : request.method();
  }

  private ObjectNode read(
      String first,
      String edge,
      Map<String, String> parameters,
      GraphView view,
      GraphReader reader,
      Session session) {
    if (first.equals("ig_hashtag_search") && edge.isEmpty() && generation == Generation.FACEBOOK) {
      view.requireAccount(parameters);
      String id = hashtags.search(session.user(), parameters.getOrDefault("q", ""));
      ObjectNode found = Json.object();
      found.putArray("data").addObject().put("id", id);
      return found;
    }
    GraphNode node = view.find(first).orElseThrow(() -> GraphException.unsupported("get", first));
    return edge.isEmpty()
        ? reader.object(node, Field.parse(parameters.get("fields")))
        : reader.edge(node, edge, parameters);
  }
}
