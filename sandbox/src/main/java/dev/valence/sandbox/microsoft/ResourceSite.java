package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens;
import dev.valence.sandbox.face.User;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code graph.microsoft.com} or {@code contoso-my.sharepoint.com}. */
final class ResourceSite {

  private static final Pattern PERSONAL = Pattern.compile("(/personal/[^/]+)?(/.*)");

  // Neither a name nor an identifier has a colon or a slash, so that both may come encoded, as they
  // do from clients that take a path for an identifier.
  private static final Pattern ENCODED_COLON = Pattern.compile("%3a", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENCODED_SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);

  private static final List<String> UNSUPPORTED = List.of("skip", "expand", "filter", "search");

  private final Resource resource;
  private final FaceState state;
  private final MicrosoftFiles files;
  private final Downloads downloads;
  private final Addresses addresses;
  private final InstantSource clock;

  ResourceSite(
      Resource resource,
      FaceState state,
      MicrosoftFiles files,
      Downloads downloads,
      Addresses addresses,
      InstantSource clock) {
    this.resource = resource;
    this.state = state;
    this.files = files;
    this.downloads = downloads;
    this.addresses = addresses;
    this.clock = clock;
  }

  Answer answer(Request request) {
    String requestId = UUID.randomUUID().toString();
    String clientRequestId =
        Objects.requireNonNullElse(request.header("client-request-id"), requestId);
    Answer answer;
    try {
      answer =
          resource == Resource.SHAREPOINT && Downloads.isFor(request)
              ? downloads.answer(request)
              : route(request);
    } catch (ApiException e) {
      answer = failure(e, requestId, clientRequestId);
    }
    return answer.with(Map.of("request-id", requestId, "client-request-id", clientRequestId));
  }

  private Answer failure(ApiException failure, String requestId, String clientRequestId) {
    ObjectNode body = Json.object();
    ObjectNode error =
        body.putObject("error")
            .put("code", failure.code())
            .put("message", String.valueOf(failure.getMessage()));
    error
        .putObject(resource.innerErrorName())
        .put("date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""))
        .put("request-id", requestId)
        .put("client-request-id", clientRequestId);
    Answer answer = Answer.json(failure.status(), body);
    return failure.status() == 401 ? answer.with("WWW-Authenticate", challenge()) : answer;
  }

  private String challenge() {
    return "Bearer realm=\"%s\", authorization_uri=\"%s/common/oauth2/authorize\", client_id=\"%s\""
        .formatted(
            resource == Resource.GRAPH ? "" : LoginSite.TENANT_ID,
            addresses.of(Addresses.LOGIN),
            resource.applicationId());
  }

  private Answer route(Request request) {
    String path = ENCODED_COLON.matcher(request.path()).replaceAll(":");
    Matcher parts = PERSONAL.matcher(ENCODED_SLASH.matcher(path).replaceAll("/"));
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
    return answer(address, json, request, query);
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

  private Answer answer(DriveAddress address, DriveJson json, Request request, QueryOptions query) {
    Access access = json.access();
    boolean delete =
        request.method().equals("DELETE") && address.itemId() != null && address.action().isEmpty();
    if (!delete) {
      requireRead(request);
    }
    access.requireFiles(delete);
    if (address.driveId() != null && !address.driveId().equals(access.drive().id())) {
      throw ApiException.notFound();
    }
    if (address.itemId() == null) {
      return Answer.json(200, json.select(json.drive(), query));
    }
    Drive.Node node =
        access.drive().find(address.itemId(), address.path()).orElseThrow(ApiException::notFound);
    if (delete) {
      access.drive().delete(node.item().id(), request.header("if-match"));
      return Answer.empty(204);
    }
    return switch (address.action()) {
      case "" -> Answer.json(200, json.select(json.item(node), query));
      case "children" ->
          new Listing(
                  json,
                  addresses.origin(resource.site(), request) + request.path(),
                  state.options().emptyPages())
              .page(node, query);
      case "content" -> content(json, node.item());
      default ->
          throw ApiException.invalidRequest(
              "Resource not found for the segment '" + address.action() + "'.");
    };
  }

  private static Answer content(DriveJson json, Item item) {
    if (item.content() == null) {
      throw ApiException.invalidRequest("You cannot get content for a folder");
    }
    return Answer.redirect(json.downloadUrl(item));
  }

  private static void requireRead(Request request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw ApiException.methodNotAllowed();
    }
  }
}
