package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The functions that list folders. */
final class ListRoutes {

  private static final int DEFAULT_LIMIT = 500;
  private static final int MAX_LIMIT = 2000;
  private static final String SCOPE = "files.metadata.read";

  private final Supplier<FaceOptions> options;

  ListRoutes(Supplier<FaceOptions> options) {
    this.options = options;
  }

  Map<String, Route> routes() {
    return Map.of(
        "files/list_folder", Route.rpc(SCOPE, this::start),
        "files/list_folder/continue", Route.rpc(SCOPE, this::proceed),
        "files/list_folder/get_latest_cursor", Route.rpc(SCOPE, ListRoutes::latest));
  }

  private Answer start(Session session, Arguments arguments, Request request) {
    return page(session.tree(), newCursor(session.tree(), arguments));
  }

  private Answer proceed(Session session, Arguments arguments, Request request) {
    String text = arguments.text("cursor", PathRules.NOT_EMPTY);
    arguments.end();
    FileTree tree = session.tree();
    Cursor cursor = Cursor.read(text, tree);
    if (cursor == null) {
      throw ApiException.EndpointError.of(List.of("reset"));
    }
    checkFolder(tree, cursor.folder());
    if (cursor.pauseDue()) {
      return answer(tree, List.of(), cursor.paused(), true);
    }
    return page(tree, cursor);
  }

  private static Answer latest(Session session, Arguments arguments, Request request) {
    FileTree tree = session.tree();
    Cursor cursor = newCursor(tree, arguments).completed(tree.sequence(), false);
    return Answer.json(200, Map.of("cursor", cursor.text()));
  }

  private static Cursor newCursor(FileTree tree, Arguments arguments) {
    String reference = PathRules.path(arguments, "path", PathRules.FOLDER);
    boolean recursive = arguments.flag("recursive", false);
    boolean withDeleted = arguments.flag("include_deleted", false);
    Long limit = arguments.optionalInteger("limit", 1, MAX_LIMIT);
    List<String> templates = PropertyGroup.filter(arguments);
    arguments
        .allow(
            "include_media_info",
            "include_has_explicit_shared_members",
            "include_mounted_folders",
            "include_non_downloadable_files",
            "include_restorable_info")
        .end();
    String folder = Lookup.path(tree, reference, "path");
    checkFolder(tree, folder);
    return new Cursor(
        tree.epoch(),
        folder,
        recursive,
        withDeleted,
        templates,
        limit == null ? DEFAULT_LIMIT : limit.intValue(),
        null,
        false,
        tree.sequence(),
        false);
  }

  private static void checkFolder(FileTree tree, String folder) {
    if (folder.isEmpty()) {
      return;
    }
    Existing found = tree.find(folder);
    if (found == null) {
      throw Lookup.failure("path", "not_found");
    }
    if (found instanceof FileEntry) {
      throw Lookup.failure("path", "not_folder");
    }
  }

  private Answer page(FileTree tree, Cursor cursor) {
    boolean pause = options.get().emptyPages();
    if (cursor.complete()) {
      Journal.Changes changes =
          tree.changes(cursor.folder(), cursor.recursive(), cursor.sequence(), cursor.limit());
      return answer(
          tree,
          changes.entries(),
          cursor.completed(changes.sequence(), pause && changes.more()),
          changes.more());
    }
    Entries.Slice slice =
        tree.list(
            cursor.folder(),
            cursor.recursive(),
            cursor.withDeleted(),
            cursor.after(),
            cursor.limit());
    if (slice.more()) {
      String last = slice.entries().getLast().lowerPath();
      return answer(tree, slice.entries(), cursor.after(last, pause), true);
    }
    // What has changed since the listing began follows on further pages.
    boolean changed =
        !tree.changes(cursor.folder(), cursor.recursive(), cursor.sequence(), 1)
            .entries()
            .isEmpty();
    return answer(
        tree, slice.entries(), cursor.completed(cursor.sequence(), pause && changed), changed);
  }

  private static Answer answer(FileTree tree, List<Entry> entries, Cursor cursor, boolean more) {
    ObjectNode result = Json.object();
    ArrayNode array = result.putArray("entries");
    for (Entry entry : entries) {
      ObjectNode metadata = Metadata.tagged(entry);
      if (cursor.templates() != null && entry instanceof Existing) {
        PropertyGroup.addTo(metadata, tree.properties(), cursor.templates());
      }
      array.add(metadata);
    }
    return Answer.json(200, result.put("cursor", cursor.text()).put("has_more", more));
  }
}
