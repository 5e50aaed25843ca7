package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.egress.EgressException;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.FileReference.ByPath;
import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds files and folders by paths and ids. Salesforce knows ids only; a path is walked folder by
 * folder.
 *
 * <p>A user's files are in one of the user's folders or in none. Those in none are the root's, as
 * are those that Salesforce has in its root folder. Names are not unique in Salesforce; of several
 * files of one name the one that was changed last is meant.
 */
final class SalesforceTree {

  /** Deeper than people make folders; a chain that is longer leads in a circle. */
  private static final int DEEPEST = 100;

  /**
   * How far a path leads.
   *
   * @param place the last of its folders that is there
   * @param missing the names behind it
   * @param file whether the first of them is a file's
   */
  record Walk(Place place, List<String> missing, boolean file) {

    Walk {
      missing = List.copyOf(missing);
    }
  }

  private final SalesforceClient client;
  private final Optional<String> knownUserId;
  private @Nullable JsonNode root;
  private @Nullable String userId;

  /**
   * @param userId whose files they are; empty when that has to be asked
   */
  SalesforceTree(SalesforceClient client, Optional<String> userId) {
    this.client = client;
    this.knownUserId = userId;
  }

  /** A file or a folder. */
  CloudFile item(FileReference reference) {
    return switch (reference) {
      case ByPath path -> find(path).orElseThrow(() -> DocumentsErrors.notFound(reference, null));
      case FileReference.ById id -> byId(id);
    };
  }

  /** A folder. */
  CloudFile folder(FileReference reference) {
    CloudFile found = item(reference);
    if (!found.directory()) {
      throw DocumentsErrors.notAFolder(reference, null);
    }
    return found;
  }

  /** A file. */
  CloudFile file(FileReference reference) {
    CloudFile found = item(reference);
    if (found.directory()) {
      throw DocumentsErrors.notAFile(reference, null);
    }
    return found;
  }

  /** What is at a path. */
  Optional<CloudFile> find(ByPath path) {
    if (path.root()) {
      return Optional.of(SalesforceItems.root(root()));
    }
    Walk walk = walk(path.parent().orElseThrow());
    return walk.missing().isEmpty() ? child(walk.place(), path.name()) : Optional.empty();
  }

  /** Follows a path of folders. */
  Walk walk(ByPath path) {
    List<String> names = FileNames.segments(path);
    Place place = Place.ROOT;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Optional<String> folderId = folderId(place, name);
      if (folderId.isEmpty()) {
        Optional<CloudFile> child = child(place, name);
        if (child.filter(CloudFile::directory).isEmpty()) {
          return new Walk(place, names.subList(i, names.size()), child.isPresent());
        }
        folderId = child.map(CloudFile::id); // somebody has made it just now
      }
      place = new Place(folderId.get(), FileNames.below(place.path(), name));
    }
    return new Walk(place, List.of(), false);
  }

  /** Makes the folders that a path lacks, and gives the last of them. */
  Place made(ByPath path) {
    Walk walk = walk(path);
    if (walk.missing().isEmpty()) {
      return walk.place();
    }
    try {
      return Place.of(make(walk, path));
    } catch (SalesforceError e) {
      if (!e.has(SalesforceError.DUPLICATE)) {
        throw e;
      }
      Walk again = walk(path); // somebody else has made it meanwhile
      return again.missing().isEmpty() ? again.place() : Place.of(make(again, path));
    }
  }

  /** Makes the folders that a path lacks, of which there are some. */
  CloudFile make(Walk walk, ByPath path) {
    if (walk.file()) {
      throw DocumentsErrors.parentIsFile(path, "A file is at " + walk.place().path() + ".");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "Folder");
    body.putObject("folder").put("path", String.join("/", walk.missing()));
    try {
      return made(
          walk,
          client.post("/connect/folders/" + walk.place().id() + "/items", body).path("folder"));
    } catch (EgressException e) {
      // It may be the answer that was lost. There was no such folder when the path was walked.
      return find(path).filter(CloudFile::directory).orElseThrow(() -> e);
    }
  }

  private static CloudFile made(Walk walk, JsonNode folder) {
    List<String> above = walk.missing().subList(0, walk.missing().size() - 1);
    Place parent =
        above.isEmpty()
            ? walk.place()
            : new Place(
                parentId(folder), FileNames.below(walk.place().path(), String.join("/", above)));
    return SalesforceItems.folder(folder, parent);
  }

  /** What is called so in a folder, a folder before a file. */
  Optional<CloudFile> child(Place folder, String name) {
    List<JsonNode> items = items(folder, FileNames.titles(name));
    for (JsonNode item : items) {
      if (item.path("IsFolder").asBoolean() && item.path("Title").asText().equals(name)) {
        String id = item.path("Id").asText();
        return Optional.of(SalesforceItems.folder(client.get("/connect/folders/" + id), folder));
      }
    }
    return items.stream()
        .filter(item -> !item.path("IsFolder").asBoolean() && FileNames.of(item).equals(name))
        .findFirst()
        .map(item -> describe(item.path("Id").asText()))
        .or(() -> folder.root() ? unfiled(name) : Optional.empty())
        .map(file -> SalesforceItems.file(file, folder));
  }

  private Optional<String> folderId(Place parent, String name) {
    return items(parent, List.of(name)).stream()
        .filter(
            item -> item.path("IsFolder").asBoolean() && item.path("Title").asText().equals(name))
        .map(item -> item.path("Id").asText())
        .findFirst();
  }

  private List<JsonNode> items(Place folder, List<String> titles) {
    String id = folder.root() ? root().path("id").asText() : folder.id();
    return client.query(
        "SELECT Id, IsFolder, Title, FileExtension FROM ContentFolderItem"
            + " WHERE ParentContentFolderId = "
            + Soql.quoted(id)
            + " AND Title IN "
            + Soql.quoted(titles)
            + " ORDER BY SystemModstamp DESC");
  }

  /** A file of a name that is in no folder. */
  private Optional<JsonNode> unfiled(String name) {
    return client
        .query(
            "SELECT Id, Title, FileExtension FROM ContentDocument WHERE OwnerId = "
                + Soql.quoted(userId())
                + " AND Title IN "
                + Soql.quoted(FileNames.titles(name))
                + " ORDER BY SystemModstamp DESC")
        .stream()
        .filter(record -> FileNames.of(record).equals(name))
        .map(record -> describe(record.path("Id").asText()))
        .filter(SalesforceTree::isUnfiled)
        .findFirst();
  }

  /** Whether a file is in no folder. */
  static boolean isUnfiled(JsonNode file) {
    return file.path("parentFolder").path("id").asText("").isEmpty();
  }

  private CloudFile byId(FileReference.ById id) {
    String text = id.text();
    try {
      if (text.equals(SalesforceItems.ROOT)) {
        return SalesforceItems.root(root());
      }
      if (SalesforceItems.isFileId(text)) {
        JsonNode file = describe(text);
        return SalesforceItems.file(file, place(file));
      }
      if (SalesforceItems.isFolderId(text)) {
        JsonNode folder = client.get("/connect/folders/" + text);
        return parentId(folder).isEmpty()
            ? SalesforceItems.root(folder)
            : SalesforceItems.folder(folder, place(folder));
      }
    } catch (SalesforceError e) {
      throw e.about(id);
    }
    throw DocumentsErrors.notFound(id, null);
  }

  /** A file as the Connect API describes it. */
  JsonNode describe(String fileId) {
    return client.get("/connect/files/" + fileId);
  }

  /** Where a file or a folder is, by the chain of the folders above it. */
  Place place(JsonNode item) {
    List<String> names = new ArrayList<>();
    String above = parentId(item);
    String id = above;
    try {
      while (!id.isEmpty()) {
        JsonNode folder = client.get("/connect/folders/" + id);
        String next = parentId(folder);
        if (next.isEmpty()) {
          break; // that was the root
        }
        names.addFirst(folder.path("name").asText());
        id = next;
        if (names.size() > DEEPEST) {
          throw ApiException.ofProvider(502, "Salesforce's folders lead in a circle.", null);
        }
      }
    } catch (SalesforceError e) {
      if (!e.notFound()) {
        throw e;
      }
      return Place.ROOT; // somebody shares a file that is in a folder of their own
    }
    return names.isEmpty() ? Place.ROOT : new Place(above, "/" + String.join("/", names));
  }

  private static String parentId(JsonNode item) {
    return item.path("parentFolder").path("id").asText("");
  }

  private JsonNode root() {
    JsonNode known = root;
    if (known == null) {
      known = client.get("/connect/folders/" + SalesforceItems.ROOT);
      root = known;
    }
    return known;
  }

  /** Salesforce's id of the root folder. */
  String rootId() {
    return root().path("id").asText();
  }

  /** Whose files they are. */
  String userId() {
    String known = userId;
    if (known == null) {
      known =
          knownUserId.orElseGet(
              () -> client.get("/chatter/users/me", Map.of(), Map.of()).path("id").asText());
      userId = known;
    }
    return known;
  }
}
