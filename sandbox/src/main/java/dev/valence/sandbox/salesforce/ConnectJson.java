package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Files, folders and users as the Connect API describes them. */
final class ConnectJson {

  private static final List<String> SIZES = List.of("120By90", "240By180", "720By480");

  private final Contents contents;
  private final ContentFolders folders;
  private final RecordStore records;

  ConnectJson(Contents contents, ContentFolders folders, RecordStore records) {
    this.contents = contents;
    this.folders = folders;
    this.records = records;
  }

  /** A file in its latest version. */
  ObjectNode file(Call call, ObjectNode document) {
    return file(call, document, contents.versionsOf(document.get("Id").textValue()).getLast());
  }

  /** A file in one of its versions. */
  ObjectNode file(Call call, ObjectNode document, ObjectNode version) {
    String id = document.get("Id").textValue();
    String number = version.get("VersionNumber").textValue();
    String url = call.base() + "/connect/files/" + id;
    String extension = version.get("FileExtension").textValue();
    boolean image = Renditions.isImage(version);
    ObjectNode file =
        Json.object()
            .put("id", id)
            .put("type", "File")
            .put("url", url + "?versionNumber=" + number)
            .put("name", version.get("Title").textValue())
            .put("title", version.get("Title").textValue())
            .put("description", version.get("Description").textValue())
            .put("checksum", version.get("Checksum").textValue())
            .put("contentSize", version.get("ContentSize").longValue())
            .put("contentVersionId", version.get("Id").textValue())
            .put("contentModifiedDate", time(version, "ContentModifiedDate"))
            .put("createdDate", time(document, "CreatedDate"))
            .put("modifiedDate", time(document, "LastModifiedDate"))
            .put("systemModstamp", time(document, "SystemModstamp"))
            .put("downloadUrl", url + "/content?versionNumber=" + number)
            .put("fileExtension", extension)
            .put("fileType", fileType(extension))
            .put("mimeType", Contents.mimeType(version))
            .put("isMajorVersion", true)
            .put("origin", "Chatter")
            .put("publishStatus", "PrivateAccess")
            .put("sharingOption", "Allowed")
            .put("sharingPrivacy", "None")
            .put("sharingRole", role(call.userId(), id))
            .put("pdfRenditionStatus", "Na")
            .put("pageCount", image ? 1 : 0)
            .put("versionNumber", number);
    for (String size : SIZES) {
      file.put("thumb" + size + "RenditionStatus", image ? "Success" : "Na");
      file.put(
          size.equals(SIZES.getFirst()) ? "renditionUrl" : "renditionUrl" + size,
          url + "/rendition?type=THUMB" + size.toUpperCase(Locale.ROOT));
    }
    folders
        .folderOf(id)
        .ifPresentOrElse(
            folder -> file.set("parentFolder", reference(call, folder)),
            () -> file.putNull("parentFolder"));
    file.set("owner", user(call, document.get("OwnerId").textValue()));
    return file;
  }

  /** A folder. */
  ObjectNode folder(Call call, ObjectNode folder) {
    ObjectNode answer = reference(call, folder);
    answer
        .put("type", "Folder")
        .put("name", folder.get("Name").textValue())
        .put("path", "/" + String.join("/", folders.path(folder)))
        .put("itemsUrl", answer.get("url").textValue() + "/items")
        .put("createdDate", time(folder, "CreatedDate"))
        .put("modifiedDate", time(folder, "LastModifiedDate"));
    String parentId = folder.get("ParentContentFolderId").textValue();
    if (parentId == null) {
      return answer.putNull("parentFolder");
    }
    answer.set("parentFolder", reference(call, parentId));
    return answer;
  }

  /** A file or a folder as something that is in a folder. */
  ObjectNode item(Call call, ObjectNode record) {
    boolean folder = record.has("ParentContentFolderId");
    ObjectNode item = Json.object().put("type", folder ? "Folder" : "File");
    item.set("file", folder ? null : file(call, record));
    item.set("folder", folder ? folder(call, record) : null);
    return item;
  }

  /** A user. */
  ObjectNode user(Call call, String userId) {
    ObjectNode record = records.userRecord(userId);
    ObjectNode user = Json.object();
    user.set("displayName", record.get("Name"));
    user.set("firstName", record.get("FirstName"));
    user.put("id", userId).put("isActive", true).put("isInThisCommunity", true);
    user.set("lastName", record.get("LastName"));
    user.set("name", record.get("Name"));
    user.set("title", record.get("Title"));
    user.set("companyName", record.get("CompanyName"));
    user.set("communityNickname", record.get("CommunityNickname"));
    return user.put("type", "User")
        .put("url", call.base() + "/chatter/users/" + userId)
        .put("userType", "Internal");
  }

  private static ObjectNode reference(Call call, ObjectNode folder) {
    return reference(call, folder.get("Id").textValue());
  }

  private static ObjectNode reference(Call call, String folderId) {
    return Json.object()
        .put("id", folderId)
        .put("url", call.base() + "/connect/folders/" + folderId);
  }

  private String role(String userId, String documentId) {
    return contents.linksOf(documentId).stream()
        .filter(link -> link.get("LinkedEntityId").textValue().equals(userId))
        .map(link -> link.get("ShareType").textValue())
        .findFirst()
        .map(type ->
            switch (type) {
              case "I" -> "Owner";
              case "C" -> "Collaborator";
              default -> "Viewer";
            })
        .orElse("WorkspaceManaged");
  }

  /** A time of a record in the Connect API's form. */
  static String time(ObjectNode record, String field) {
    return record.get(field).textValue().replace("+0000", "Z");
  }

  private static String fileType(@Nullable String extension) {
    return extension == null
        ? "Unknown"
        : extension.substring(0, 1).toUpperCase(Locale.ROOT) + extension.substring(1);
  }
}
