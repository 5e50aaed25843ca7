package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.Content;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The functions that write files, in one call or in several. */
final class UploadRoutes {

  private static final long MAX_CALL_BYTES = 150L * 1024 * 1024;
  private static final long MAX_FILE_BYTES = (1L << 41) - (1L << 22);
  private static final Duration SESSION_LIFETIME = Duration.ofDays(7);
  private static final String SCOPE = "files.content.write";
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

  private record Commit(String reference, WriteRules rules) {}

  /** Where the bytes of a call belong. */
  private record Place(String sessionId, long offset) {}

  private final DropboxFiles files;
  private final InstantSource clock;
  private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();

  UploadRoutes(DropboxFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  Map<String, Route> routes() {
    return Map.of(
        "files/upload", Route.upload(SCOPE, this::upload),
        "files/upload_session/start", Route.upload(SCOPE, this::start),
        "files/upload_session/append_v2", Route.upload(SCOPE, this::append),
        "files/upload_session/finish", Route.upload(SCOPE, this::finish));
  }

  void reset() {
    sessions.clear();
  }

  private Answer upload(Session session, Arguments arguments, Request request) throws IOException {
    Commit commit = commit(arguments);
    String expectedHash = arguments.optionalText("content_hash", HASH);
    arguments.end();
    checkPayload(request.body(), expectedHash);
    // The bytes are kept as a session, so that a commit that fails can be tried again with them.
    UploadSession upload = newSession(session, request.body());
    Content content = upload.finish();
    FileTree tree = session.tree();
    try {
      return Answer.json(
          200,
          Metadata.plain(tree.write(tree.resolve(commit.reference()), content, commit.rules())));
    } catch (WriteFailure e) {
      String id = keep(upload);
      ObjectNode error = Json.object().put(".tag", "path");
      error.set("reason", ApiException.tree(e.tags()));
      throw ApiException.EndpointError.of(
          error.put("upload_session_id", id), "path", String.join("/", e.tags()));
    }
  }

  private Answer start(Session session, Arguments arguments, Request request) throws IOException {
    boolean close = arguments.flag("close", false);
    Arguments.Tagged type =
        arguments.optionalUnion("session_type", List.of("sequential", "concurrent"));
    String expectedHash = arguments.optionalText("content_hash", HASH);
    arguments.end();
    if (type != null && type.tag().equals("concurrent")) {
      throw arguments.bad("session_type", "the sandbox has no concurrent upload sessions");
    }
    checkPayload(request.body(), expectedHash);
    UploadSession upload = newSession(session, request.body());
    if (close) {
      upload.close();
    }
    return Answer.json(200, Map.of("session_id", keep(upload)));
  }

  private Answer append(Session session, Arguments arguments, Request request) throws IOException {
    Place place = place(arguments);
    boolean close = arguments.flag("close", false);
    String expectedHash = arguments.optionalText("content_hash", HASH);
    arguments.end();
    checkPayload(request.body(), expectedHash);
    UploadSession upload = find(session, place.sessionId());
    ObjectNode problem = add(upload, place.offset(), request.body());
    if (problem != null) {
      throw ApiException.EndpointError.of(problem, problem.path(".tag").asText());
    }
    if (close && upload != null) {
      upload.close();
    }
    return Route.noResult();
  }

  private Answer finish(Session session, Arguments arguments, Request request) throws IOException {
    Place place = place(arguments);
    Arguments commitArguments = arguments.struct("commit");
    Commit commit = commit(commitArguments);
    commitArguments.end();
    String expectedHash = arguments.optionalText("content_hash", HASH);
    arguments.end();
    checkPayload(request.body(), expectedHash);
    UploadSession upload = find(session, place.sessionId());
    // A closed session can be finished, but takes no more bytes.
    boolean nothingToAdd =
        upload != null
            && upload.isClosed()
            && request.body().size() == 0
            && place.offset() == upload.size();
    ObjectNode problem = nothingToAdd ? null : add(upload, place.offset(), request.body());
    if (problem != null || upload == null) {
      ObjectNode error = Json.object().put(".tag", "lookup_failed");
      error.set("lookup_failed", problem);
      throw ApiException.EndpointError.of(
          error, "lookup_failed", problem == null ? "" : problem.path(".tag").asText());
    }
    FileTree tree = session.tree();
    try {
      ObjectNode written =
          Metadata.plain(
              tree.write(tree.resolve(commit.reference()), upload.finish(), commit.rules()));
      sessions.remove(place.sessionId());
      return Answer.json(200, written);
    } catch (WriteFailure e) {
      throw e.under("path");
    }
  }

  private static Place place(Arguments arguments) {
    Arguments cursor = arguments.struct("cursor");
    Place place = new Place(cursor.text("session_id", PathRules.ANY), cursor.integer("offset"));
    cursor.end();
    return place;
  }

  private static Commit commit(Arguments arguments) {
    String reference = PathRules.path(arguments, "path", PathRules.WRITE);
    Arguments.Tagged mode = arguments.optionalUnion("mode", List.of("add", "overwrite", "update"));
    boolean autorename = arguments.flag("autorename", false);
    Instant clientModified = arguments.optionalTimestamp("client_modified");
    boolean strict = arguments.flag("strict_conflict", false);
    arguments.allow("mute", "property_groups");
    return new Commit(
        reference, new WriteRules(mode(arguments, mode), autorename, strict, clientModified));
  }

  private static WriteRules.Mode mode(Arguments arguments, Arguments.@Nullable Tagged mode) {
    if (mode == null || mode.tag().equals("add")) {
      return new WriteRules.Mode.Add();
    }
    if (mode.tag().equals("overwrite")) {
      return new WriteRules.Mode.Overwrite();
    }
    JsonNode revision = mode.value();
    if (revision == null
        || !revision.isTextual()
        || !PathRules.REVISION.matcher(revision.textValue()).matches()) {
      throw arguments.bad("mode", "update: expected a revision of at least 9 hexadecimal digits");
    }
    return new WriteRules.Mode.Update(revision.textValue());
  }

  private static void checkPayload(Body body, @Nullable String expectedHash) throws IOException {
    if (body.size() > MAX_CALL_BYTES) {
      throw ApiException.EndpointError.of(List.of("payload_too_large"));
    }
    if (expectedHash != null) {
      try (InputStream in = body.open()) {
        if (!ContentHash.of(in).equalsIgnoreCase(expectedHash)) {
          throw ApiException.EndpointError.of(List.of("content_hash_mismatch"));
        }
      }
    }
  }

  private UploadSession newSession(Session session, Body body) throws IOException {
    UploadSession upload = new UploadSession(session.user().id(), clock.instant(), files.newFile());
    if (!upload.append(0, body)) {
      throw new IllegalStateException("a new session is empty");
    }
    return upload;
  }

  private String keep(UploadSession upload) {
    String id = "pid_upload_session:" + Secrets.random(48);
    sessions.put(id, upload);
    return id;
  }

  private @Nullable UploadSession find(Session session, String id) {
    UploadSession found = sessions.get(id);
    return found == null
            || !found.userId().equals(session.user().id())
            || clock.instant().isAfter(found.started().plus(SESSION_LIFETIME))
        ? null
        : found;
  }

  /** Adds bytes to a session; what is wrong, as the JSON of a lookup error, or null. */
  private static @Nullable ObjectNode add(@Nullable UploadSession upload, long offset, Body body)
      throws IOException {
    if (upload == null) {
      return Json.object().put(".tag", "not_found");
    }
    if (upload.isClosed()) {
      return Json.object().put(".tag", "closed");
    }
    if (upload.size() + body.size() > MAX_FILE_BYTES) {
      return Json.object().put(".tag", "too_large");
    }
    return upload.append(offset, body)
        ? null
        : Json.object().put(".tag", "incorrect_offset").put("correct_offset", upload.size());
  }
}
