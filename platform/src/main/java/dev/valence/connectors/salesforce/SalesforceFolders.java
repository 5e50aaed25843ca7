package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.CloudFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All folders of a user by one query, for what is about many items at once: the paths of files that
 * are found wherever they are.
 */
final class SalesforceFolders {

  /** The most files that are described by one request. */
  static final int MOST_AT_ONCE = 100;

  private final SalesforceClient client;
  private final SalesforceTree tree;
  private final Map<String, JsonNode> folders = new HashMap<>();

  SalesforceFolders(SalesforceClient client, SalesforceTree tree) {
    this.client = client;
    this.tree = tree;
    client
        .query(
            "SELECT Id, Name, ParentContentFolderId, CreatedDate, LastModifiedDate"
                + " FROM ContentFolder")
        .forEach(folder -> folders.put(folder.path("Id").asText(), folder));
  }

  /** The place that an id is of; empty when it is not below the user's root. */
  Optional<Place> place(String folderId) {
    if (folderId.equals(tree.rootId())) {
      return Optional.of(Place.ROOT);
    }
    StringBuilder path = new StringBuilder();
    String id = folderId;
    for (int steps = 0; steps <= folders.size(); steps++) {
      JsonNode folder = folders.get(id);
      if (folder == null) {
        return id.equals(tree.rootId())
            ? Optional.of(new Place(folderId, path.toString()))
            : Optional.empty();
      }
      String parent = folder.path("ParentContentFolderId").asText("");
      if (parent.isEmpty()) {
        return id.equals(tree.rootId())
            ? Optional.of(new Place(folderId, path.toString()))
            : Optional.empty();
      }
      path.insert(0, "/" + folder.path("Name").asText());
      id = parent;
    }
    return Optional.empty();
  }

  /** The folders below the root, in the order of their ids. */
  List<CloudFile> all() {
    return folders.keySet().stream()
        .sorted()
        .filter(id -> !id.equals(tree.rootId()))
        .flatMap(id -> folder(id).stream())
        .toList();
  }

  /** A folder, unless it is the root or elsewhere. */
  Optional<CloudFile> folder(String id) {
    JsonNode record = folders.get(id);
    if (record == null || place(id).isEmpty()) {
      return Optional.empty();
    }
    return place(record.path("ParentContentFolderId").asText())
        .map(parent -> SalesforceItems.folder(connect(record), parent));
  }

  /** A record in the form of the Connect API, of which there is no way to ask for many. */
  private static JsonNode connect(JsonNode record) {
    ObjectNode folder = JsonNodeFactory.instance.objectNode();
    folder.set("id", record.path("Id"));
    folder.set("name", record.path("Name"));
    folder.set("createdDate", record.path("CreatedDate"));
    folder.set("modifiedDate", record.path("LastModifiedDate"));
    folder.putObject("parentFolder").set("id", record.path("ParentContentFolderId"));
    return folder;
  }

  /** A file where it is; empty when it is in no folder and not the user's own. */
  Optional<CloudFile> file(JsonNode file) {
    String parent = file.path("parentFolder").path("id").asText("");
    if (!parent.isEmpty()) {
      return place(parent).map(place -> SalesforceItems.file(file, place));
    }
    return file.path("owner").path("id").asText().equals(tree.userId())
        ? Optional.of(SalesforceItems.file(file, Place.ROOT))
        : Optional.empty();
  }

  /**
   * Describes files by their ids, at most {@value #MOST_AT_ONCE}; those that are gone are left out.
   */
  List<JsonNode> describe(List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return SalesforceClient.items(
            client.get("/connect/files/batch/" + String.join(",", ids)), "results")
        .stream()
        .filter(result -> result.path("statusCode").asInt() == 200)
        .map(result -> result.path("result"))
        .toList();
  }
}
