package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The JSON of files and folders: Dropbox's {@code FileMetadata}, {@code FolderMetadata}, … */
final class Metadata {

  private Metadata() {}

  /** With {@code .tag}, where any kind may stand. */
  static ObjectNode tagged(Entry entry) {
    ObjectNode node = Json.object();
    node.put(
        ".tag",
        switch (entry) {
          case Entry.FileEntry file -> "file";
          case Entry.FolderEntry folder -> "folder";
          case Entry.DeletedEntry deleted -> "deleted";
        });
    return fill(node, entry);
  }

  /** Without {@code .tag}, where only one kind may stand. */
  static ObjectNode plain(Entry entry) {
    return fill(Json.object(), entry);
  }

  private static ObjectNode fill(ObjectNode node, Entry entry) {
    node.put("name", PathRules.name(entry.path()))
        .put("path_lower", entry.lowerPath())
        .put("path_display", entry.path());
    if (entry instanceof Entry.Existing existing) {
      node.put("id", existing.id());
    }
    if (entry instanceof Entry.FileEntry file) {
      node.put("client_modified", timestamp(file.clientModified()))
          .put("server_modified", timestamp(file.serverModified()))
          .put("rev", file.revision())
          .put("size", file.content().size())
          .put("is_downloadable", !Paper.isPaper(file))
          .put("content_hash", file.content().hash());
      if (Paper.isPaper(file)) {
        Paper.describe(node);
      }
    }
    return node;
  }

  /** A time as Dropbox writes it: in UTC, without a fraction of a second. */
  static String timestamp(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
