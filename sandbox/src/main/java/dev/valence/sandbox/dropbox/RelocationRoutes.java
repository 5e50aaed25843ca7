package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.util.List;
import java.util.Map;

/** The functions that move and copy files and folders, singly or many at once. */
final class RelocationRoutes {

  private static final String SCOPE = "files.content.write";
  private static final int LARGEST_BATCH = 1000;

  private final Jobs jobs = new Jobs();

  Map<String, Route> routes() {
    return Map.of(
        "files/copy_v2", Route.rpc(SCOPE, (session, arguments, _) -> one(session, arguments, true)),
        "files/move_v2",
            Route.rpc(SCOPE, (session, arguments, _) -> one(session, arguments, false)),
        "files/copy_batch_v2",
            Route.rpc(SCOPE, (session, arguments, _) -> many(session, arguments, true)),
        "files/move_batch_v2",
            Route.rpc(SCOPE, (session, arguments, _) -> many(session, arguments, false)),
        "files/copy_batch/check_v2", Route.rpc(SCOPE, this::check),
        "files/move_batch/check_v2", Route.rpc(SCOPE, this::check));
  }

  void reset() {
    jobs.reset();
  }

  private static Answer one(Session session, Arguments arguments, boolean copy) {
    boolean autorename = arguments.flag("autorename", false);
    Relocation relocation = Relocation.read(arguments, copy, autorename);
    arguments.allow("allow_shared_folder", "allow_ownership_transfer").end();
    ObjectNode result = Json.object();
    result.set("metadata", Metadata.tagged(relocation.perform(session.tree())));
    return Answer.json(200, result);
  }

  private Answer many(Session session, Arguments arguments, boolean copy) {
    boolean autorename = arguments.flag("autorename", false);
    if (!copy) {
      arguments.allow("allow_ownership_transfer");
    }
    List<Relocation> relocations =
        arguments.structs("entries", 1, LARGEST_BATCH).stream()
            .map(entry -> {
              Relocation relocation = Relocation.read(entry, copy, autorename);
              entry.end();
              return relocation;
            })
            .toList();
    arguments.end();
    ObjectNode result = Json.object();
    ArrayNode entries = result.putArray("entries");
    relocations.forEach(relocation -> entries.add(outcome(relocation, session.tree())));
    return jobs.launched(session.user(), result, relocations.size() > 1);
  }

  private static ObjectNode outcome(Relocation relocation, FileTree tree) {
    ObjectNode outcome = Json.object();
    try {
      ObjectNode metadata = Metadata.tagged(relocation.perform(tree));
      outcome.put(".tag", "success").set("success", metadata);
    } catch (ApiException.EndpointError e) {
      outcome
          .put(".tag", "failure")
          .putObject("failure")
          .put(".tag", "relocation_error")
          .set("relocation_error", e.error());
    }
    return outcome;
  }

  private Answer check(Session session, Arguments arguments, Request request) {
    return jobs.check(session.user(), arguments);
  }
}
