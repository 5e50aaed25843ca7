package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.FileReference.ByPath;
import dev.valence.hubs.documents.Update;

/**
 * Moves and renames items, in one request for both.
 *
 * @param client the way to Microsoft
 * @param drive the drive
 */
record DriveMove(MicrosoftClient client, DriveAddress drive) {

  CloudFile make(FileReference item, Update update) {
    JsonNode found = client.get(drive.item(item));
    ByPath target = update.target();
    if (target == null || DriveItems.of(found).path().equals(target.text())) {
      return DriveItems.of(found);
    }
    if (found.has("root") || target.root()) {
      throw DocumentsErrors.root(null);
    }
    DriveAddress.checkNew(target);
    String path = DriveItems.of(found).path();
    boolean elsewhere = !path.equalsIgnoreCase(target.text());
    if (elsewhere && DriveItems.folder(found) && DriveCopy.within(target, path)) {
      throw DocumentsErrors.intoItself(item, null);
    }
    JsonNode parent = new DriveFolders(client, drive).require(target.parent().orElseThrow());
    ObjectNode body = MicrosoftClient.object().put("name", target.name());
    if (!parent.path("id").equals(found.path("parentReference").path("id"))) {
      body.putObject("parentReference").put("id", parent.path("id").asText());
    }
    FileReference moved = new FileReference.ById(found.path("id").asText());
    try {
      return DriveItems.of(client.patch(drive.item(moved), body));
    } catch (MicrosoftError e) {
      throw e.status() == 409 ? DocumentsErrors.itemExists(target, e.getMessage()) : e;
    }
  }
}
