package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.MimeTypes;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns Dropbox's metadata into the hub's. */
final class DropboxItems {

  private DropboxItems() {}

  /**
   * A file or folder.
   *
   * @param metadata Dropbox's FileMetadata or FolderMetadata
   */
  static CloudFile of(JsonNode metadata) {
    String name = metadata.path("name").asText();
    String path =
        metadata.path("path_display").asText(metadata.path("path_lower").asText("/" + name));
    boolean directory = folder(metadata);
    return CloudFile.plain(
        DropboxPaths.idOf(path),
        metadata.path("id").asText(null),
        name,
        path,
        directory,
        metadata.path("size").asLong(),
        // Dropbox keeps no time of creation; the time that the uploader gave comes closest.
        date(metadata, "client_modified"),
        date(metadata, "server_modified"),
        new FileReference.ByPath(path)
            .parent()
            .map(parent -> DropboxPaths.idOf(parent.text()))
            .orElse(null),
        directory ? Map.of() : Map.of("mimeType", MimeTypes.ofName(name)),
        metadata);
  }

  /** The root, of which Dropbox tells nothing. */
  static CloudFile root() {
    return CloudFile.plain(
        DropboxPaths.idOf("/"),
        null,
        "/",
        "/",
        true,
        0,
        null,
        null,
        null,
        Map.of(),
        JsonNodeFactory.instance.objectNode());
  }

  /** Whether the metadata is a folder's; that of an uploaded file has no tag. */
  static boolean folder(JsonNode metadata) {
    return metadata.path(".tag").asText().equals("folder");
  }

  private static @Nullable Instant date(JsonNode metadata, String name) {
    String text = metadata.path(name).asText();
    return text.isEmpty() ? null : Instant.parse(text);
  }
}
