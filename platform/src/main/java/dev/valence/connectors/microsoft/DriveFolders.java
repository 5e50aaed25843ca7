package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.FileReference.ByPath;
import java.util.Optional;

/**
 * Makes folders: where a path is given to a file that comes, Microsoft makes those that are missing
 * of it, and otherwise not.
 *
 * @param client the way to Microsoft
 * @param drive the drive
 */
record DriveFolders(MicrosoftClient client, DriveAddress drive) {

  /** What is at a path. */
  Optional<JsonNode> find(FileReference item) {
    try {
      return Optional.of(client.get(drive.item(item)));
    } catch (MicrosoftError e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Makes a folder where there is nothing, and those above it that are missing.
   *
   * @throws dev.valence.model.ApiException 409 when the path is taken
   */
  JsonNode create(ByPath folder) {
    DriveAddress.checkNew(folder);
    ByPath parent = folder.parent().orElseThrow(() -> DocumentsErrors.root(null));
    try {
      return add(require(parent), folder.name());
    } catch (MicrosoftError e) {
      throw e.status() == 409 ? DocumentsErrors.itemExists(folder, e.getMessage()) : e;
    }
  }

  /**
   * The folder at a path, which is made if it is missing.
   *
   * @throws dev.valence.model.ApiException 409 when a file is there
   */
  JsonNode require(ByPath folder) {
    Optional<JsonNode> found = find(folder);
    if (found.isPresent()) {
      return requireFolder(folder, found.get());
    }
    DriveAddress.checkNew(folder);
    JsonNode parent = require(folder.parent().orElseThrow(() -> DocumentsErrors.root(null)));
    try {
      return add(parent, folder.name());
    } catch (MicrosoftError e) {
      if (e.status() != 409) {
        throw e;
      }
      // Somebody else has made it meanwhile.
      return requireFolder(folder, client.get(drive.item(folder)));
    }
  }

  private static JsonNode requireFolder(ByPath folder, JsonNode item) {
    if (!DriveItems.folder(item)) {
      throw DocumentsErrors.itemExists(folder, null);
    }
    return item;
  }

  private JsonNode add(JsonNode parent, String name) {
    ObjectNode body = MicrosoftClient.object().put("name", name);
    body.putObject("folder");
    body.put(drive.dialect().conflictBehavior(), "fail");
    FileReference folder = new FileReference.ById(parent.path("id").asText());
    return client.post(drive.part(folder, "children"), body);
  }
}
