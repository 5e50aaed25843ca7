package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.connectors.Times;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.MimeTypes;
import java.util.HashMap;
import java.util.Map;

/** Turns Dropbox's metadata into the hub's. */
final class DropboxItems {

  private DropboxItems() {}

  /**
   * A file or folder.
   *
   * @param metadata Dropbox's FileMetadata or FolderMetadata
   */
  static CloudFile of(JsonNode metadata) {
    return of(metadata, folder(metadata));
  }

  /** A folder that was just made, whose metadata has no tag, since it can be nothing else. */
  static CloudFile ofFolder(JsonNode metadata) {
    return of(metadata, true);
  }

  private static CloudFile of(JsonNode metadata, boolean directory) {
    String name = metadata.path("name").asText();
    String path =
        metadata.path("path_display").asText(metadata.path("path_lower").asText("/" + name));
    String id = DropboxPaths.idOf(path);
    return CloudFile.plain(
        id,
        metadata.path("id").asText(null),
        name,
        path,
        directory,
        metadata.path("size").asLong(),
        // Dropbox keeps no time of creation; the time that the uploader gave comes closest.
        Times.in(metadata, "client_modified"),
        Times.in(metadata, "server_modified"),
        DropboxPaths.parentOf(id),
        directory ? Map.of() : properties(name, metadata),
        metadata);
  }

  private static Map<String, String> properties(String name, JsonNode metadata) {
    Map<String, String> properties = new HashMap<>();
    properties.put("mimeType", MimeTypes.ofName(name));
    String hash = metadata.path("content_hash").asText();
    if (!hash.isEmpty()) {
      properties.put(CloudFile.CHECKSUM, hash);
      properties.put(CloudFile.CHECKSUM_ALGORITHM, ContentHash.ALGORITHM);
    }
    return properties;
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

  /** Whether the metadata is that of something that is gone. */
  static boolean deleted(JsonNode metadata) {
    return metadata.path(".tag").asText().equals("deleted");
  }
}
