package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.dropbox.Entry.FolderEntry;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions about earlier revisions of files. */
final class RevisionRoutes {

  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 100;

  private RevisionRoutes() {}

  static Map<String, Route> routes() {
    return Map.of(
        "files/list_revisions", Route.rpc("files.metadata.read", RevisionRoutes::list),
        "files/restore", Route.rpc("files.content.write", RevisionRoutes::restore));
  }

  private static Answer list(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.FILE);
    Arguments.Tagged mode = arguments.optionalUnion("mode", List.of("path", "id"));
    boolean byId = mode != null && mode.tag().equals("id");
    Long limit = arguments.optionalInteger("limit", 1, MAX_LIMIT);
    String before = arguments.optionalText("before_rev", PathRules.REVISION);
    boolean restorable = arguments.flag("include_restorable_info", false);
    arguments.end();
    if (byId && before != null) {
      throw ApiException.EndpointError.of(List.of("before_rev_not_supported"));
    }
    FileTree tree = session.tree();
    History.Revisions revisions = find(tree, reference, byId);
    List<FileEntry> all = revisions.newestFirst();
    int start = before == null ? 0 : indexAfter(all, before);
    int end = Math.min(all.size(), start + (limit == null ? DEFAULT_LIMIT : limit.intValue()));
    ObjectNode result = Json.object().put("is_deleted", revisions.deletedAt() != null);
    if (revisions.deletedAt() != null) {
      result.put("server_deleted", Metadata.timestamp(revisions.deletedAt()));
    }
    ArrayNode entries = result.putArray("entries");
    for (FileEntry revision : all.subList(start, end)) {
      ObjectNode entry = Metadata.plain(revision);
      entries.add(restorable ? entry.put("is_restorable", true) : entry);
    }
    return Answer.json(200, result.put("has_more", end < all.size()));
  }

  private static History.Revisions find(FileTree tree, String reference, boolean byId) {
    if (!reference.startsWith("id:")
        && tree.find(Lookup.path(tree, reference, "path")) instanceof FolderEntry) {
      throw Lookup.failure("path", "not_file");
    }
    History.Revisions found = tree.revisions(reference, byId);
    if (found == null) {
      throw Lookup.failure("path", "not_found");
    }
    return found;
  }

  private static int indexAfter(List<FileEntry> revisions, String revision) {
    for (int index = 0; index < revisions.size(); index++) {
      if (revisions.get(index).revision().equals(revision)) {
        return index + 1;
      }
    }
    throw ApiException.EndpointError.of(List.of("invalid_before_rev"));
  }

  private static Answer restore(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.CREATE);
    String revision = arguments.text("rev", PathRules.REVISION);
    arguments.end();
    FileTree tree = session.tree();
    try {
      @Nullable FileEntry restored = tree.restore(tree.resolve(reference), revision);
      if (restored == null) {
        throw ApiException.EndpointError.of(List.of("invalid_revision"));
      }
      return Answer.json(200, Metadata.plain(restored));
    } catch (WriteFailure e) {
      throw e.under("path_write");
    }
  }
}
