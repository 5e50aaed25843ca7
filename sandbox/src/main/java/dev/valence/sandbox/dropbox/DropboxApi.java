package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The conventions all functions under {@code /2/} have in common. */
final class DropboxApi {

  static final String PREFIX = "/2/";

  private static final String ARGUMENT_HEADER = "dropbox-api-arg";
  private static final int MAX_ARGUMENT_BYTES = 1024 * 1024;
  private static final Set<String> RPC_TYPES =
      Set.of("application/json", "text/plain; charset=dropbox-cors-hack");
  private static final Set<String> UPLOAD_TYPES =
      Set.of("application/octet-stream", "text/plain; charset=dropbox-cors-hack");
  private static final Set<String> DOWNLOAD_TYPES =
      Set.of("application/octet-stream", "text/plain");

  private final Tokens tokens;
  private final DropboxFiles files;
  private final Map<String, Route> routes = new HashMap<>();

  DropboxApi(Tokens tokens, DropboxFiles files, List<Map<String, Route>> routes) {
    this.tokens = tokens;
    this.files = files;
    routes.forEach(this.routes::putAll);
  }

  Map<String, Route> routes() {
    return Map.copyOf(routes);
  }

  Answer answer(Request request) throws IOException {
    String function = request.path().substring(PREFIX.length());
    Route route = routes.get(function);
    if (route == null) {
      return Answer.text(400, "Unknown API function: \"" + function + "\"");
    }
    boolean readable = route.style() == Route.Style.DOWNLOAD && request.method().equals("GET");
    if (!request.method().equals("POST") && !readable) {
      return Answer.text(405, "This function must be called with POST.").with("Allow", "POST");
    }
    try {
      return run(route, request);
    } catch (ApiException.BadArgument e) {
      return Answer.text(400, "Error in call to API function \"" + function + "\": " + e.text());
    } catch (ApiException.Unauthorized e) {
      return failure(401, e.tag(), e.error());
    } catch (ApiException.NotForThisAccount e) {
      return failure(403, e.summary(), e.error());
    } catch (ApiException.EndpointError e) {
      return failure(409, e.summary(), e.error());
    }
  }

  private Session authenticate(Request request, Route route) {
    String header = request.header("authorization");
    if (header == null) {
      throw new ApiException.BadArgument(
          "Must provide HTTP header \"Authorization\" or URL parameter \"authorization\".");
    }
    // Schemes are compared without case, RFC 9110, 11.1.
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new ApiException.BadArgument(
          "Invalid authorization value in HTTP header \"Authorization\": expecting \"Bearer"
              + " <access token>\".");
    }
    return switch (tokens.standing(header.substring(7).strip())) {
      case Tokens.Standing.Expired expired ->
          throw new ApiException.Unauthorized("expired_access_token", null);
      case Tokens.Standing.Unknown unknown ->
          throw new ApiException.Unauthorized("invalid_access_token", null);
      case Tokens.Standing.Valid valid -> {
        String scope = route.scope();
        if (scope != null && !valid.scopes().contains(scope)) {
          throw new ApiException.Unauthorized("missing_scope", scope);
        }
        yield new Session(valid.grant(), files.treeOf(valid.grant().user()));
      }
    };
  }

  private Answer run(Route route, Request request) throws IOException {
    return switch (route.operation()) {
      case Route.Open operation -> operation.run(argument(route, request), request);
      case Route.WithoutArgument operation -> {
        Session session = authenticate(request, route);
        checkType(route, request);
        Arguments.parseNone(json(route, request), where(route));
        yield operation.run(session);
      }
      case Route.WithArgument operation -> {
        Session session = authenticate(request, route);
        yield operation.run(session, argument(route, request), request);
      }
    };
  }

  private static Arguments argument(Route route, Request request) throws IOException {
    checkType(route, request);
    return Arguments.parse(json(route, request), where(route));
  }

  private static String json(Route route, Request request) throws IOException {
    return route.style() == Route.Style.RPC ? bodyText(request) : headerText(request, where(route));
  }

  private static String where(Route route) {
    return route.style() == Route.Style.RPC ? "request body" : "HTTP header \"Dropbox-API-Arg\"";
  }

  private static void checkType(Route route, Request request) {
    String sent = request.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    boolean empty = sent.isBlank() && (route.style() != Route.Style.RPC || hasNoBody(request));
    Set<String> accepted =
        switch (route.style()) {
          case RPC -> RPC_TYPES;
          case UPLOAD -> UPLOAD_TYPES;
          case DOWNLOAD -> DOWNLOAD_TYPES;
        };
    if (!empty && !accepted.contains(sent.strip()) && !accepted.contains(request.mediaType())) {
      throw new ApiException.BadArgument(
          "Bad HTTP \"Content-Type\" header: \""
              + sent
              + "\". Expecting one of "
              + String.join(", ", accepted.stream().sorted().map(type -> '"' + type + '"').toList())
              + ".");
    }
  }

  private static boolean hasNoBody(Request request) {
    return request.body().size() == 0;
  }

  private static String bodyText(Request request) throws IOException {
    if (request.body().size() > MAX_ARGUMENT_BYTES) {
      throw new ApiException.BadArgument("request body: too large");
    }
    return request.body().text();
  }

  private static String headerText(Request request, String where) {
    String header = request.header(ARGUMENT_HEADER);
    String json = header == null ? request.queryParameters().get("arg") : header;
    if (json == null) {
      throw new ApiException.BadArgument(
          "Must provide HTTP header \"Dropbox-API-Arg\" or URL parameter \"arg\".");
    }
    // A header is ASCII; other characters have to be escaped within the JSON.
    if (header != null && !header.chars().allMatch(character -> character < 0x7f)) {
      throw new ApiException.BadArgument(where + ": could not decode input as JSON");
    }
    return json;
  }

  private static Answer failure(int status, String summary, ObjectNode error) {
    // The number of dots is random, so that nobody compares the summary as a whole.
    String dots = ".".repeat(ThreadLocalRandom.current().nextInt(1, 4));
    ObjectNode body = Json.object().put("error_summary", summary + "/" + dots);
    body.set("error", error);
    return Answer.json(status, body);
  }
}
