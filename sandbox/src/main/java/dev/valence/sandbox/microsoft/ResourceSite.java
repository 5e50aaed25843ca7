package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code graph.microsoft.com} or {@code contoso-my.sharepoint.com}. */
final class ResourceSite {

  /**
   * The variant of whether an access token is refused at an address that needs none. Microsoft says
   * that it may be, and clients live on that send one.
   */
  static final String TOKENS_AT_OPEN_DOORS = "tokensAtOpenDoors";

  private static final Pattern PERSONAL = Pattern.compile("(/personal/[^/]+)?(/.*)");

  private static final List<String> UNSUPPORTED = List.of("skip", "filter", "search");

  private final Resource resource;
  private final FaceState state;
  private final MicrosoftFiles files;
  private final Downloads downloads;
  private final DriveApi api;
  private final List<OpenDoor> doors;
  private final Addresses addresses;
  private final InstantSource clock;

  ResourceSite(
      Resource resource,
      FaceState state,
      MicrosoftFiles files,
      Downloads downloads,
      DriveApi api,
      List<OpenDoor> doors,
      Addresses addresses,
      InstantSource clock) {
    this.resource = resource;
    this.state = state;
    this.files = files;
    this.downloads = downloads;
    this.api = api;
    this.doors = List.copyOf(doors);
    this.addresses = addresses;
    this.clock = clock;
  }

  Answer answer(Request request) throws IOException {
    String requestId = UUID.randomUUID().toString();
    String clientRequestId =
        Objects.requireNonNullElse(request.header("client-request-id"), requestId);
    Answer answer;
    try {
      Optional<OpenDoor> door = doors.stream().filter(one -> one.isFor(request)).findFirst();
      if (door.isPresent()) {
        checkNoToken(request);
        answer = door.get().answer(request);
      } else {
        answer = route(request);
      }
    } catch (ApiException e) {
      answer = failure(e, requestId, clientRequestId);
    }
    return answer.with(Map.of("request-id", requestId, "client-request-id", clientRequestId));
  }

  /** The address is the authority; a token beside it is taken for a wrong one, at times. */
  private void checkNoToken(Request request) {
    boolean refused = "refused".equals(state.options().variants().get(TOKENS_AT_OPEN_DOORS));
    if (refused && request.header("authorization") != null) {
      throw ApiException.unauthorized(
          resource, "An address that holds its own authority takes no access token.");
    }
  }

  private Answer failure(ApiException failure, String requestId, String clientRequestId) {
    ObjectNode body = Json.object();
    ObjectNode error =
        body.putObject("error")
            .put("code", failure.code())
            .put("message", String.valueOf(failure.getMessage()));
    ObjectNode inner = error.putObject(resource.innerErrorName());
    if (failure.detail() != null) {
      inner.put("code", failure.detail());
    }
    inner
        .put("date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""))
        .put("request-id", requestId)
        .put("client-request-id", clientRequestId);
    Answer answer = Answer.json(failure.status(), body);
    if (failure.location() != null) {
      answer = answer.with("Location", failure.location());
    }
    return failure.status() == 401 ? answer.with("WWW-Authenticate", challenge()) : answer;
  }

  private String challenge() {
    return "Bearer realm=\"%s\", authorization_uri=\"%s/common/oauth2/authorize\", client_id=\"%s\""
        .formatted(
            resource == Resource.GRAPH ? "" : LoginSite.TENANT_ID,
            addresses.of(Addresses.LOGIN),
            resource.applicationId());
  }

  private Answer route(Request request) throws IOException {
    Matcher parts = PERSONAL.matcher(DriveAddress.plain(request.path()));
    Access access = authenticate(request.header("authorization"));
    String base = resource.basePath();
    if (!parts.matches() || !parts.group(2).startsWith(base)) {
      throw ApiException.invalidRequest("Invalid version or path.");
    }
    checkPersonalSite(parts.group(1), access);
    String rest = parts.group(2).substring(base.length());
    QueryOptions query = new QueryOptions(request.queryParameters());
    checkQuery(query);
    DriveJson json =
        new DriveJson(access, addresses.seenBy(request, Resource.SHAREPOINT.site()), downloads);
    if (rest.equals("/me") && resource == Resource.GRAPH) {
      access.requireProfile();
      requireRead(request);
      return Answer.json(200, Profile.of(json, query));
    }
    DriveAddress address =
        DriveAddress.parse(rest)
            .orElseThrow(
                () -> ApiException.invalidRequest("Resource not found for the path " + rest));
    return api.answer(
        new DriveCall(
            request,
            query,
            json,
            address,
            addresses.origin(resource.site(), request) + request.path()));
  }

  private Access authenticate(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw ApiException.unauthorized(resource, "Access token is empty.");
    }
    return switch (state.tokens().standing(header.substring(7).strip())) {
      case Tokens.Standing.Expired expired ->
          throw ApiException.unauthorized(
              resource, "Lifetime validation failed, the token is expired.");
      case Tokens.Standing.Unknown unknown ->
          throw ApiException.unauthorized(resource, "Access token validation failure.");
      case Tokens.Standing.Valid valid -> {
        Set<String> permissions = resource.permissionsOf(valid.scopes());
        if (permissions.isEmpty()) {
          throw ApiException.unauthorized(
              resource, "Access token validation failure. Invalid audience.");
        }
        User user = valid.grant().user();
        yield new Access(user, files.driveOf(user), resource, permissions);
      }
    };
  }

  private void checkPersonalSite(@Nullable String site, Access access) {
    if (site == null) {
      return;
    }
    if (resource == Resource.GRAPH) {
      throw ApiException.invalidRequest("Invalid version or path.");
    }
    if (!site.equalsIgnoreCase(Access.personalSite(access.user()))) {
      throw ApiException.accessDenied();
    }
  }

  private static void checkQuery(QueryOptions query) {
    for (String name : UNSUPPORTED) {
      if (query.get(name) != null) {
        throw ApiException.invalidRequest("$" + name + " is not supported on this API.");
      }
    }
  }

  private static void requireRead(Request request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw ApiException.methodNotAllowed();
    }
  }
}
