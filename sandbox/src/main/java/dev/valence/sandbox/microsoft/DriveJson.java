package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.microsoft.Item.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes drives and items as one API shows them to one user.
 *
 * @param access who sees them
 * @param sharepoint the address of SharePoint's site for the client
 * @param downloads where the bytes of files are had
 */
record DriveJson(Access access, String sharepoint, Downloads downloads) {

  private static final String DRIVE_TYPE = "business";

  ObjectNode drive() {
    Drive drive = access.drive();
    String created = drive.created().toString();
    ObjectNode json =
        Json.object()
            .put("id", drive.id())
            .put("driveType", DRIVE_TYPE)
            .put("name", "OneDrive")
            .put("description", "")
            .put("createdDateTime", created)
            .put("lastModifiedDateTime", created)
            .put("webUrl", documents());
    json.putObject("createdBy").putObject("user").put("displayName", "System Account");
    json.set("owner", identity());
    long total = access.user().storageBytes();
    long used = drive.usedBytes();
    json.putObject("quota")
        .put("total", total)
        .put("used", used)
        .put("remaining", total - used)
        .put("deleted", 0)
        .put("state", "normal");
    return json;
  }

  ObjectNode item(Drive.Node node) {
    Item item = node.item();
    ObjectNode json =
        Json.object()
            .put("id", item.id())
            .put("name", item.name())
            .put("size", node.size())
            .put("eTag", item.eTag())
            .put("cTag", item.cTag())
            .put("webUrl", documents() + Names.encodePath(node.path()));
    addTimes(json, item);
    json.set("createdBy", identity());
    json.set("lastModifiedBy", identity());
    json.putObject("fileSystemInfo")
        .put("createdDateTime", item.fileTimes().created().toString())
        .put("lastModifiedDateTime", item.fileTimes().modified().toString());
    if (item.description() != null) {
      json.put("description", item.description());
    }
    addParent(json, node);
    Content content = item.content();
    if (content == null) {
      json.putObject("folder").put("childCount", node.childCount());
    } else {
      ObjectNode file = json.putObject("file").put("mimeType", MediaTypes.of(item.name()));
      file.putObject("hashes").put("quickXorHash", content.quickXorHash());
      json.put(access.resource().downloadUrlName(), downloadUrl(item));
    }
    return json;
  }

  /** What is told of an item that was deleted. */
  ObjectNode deleted(Item item) {
    ObjectNode json = Json.object().put("id", item.id());
    json.putObject("parentReference")
        .put("driveId", access.drive().id())
        .put("driveType", DRIVE_TYPE)
        .put("id", item.parentId());
    json.putObject(item.content() == null ? "folder" : "file");
    json.putObject("deleted").put("state", "deleted");
    return json;
  }

  String downloadUrl(Item file) {
    return downloadUrl(file, Rendition.CONTENT);
  }

  String downloadUrl(Item file, Rendition rendition) {
    return downloads.url(sharepoint, access.user(), file, rendition);
  }

  /** The same for somebody else, or for the same one at another API. */
  DriveJson as(Access other) {
    return new DriveJson(other, sharepoint, downloads);
  }

  /** An item with what a call asks for besides, and without what it does not ask for. */
  ObjectNode item(Drive.Node node, QueryOptions query) throws IOException {
    ObjectNode json = item(node);
    String expand = query.get("expand");
    if (expand != null) {
      for (String name : expand.replaceAll("\\([^)]*\\)", "").split(",", -1)) {
        expand(json, node, name.strip());
      }
    }
    return select(json, query);
  }

  private void expand(ObjectNode json, Drive.Node node, String name) throws IOException {
    switch (name) {
      case "thumbnails" -> json.set(name, Thumbnails.sets(this, node.item(), null));
      case "children" -> {
        ArrayNode children = json.putArray(name);
        access
            .drive()
            .children(node.item(), false, null, Integer.MAX_VALUE)
            .forEach(child -> children.add(item(child)));
      }
      default -> throw ApiException.invalidRequest("The property " + name + " cannot be expanded.");
    }
  }

  /** Leaves of an object what {@code $select} asks for, if it is there. */
  ObjectNode select(ObjectNode json, QueryOptions query) {
    String wanted = query.get("select");
    if (wanted == null) {
      return json;
    }
    Set<String> names =
        Arrays.stream(wanted.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    String expand = query.get("expand");
    if (expand != null) {
      names.addAll(List.of(expand.replaceAll("\\([^)]*\\)", "").split("\\s*,\\s*", -1)));
    }
    if (names.contains("content.downloadUrl")) {
      names.add(access.resource().downloadUrlName());
    }
    return json.retain(names);
  }

  private static void addTimes(ObjectNode json, Item item) {
    json.put("createdDateTime", item.created().toString())
        .put("lastModifiedDateTime", item.modified().toString());
  }

  private void addParent(ObjectNode json, Drive.Node node) {
    ObjectNode parent =
        json.putObject("parentReference")
            .put("driveId", access.drive().id())
            .put("driveType", DRIVE_TYPE);
    if (node.item().parentId() == null) {
      json.putObject("root");
      return;
    }
    List<String> above = node.path().subList(0, node.path().size() - 1);
    parent.put("id", node.item().parentId()).put("path", "/drive/root:" + Names.encodePath(above));
  }

  ObjectNode identity() {
    User user = access.user();
    ObjectNode identity = Json.object();
    identity
        .putObject("user")
        .put("id", user.id())
        .put("email", user.email())
        .put("displayName", user.displayName());
    return identity;
  }

  private String documents() {
    return sharepoint + Access.personalSite(access.user()) + "/Documents";
  }
}
