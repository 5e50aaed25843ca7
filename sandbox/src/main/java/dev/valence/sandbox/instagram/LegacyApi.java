package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens.Standing;
import dev.valence.sandbox.face.User;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code api.instagram.com/v1}: one's own account and media. */
final class LegacyApi {

  /** The first segment of its paths. */
  static final String VERSION = "v1";

  private static final int CALLS_PER_HOUR = 5000;
  private static final int DEFAULT_COUNT = 20;
  private static final int HIGHEST_COUNT = 33;

  private final AccessTokens tokens;
  private final MediaStore media;
  private final LegacyNodes nodes;
  private final Usage usage;
  private final Function<Request, String> origin;

  /**
   * The API.
   *
   * @param origin the scheme and authority at which a call came in
   */
  LegacyApi(
      AccessTokens tokens,
      MediaStore media,
      LegacyNodes nodes,
      Usage usage,
      Function<Request, String> origin) {
    this.tokens = tokens;
    this.media = media;
    this.nodes = nodes;
    this.usage = usage;
    this.origin = origin;
  }

  Answer answer(Request request, List<String> path) {
    try {
      Map<String, String> parameters = request.queryParameters();
      Session session = authenticate(parameters);
      long remaining = Math.max(0, CALLS_PER_HOUR - usage.count(session.token()));
      Map<String, String> headers =
          Map.of(
              "X-Ratelimit-Limit",
              Integer.toString(CALLS_PER_HOUR),
              "X-Ratelimit-Remaining",
              Long.toString(remaining));
      try {
        return Answer.json(200, run(request, path, parameters, session)).with(headers);
      } catch (LegacyException e) {
        return e.enveloped().with(headers);
      }
    } catch (LegacyException e) {
      return e.enveloped();
    }
  }

  private Session authenticate(Map<String, String> parameters) {
    String token = parameters.getOrDefault("access_token", "");
    if (token.isEmpty()) {
      throw new LegacyException(
          400, "OAuthParameterException", "Missing client_id or access_token URL parameter.");
    }
    if (tokens.standing(token, Generation.LEGACY) instanceof Standing.Valid valid) {
      return new Session(valid.grant(), token);
    }
    throw new LegacyException(
        400, "OAuthAccessTokenException", "The access_token provided is invalid.");
  }

  private ObjectNode run(
      Request request, List<String> path, Map<String, String> parameters, Session session) {
    if (!request.method().equals("GET")) {
      throw new LegacyException(405, "APIMethodNotAllowedError", "this method is not allowed");
    }
    List<Media> own = media.newestFirst(session.user());
    boolean users = path.size() > 1 && path.getFirst().equals("users");
    if (users && path.size() == 2) {
      checkSelf(path.get(1), session.user());
      return envelope(nodes.user(session.user(), own.size()));
    }
    if (users && path.size() == 4 && path.subList(2, 4).equals(List.of("media", "recent"))) {
      checkSelf(path.get(1), session.user());
      return recent(own, request, parameters, session.token());
    }
    if (path.size() == 2 && path.getFirst().equals("media")) {
      String id = path.get(1);
      return one(own, entry -> LegacyNodes.id(entry).equals(id) || entry.id().equals(id));
    }
    if (path.size() == 3 && path.subList(0, 2).equals(List.of("media", "shortcode"))) {
      return one(own, entry -> entry.item().shortcode().equals(path.get(2)));
    }
    throw new LegacyException(404, "APINotFoundError", "this page does not exist");
  }

  private static void checkSelf(String id, User user) {
    if (!id.equals("self") && !id.equals(user.id())) {
      throw new LegacyException(400, "APINotAllowedError", "you cannot view this resource");
    }
  }

  private ObjectNode one(List<Media> own, Predicate<Media> wanted) {
    return own.stream()
        .filter(wanted)
        .findFirst()
        .map(found -> envelope(nodes.media(found)))
        .orElseThrow(() -> new LegacyException(400, "APINotFoundError", "invalid media id"));
  }

  private ObjectNode recent(
      List<Media> own, Request request, Map<String, String> parameters, String token) {
    int count = count(parameters.getOrDefault("count", ""));
    int from = after(own, parameters.getOrDefault("max_id", ""));
    int newest = before(own, parameters.getOrDefault("min_id", ""));
    int to = Math.max(from, Math.min(from + count, newest));
    ArrayNode data = Json.MAPPER.createArrayNode();
    own.subList(from, to).forEach(entry -> data.add(nodes.media(entry)));
    ObjectNode envelope = envelope(data);
    ObjectNode pagination = envelope.putObject("pagination");
    if (to > from && to < newest) {
      String last = LegacyNodes.id(own.get(to - 1));
      QueryStringEncoder next = new QueryStringEncoder(origin.apply(request) + request.path());
      next.addParam("access_token", token);
      next.addParam("count", Integer.toString(count));
      next.addParam("max_id", last);
      pagination.put("next_max_id", last).put("next_url", next.toString());
    }
    return envelope;
  }

  /** Where the media older than {@code max_id} begin. */
  private static int after(List<Media> own, String maxId) {
    return maxId.isEmpty() ? 0 : indexOf(own, maxId, "max_id") + 1;
  }

  /** Where the media newer than {@code min_id} end. */
  private static int before(List<Media> own, String minId) {
    return minId.isEmpty() ? own.size() : indexOf(own, minId, "min_id");
  }

  private static int indexOf(List<Media> own, String id, String parameter) {
    for (int index = 0; index < own.size(); index++) {
      if (LegacyNodes.id(own.get(index)).equals(id) || own.get(index).id().equals(id)) {
        return index;
      }
    }
    throw invalid(parameter);
  }

  private static int count(String text) {
    if (text.isEmpty()) {
      return DEFAULT_COUNT;
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw invalid("count");
    }
    return Math.min(Integer.parseInt(text), HIGHEST_COUNT);
  }

  private static LegacyException invalid(String parameter) {
    return new LegacyException(
        400, "APIInvalidParametersError", "Invalid value for parameter " + parameter);
  }

  private static ObjectNode envelope(JsonNode data) {
    ObjectNode envelope = Json.object();
    envelope.putObject("meta").put("code", 200);
    envelope.set("data", data);
    return envelope;
  }
}
