package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.DeletedEntry;
import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.util.List;
import java.util.Map;

/** The functions about single files and folders: what is known of them, making and deleting. */
final class FileRoutes {

  private FileRoutes() {}

  static Map<String, Route> routes() {
    return Map.of(
        "files/get_metadata", Route.rpc("files.metadata.read", FileRoutes::metadata),
        "files/create_folder_v2", Route.rpc("files.content.write", FileRoutes::createFolder),
        "files/delete_v2", Route.rpc("files.content.write", FileRoutes::delete),
        "files/permanently_delete",
            Route.rpc("files.permanent_delete", FileRoutes::deletePermanently));
  }

  private static Answer metadata(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.READ);
    boolean withDeleted = arguments.flag("include_deleted", false);
    List<String> groups = PropertyGroup.filter(arguments);
    arguments.allow("include_media_info", "include_has_explicit_shared_members").end();
    FileTree tree = session.tree();
    if (withDeleted && reference.startsWith("/")) {
      DeletedEntry deleted = tree.findDeleted(Lookup.path(tree, reference, "path"));
      if (deleted != null) {
        return Answer.json(200, Metadata.tagged(deleted));
      }
    }
    ObjectNode metadata = Metadata.tagged(Lookup.existing(tree, reference, "path"));
    if (groups != null) {
      PropertyGroup.addTo(metadata, tree.properties(), groups);
    }
    return Answer.json(200, metadata);
  }

  private static Answer createFolder(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.CREATE);
    boolean autorename = arguments.flag("autorename", false);
    arguments.end();
    FileTree tree = session.tree();
    try {
      return metadataOf(Metadata.plain(tree.createFolder(tree.resolve(reference), autorename)));
    } catch (WriteFailure e) {
      throw e.under("path");
    }
  }

  private static Answer delete(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.WRITE);
    String parentRevision = arguments.optionalText("parent_rev", PathRules.REVISION);
    arguments.end();
    FileTree tree = session.tree();
    try {
      Existing gone = tree.delete(Lookup.path(tree, reference, "path_lookup"), parentRevision);
      if (gone == null) {
        throw Lookup.failure("path_lookup", "not_found");
      }
      return metadataOf(Metadata.tagged(gone));
    } catch (WriteFailure e) {
      throw e.under("path_write");
    }
  }

  private static Answer deletePermanently(Session session, Arguments arguments, Request request) {
    PathRules.path(arguments, "path", PathRules.WRITE);
    arguments.optionalText("parent_rev", PathRules.REVISION);
    arguments.end();
    throw new ApiException.NotForThisAccount("invalid_account_type", "endpoint");
  }

  private static Answer metadataOf(ObjectNode metadata) {
    ObjectNode result = Json.object();
    result.set("metadata", metadata);
    return Answer.json(200, result);
  }
}
