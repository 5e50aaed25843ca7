package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.FileReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out where items are that do not tell it, as those of searches and of changes: by asking for
 * the folders that hold them, once each.
 */
final class ItemPaths {

  private final MicrosoftClient client;
  private final DriveAddress drive;
  private final Map<String, Optional<String>> paths = new HashMap<>();

  ItemPaths(MicrosoftClient client, DriveAddress drive) {
    this.client = client;
    this.drive = drive;
  }

  /** The hub's item; empty when the folder that held it is gone. */
  Optional<CloudFile> locate(JsonNode item) {
    JsonNode parent = item.path("parentReference");
    if (item.has("root") || parent.hasNonNull("path")) {
      return Optional.of(DriveItems.of(item));
    }
    return paths
        .computeIfAbsent(parent.path("id").asText(), this::pathOfFolder)
        .map(path -> DriveItems.of(item, path));
  }

  private Optional<String> pathOfFolder(String id) {
    try {
      CloudFile folder = DriveItems.of(client.get(drive.item(new FileReference.ById(id))));
      return Optional.of(folder.path().equals("/") ? "" : folder.path());
    } catch (MicrosoftError e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
