package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that arrive in pieces, at addresses that take no token.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/driveitem-createuploadsession">Upload large
 *     files</a>
 */
final class Uploads implements OpenDoor {

  private static final Duration LIFETIME = Duration.ofDays(7);
  private static final int AUTHORITY_BYTES = 48;
  private static final Pattern PATH =
      Pattern.compile("/personal/[^/]+/_api/v2\\.0/drive/items/[^/]+/uploadSession");
  private static final Pattern GUID = Pattern.compile("'([0-9a-f-]{36})'");

  private record Standing(String authority, UploadSession session, DriveJson json) {}

  private final MicrosoftFiles files;
  private final InstantSource clock;
  private final Map<String, Standing> sessions = new ConcurrentHashMap<>();

  Uploads(MicrosoftFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  void reset() {
    sessions.clear();
  }

  /** Begins a session. */
  Answer create(DriveCall call) throws IOException {
    call.require("POST");
    JsonNode body = call.body();
    JsonNode item = body.path("item");
    if (body.path("deferCommit").asBoolean()) {
      throw ApiException.notSupported(400, "The sandbox commits with the last fragment.");
    }
    String startId = Objects.requireNonNullElse(call.address().itemId(), Drive.ROOT);
    List<String> path = call.address().path();
    path.forEach(Names::check);
    Drive.Node start = call.drive().find(startId, List.of()).orElseThrow(ApiException::notFound);
    String name = DriveCall.text(item, "name");
    if (name != null && !path.isEmpty() && !name.equals(path.getLast())) {
      throw ApiException.invalidRequest("The name is not the one in the path.");
    }
    if (path.isEmpty() && start.folder()) {
      throw ApiException.invalidRequest("A file is needed, or the path of one.");
    }
    String eTag = call.request().header("if-match");
    boolean changed =
        eTag != null
            && call.drive()
                .find(startId, path)
                .filter(node -> eTag.equals("*") || eTag.equals(node.item().eTag()))
                .isEmpty();
    if (changed) {
      throw ApiException.resourceModified();
    }
    call.drive().checkSpace(item.path("fileSize").asLong());
    WriteRules rules =
        new WriteRules(call.conflict(item, Conflict.REPLACE), eTag, call.change(item));
    UploadSession session =
        new UploadSession(
            call.access().user(),
            start.item().id(),
            path,
            rules,
            clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.MILLIS),
            files.newFile());
    return Answer.json(200, open(call, session, start.item().id()));
  }

  private ObjectNode open(DriveCall call, UploadSession session, String itemId) {
    String guid = UUID.randomUUID().toString();
    String authority = Secrets.random(AUTHORITY_BYTES);
    // What comes of it is shown as SharePoint shows it, whoever asked for the session.
    Access access =
        new Access(session.user(), call.drive(), Resource.SHAREPOINT, call.access().permissions());
    sessions.put(guid, new Standing(authority, session, call.json().as(access)));
    String url =
        call.json().sharepoint()
            + Access.personalSite(session.user())
            + "/_api/v2.0/drive/items/"
            + itemId
            + "/uploadSession?guid='"
            + guid
            + "'&overwrite="
            + (session.rules().conflict() == Conflict.REPLACE)
            + "&rename="
            + (session.rules().conflict() == Conflict.RENAME)
            + "&tempauth="
            + authority;
    return describe(session).put("uploadUrl", url);
  }

  private static ObjectNode describe(UploadSession session) {
    ObjectNode body = Json.object().put("expirationDateTime", session.end().toString());
    body.putArray("nextExpectedRanges").add(session.received() + "-");
    return body;
  }

  @Override
  public boolean isFor(Request request) {
    return PATH.matcher(request.path()).matches();
  }

  @Override
  public Answer answer(Request request) throws IOException {
    Map<String, String> parameters = request.queryParameters();
    Matcher guid = GUID.matcher(parameters.getOrDefault("guid", ""));
    Standing standing = guid.matches() ? sessions.get(guid.group(1)) : null;
    if (standing == null
        || !standing.authority().equals(parameters.get("tempauth"))
        || clock.instant().isAfter(standing.session().end())) {
      throw ApiException.notFound();
    }
    return switch (request.method()) {
      case "GET" -> Answer.json(200, describe(standing.session()));
      case "PUT" -> put(guid.group(1), standing, request);
      case "DELETE" -> {
        sessions.remove(guid.group(1));
        yield Answer.empty(204);
      }
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private Answer put(String guid, Standing standing, Request request) throws IOException {
    UploadSession session = standing.session();
    UploadSession.Place place = UploadSession.Place.parse(request.header("content-range"));
    session.add(place, request.body());
    if (!session.complete()) {
      return Answer.json(202, describe(session));
    }
    Drive.Written written =
        standing
            .json()
            .access()
            .drive()
            .put(session.startId(), session.path(), files.content(session.file()), session.rules());
    sessions.remove(guid);
    return Answer.json(written.created() ? 201 : 200, standing.json().item(written.node()));
  }
}
