package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.Content;
import dev.valence.sandbox.dropbox.Entry.DeletedEntry;
import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.ByteRange;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.UncheckedIOException;
import java.util.Map;

/** The functions that read, make and delete single files and folders. */
final class FileRoutes {

  private static final ObjectWriter ASCII =
      Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private FileRoutes() {}

  static Map<String, Route> routes() {
    return Map.of(
        "files/get_metadata", Route.rpc("files.metadata.read", FileRoutes::metadata),
        "files/create_folder_v2", Route.rpc("files.content.write", FileRoutes::createFolder),
        "files/delete_v2", Route.rpc("files.content.write", FileRoutes::delete),
        "files/download", Route.download("files.content.read", FileRoutes::download));
  }

  private static Answer metadata(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.READ);
    boolean withDeleted = arguments.flag("include_deleted", false);
    arguments
        .allow(
            "include_media_info", "include_has_explicit_shared_members", "include_property_groups")
        .end();
    FileTree tree = session.tree();
    if (withDeleted && reference.startsWith("/")) {
      DeletedEntry deleted = tree.findDeleted(Lookup.path(tree, reference, "path"));
      if (deleted != null) {
        return Answer.json(200, Metadata.tagged(deleted));
      }
    }
    return Answer.json(200, Metadata.tagged(Lookup.existing(tree, reference, "path")));
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

  private static Answer metadataOf(ObjectNode metadata) {
    ObjectNode result = Json.object();
    result.set("metadata", metadata);
    return Answer.json(200, result);
  }

  private static Answer download(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.READ);
    String revision = arguments.optionalText("rev", PathRules.REVISION);
    arguments.end();
    Existing found =
        Lookup.existing(session.tree(), revision == null ? reference : "rev:" + revision, "path");
    if (!(found instanceof FileEntry file)) {
      throw Lookup.failure("path", "not_file");
    }
    Content content = file.content();
    return ByteRange.answer(
            request.header("range"), "application/octet-stream", content.file(), content.size())
        .with(
            Map.of(
                "Dropbox-API-Result",
                ascii(Metadata.plain(file)),
                "ETag",
                "W/\"" + file.revision() + "\"",
                "Accept-Ranges",
                "bytes",
                "Cache-Control",
                "no-cache"));
  }

  private static String ascii(ObjectNode node) {
    try {
      // The delete character is ASCII, but not allowed in a header.
      return ASCII.writeValueAsString(node).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
