package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.microsoft.Item.Content;
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
    addTimes(json.putObject("fileSystemInfo"), item);
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

  String downloadUrl(Item file) {
    return downloads.url(sharepoint, access.user(), file);
  }

  /** Leaves of an object what {@code $select} asks for, if it is there. */
  ObjectNode select(ObjectNode json, QueryOptions query) {
    String wanted = query.get("select");
    if (wanted == null) {
      return json;
    }
    Set<String> names =
        Arrays.stream(wanted.split(",", -1)).map(String::strip).collect(Collectors.toSet());
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

  private ObjectNode identity() {
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
