package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.Content;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions that write files, in one call or in several, singly or many at once. */
final class UploadRoutes {

  private static final long MAX_CALL_BYTES = 150L * 1024 * 1024;
  private static final int LARGEST_BATCH = 1000;
  private static final String SCOPE = "files.content.write";
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

  /** How a file is to be written, and with which properties. */
  private record Commit(
      String reference, WriteRules rules, @Nullable List<Arguments> propertyGroups) {}

  /** Where the bytes of a call belong. */
  private record Place(String sessionId, long offset) {}

  /** The end of a session. */
  private record Finish(Place place, Commit commit) {}

  private final UploadSessions sessions;
  private final Jobs jobs = new Jobs();

  UploadRoutes(DropboxFiles files, InstantSource clock) {
    this.sessions = new UploadSessions(files, clock);
  }

  Map<String, Route> routes() {
    return Map.of(
        "files/upload", Route.upload(SCOPE, this::upload),
        "files/upload_session/start", Route.upload(SCOPE, this::start),
        "files/upload_session/start_batch", Route.rpc(SCOPE, this::startMany),
        "files/upload_session/append_v2", Route.upload(SCOPE, this::append),
        "files/upload_session/finish", Route.upload(SCOPE, this::finish),
        "files/upload_session/finish_batch", Route.rpc(SCOPE, this::finishManyLater),
        "files/upload_session/finish_batch/check", Route.rpc(SCOPE, this::check),
        "files/upload_session/finish_batch_v2", Route.rpc(SCOPE, this::finishMany));
  }

  void reset() {
    sessions.reset();
    jobs.reset();
  }

  private Answer upload(Session session, Arguments arguments, Request request) throws IOException {
    Commit commit = commit(arguments);
    String expectedHash = arguments.optionalText("content_hash", HASH);
    arguments.end();
    checkPayload(request.body(), expectedHash);
    List<PropertyGroup> groups = groups(session, commit);
    // The bytes are kept as a session, so that a commit that fails can be tried again with them.
    UploadSession upload = sessions.create(session.user(), false);
    upload.append(0, request.body());
    Content content = upload.finish();
    try {
      return Answer.json(200, write(session, commit, groups, content));
    } catch (WriteFailure e) {
      String id = sessions.keep(upload);
      ObjectNode error = Json.object().put(".tag", "path");
      error.set("reason", ApiException.tree(e.tags()));
      throw ApiException.EndpointError.of(
          error.put("upload_session_id", id), "path", String.join("/", e.tags()));
    }
  }

  private static ObjectNode write(
      Session session, Commit commit, List<PropertyGroup> groups, Content content)
      throws WriteFailure {
    FileTree tree = session.tree();
    FileEntry file = tree.write(tree.resolve(commit.reference()), content, commit.rules());
    groups.forEach(group -> tree.properties().put(file.id(), group.templateId(), group.fields()));
    return Metadata.plain(file);
  }

  private static List<PropertyGroup> groups(Session session, Commit commit) {
    if (commit.propertyGroups() == null) {
      return List.of();
    }
    try {
      return PropertyGroup.read(commit.propertyGroups(), session.tree().properties());
    } catch (ApiException.EndpointError e) {
      throw e.under("properties_error");
    }
  }

  private Answer start(Session session, Arguments arguments, Request request) throws IOException {
    boolean close = arguments.flag("close", false);
    boolean concurrent = concurrent(arguments);
    String expectedHash = arguments.optionalText("content_hash", HASH);
    arguments.end();
    checkPayload(request.body(), expectedHash);
    if (concurrent && request.body().size() > 0) {
      throw ApiException.EndpointError.of(List.of("concurrent_session_data_not_allowed"));
    }
    if (concurrent && close) {
      throw ApiException.EndpointError.of(List.of("concurrent_session_close_not_allowed"));
    }
    UploadSession upload = sessions.create(session.user(), concurrent);
    if (!concurrent) {
      upload.append(0, request.body());
    }
    if (close) {
      upload.close();
    }
    return Answer.json(200, Map.of("session_id", sessions.keep(upload)));
  }

  private Answer startMany(Session session, Arguments arguments, Request request) {
    boolean concurrent = concurrent(arguments);
    Long number = arguments.optionalInteger("num_sessions", 1, LARGEST_BATCH);
    arguments.end();
    if (number == null) {
      throw arguments.bad("num_sessions", "missing required field");
    }
    List<String> ids =
        Stream.generate(() -> sessions.keep(sessions.create(session.user(), concurrent)))
            .limit(number)
            .toList();
    return Answer.json(200, Map.of("session_ids", ids));
  }

  private static boolean concurrent(Arguments arguments) {
    Arguments.Tagged type =
        arguments.optionalUnion("session_type", List.of("sequential", "concurrent"));
    return type != null && type.tag().equals("concurrent");
  }

  private Answer append(Session session, Arguments arguments, Request request) throws IOException {
    Place place = place(arguments);
    boolean close = arguments.flag("close", false);
    String expectedHash = arguments.optionalText("content_hash", HASH);
    arguments.end();
    checkPayload(request.body(), expectedHash);
    UploadSession upload = sessions.find(session.user(), place.sessionId());
    if (upload == null) {
      throw ApiException.EndpointError.of(List.of("not_found"));
    }
    ObjectNode problem = upload.add(place.offset(), request.body(), close);
    if (problem != null) {
      throw ApiException.EndpointError.of(problem, problem.path(".tag").asText());
    }
    return Route.noResult();
  }

  private Answer finish(Session session, Arguments arguments, Request request) throws IOException {
    Finish finish = finish(arguments);
    String expectedHash = arguments.optionalText("content_hash", HASH);
    arguments.end();
    checkPayload(request.body(), expectedHash);
    return Answer.json(200, perform(finish, session, request.body()));
  }

  private static Finish finish(Arguments arguments) {
    Place place = place(arguments);
    Arguments commitArguments = arguments.struct("commit");
    Commit commit = commit(commitArguments);
    commitArguments.end();
    return new Finish(place, commit);
  }

  private ObjectNode perform(Finish finish, Session session, Body body) throws IOException {
    UploadSession upload = sessions.find(session.user(), finish.place().sessionId());
    if (upload == null) {
      throw ApiException.EndpointError.of(List.of("lookup_failed", "not_found"));
    }
    List<PropertyGroup> groups = groups(session, finish.commit());
    upload.complete(finish.place().offset(), body);
    try {
      ObjectNode written = write(session, finish.commit(), groups, upload.finish());
      sessions.remove(finish.place().sessionId());
      return written;
    } catch (WriteFailure e) {
      throw e.under("path");
    }
  }

  private Answer finishMany(Session session, Arguments arguments, Request request)
      throws IOException {
    return Answer.json(200, performAll(session, arguments));
  }

  private Answer finishManyLater(Session session, Arguments arguments, Request request)
      throws IOException {
    return jobs.launched(session.user(), performAll(session, arguments), true);
  }

  private Answer check(Session session, Arguments arguments, Request request) {
    return jobs.check(session.user(), arguments);
  }

  private ObjectNode performAll(Session session, Arguments arguments) throws IOException {
    List<Finish> finishes =
        arguments.structs("entries", 0, LARGEST_BATCH).stream()
            .map(entry -> {
              Finish finish = finish(entry);
              entry.optionalText("content_hash", HASH);
              entry.end();
              return finish;
            })
            .toList();
    arguments.end();
    ObjectNode result = Json.object();
    ArrayNode outcomes = result.putArray("entries");
    for (Finish finish : finishes) {
      ObjectNode outcome = outcomes.addObject();
      try {
        ObjectNode written = perform(finish, session, Body.of(new byte[0]));
        outcome.put(".tag", "success").setAll(written);
      } catch (ApiException.EndpointError e) {
        outcome.put(".tag", "failure").set("failure", e.error());
      }
    }
    return result;
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
    List<Arguments> groups = arguments.optionalStructs("property_groups");
    arguments.allow("mute");
    return new Commit(
        reference,
        new WriteRules(mode(arguments, mode), autorename, strict, clientModified),
        groups);
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
}
