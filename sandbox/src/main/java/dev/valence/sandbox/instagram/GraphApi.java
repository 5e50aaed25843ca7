package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens.Standing;
import dev.valence.sandbox.face.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code graph.instagram.com}: objects and their edges, with or without a version before them. */
final class GraphApi {

  private static final String VERSION = "v\\d+\\.\\d+";
  private static final int CALLS_PER_HOUR = 4800;

  private final FaceState state;
  private final AccessTokens tokens;
  private final LongLivedTokens longLived;
  private final MediaStore media;
  private final GraphNodes nodes;
  private final Usage usage;
  private final Function<Request, String> origin;

  /**
   * The API.
   *
   * @param origin the scheme and authority at which a call came in
   */
  GraphApi(
      FaceState state,
      AccessTokens tokens,
      MediaStore media,
      GraphNodes nodes,
      Usage usage,
      Function<Request, String> origin) {
    this.state = state;
    this.tokens = tokens;
    this.longLived = new LongLivedTokens(state, tokens);
    this.media = media;
    this.nodes = nodes;
    this.usage = usage;
    this.origin = origin;
  }

  Answer answer(Request request) {
    try {
      Map<String, String> parameters = request.queryParameters();
      Session session = authenticate(request, parameters);
      Map<String, String> headers = usageHeaders(session.user());
      try {
        return Answer.json(200, run(request, parameters, session)).with(headers);
      } catch (GraphException e) {
        return e.answer().with(headers);
      }
    } catch (GraphException e) {
      return e.answer();
    }
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
    return switch (tokens.standing(token, Generation.CURRENT)) {
      case Standing.Valid valid -> new Session(valid.grant(), token);
      case Standing.Expired _ -> throw GraphException.expiredToken();
      case Standing.Unknown _ -> throw GraphException.invalidToken();
    };
  }

  private Map<String, String> usageHeaders(User user) {
    long percent = Math.min(100, usage.count(user.id()) * 100 / CALLS_PER_HOUR);
    ObjectNode counts =
        Json.object().put("call_count", percent).put("total_cputime", 0).put("total_time", 0);
    ObjectNode business =
        counts.deepCopy().put("type", "instagram").put("estimated_time_to_regain_access", 0);
    ObjectNode byAccount = Json.object();
    byAccount.putArray(user.id()).add(business);
    return Map.of(
        "X-App-Usage", Json.write(counts), "X-Business-Use-Case-Usage", Json.write(byAccount));
  }

  private ObjectNode run(Request request, Map<String, String> parameters, Session session) {
    List<String> path = new ArrayList<>(InstagramFace.segments(request.path()));
    if (!path.isEmpty() && path.getFirst().matches(VERSION)) {
      path.removeFirst();
    }
    String first = path.isEmpty() ? "" : path.getFirst();
    if (!request.method().equals("GET")) {
      throw GraphException.unsupported(request.method().toLowerCase(Locale.ROOT), first);
    }
    if (path.isEmpty() || path.size() > 2) {
      throw GraphException.unknownPath("/" + String.join("/", path));
    }
    if (path.size() == 1 && first.equals("access_token")) {
      return longLived.exchange(session, parameters);
    }
    if (path.size() == 1 && first.equals("refresh_access_token")) {
      return longLived.refresh(session, parameters);
    }
    if (!session.grant().scopes().contains(Generation.CURRENT.basicScope())) {
      throw GraphException.noPermission();
    }
    String edge = path.size() == 2 ? path.getLast() : "";
    boolean self = first.equals("me") || first.equals(session.user().id());
    return self
        ? ofUser(edge, request, parameters, session)
        : ofMedia(first, edge, parameters, session.user());
  }

  private ObjectNode ofUser(
      String edge, Request request, Map<String, String> parameters, Session session) {
    List<Media> own = media.newestFirst(session.user());
    return switch (edge) {
      case "" ->
          GraphNodes.select(
              nodes.user(session.user(), own),
              GraphNodes.Type.USER,
              Field.parse(parameters.get("fields")));
      case "media" ->
          new MediaListing(
                  own,
                  nodes,
                  state.options().emptyPages(),
                  origin.apply(request) + request.path(),
                  session.token())
              .page(parameters);
      default -> throw GraphException.unknownPath("/" + edge);
    };
  }

  private ObjectNode ofMedia(String id, String edge, Map<String, String> parameters, User user) {
    ObjectNode node = find(id, user).orElseThrow(() -> GraphException.unsupported("get", id));
    List<Field> fields = Field.parse(parameters.get("fields"));
    return switch (edge) {
      case "" -> GraphNodes.select(node, GraphNodes.Type.MEDIA, fields);
      case "children" ->
          GraphNodes.list(node.path("children").path("data"), GraphNodes.Type.MEDIA, fields);
      default -> throw GraphException.unknownPath("/" + edge);
    };
  }

  /** Something of the user's own, or a part of it. */
  private Optional<ObjectNode> find(String id, User user) {
    for (Media entry : media.newestFirst(user)) {
      if (entry.id().equals(id)) {
        return Optional.of(nodes.media(entry));
      }
      for (Media.Item child : entry.children()) {
        if (child.id().equals(id)) {
          return Optional.of(nodes.item(entry, child));
        }
      }
    }
    return Optional.empty();
  }
}
