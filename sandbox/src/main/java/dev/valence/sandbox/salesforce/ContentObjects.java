package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.ByteRange;
import java.io.IOException;
import java.util.Set;

/**
 * What writing a record does that is a part of a file or a folder: a new ContentVersion makes a
 * file or adds a version to it, and what happens to a ContentDocument happens to the file.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_insert_update_blob.htm">
 *     Insert or Update Blob Data</a>
 */
final class ContentObjects {

  private static final Set<String> NAMES =
      Set.of(
          "ContentDocument",
          "ContentVersion",
          "ContentDocumentLink",
          "ContentFolder",
          "ContentFolderMember");

  private final RecordStore records;
  private final Contents contents;
  private final ContentFolders folders;
  private final ContentBytes bytes;

  ContentObjects(
      RecordStore records, Contents contents, ContentFolders folders, ContentBytes bytes) {
    this.records = records;
    this.contents = contents;
    this.folders = folders;
    this.bytes = bytes;
  }

  /** Whether a kind of record is one of these. */
  static boolean include(SObjectType type) {
    return NAMES.contains(type.name());
  }

  /** Makes a record and gives its id. */
  String create(Call call, SObjectType type) throws IOException {
    return switch (type.name()) {
      case "ContentVersion" -> version(call, type);
      case "ContentDocumentLink" -> {
        ObjectNode values = records.input(type).readNew(call.body());
        String documentId = values.get("ContentDocumentId").textValue();
        contents.toChange(call.userId(), documentId);
        yield contents
            .link(
                documentId,
                values.get("LinkedEntityId").textValue(),
                values.path("ShareType").asText("V"))
            .get("Id")
            .textValue();
      }
      case "ContentFolder" -> {
        ObjectNode values = records.input(type).readNew(call.body());
        String parent = values.path("ParentContentFolderId").asText(ContentFolders.ROOT);
        yield folders
            .create(
                call.userId(),
                folders.find(call.userId(), parent).get("Id").textValue(),
                values.get("Name").textValue())
            .get("Id")
            .textValue();
      }
      default -> records.create(type, call.body(), call.userId()).get("Id").textValue();
    };
  }

  private String version(Call call, SObjectType type) throws IOException {
    if (call.sent() == null && Multipart.isIn(call.request())) {
      try (Multipart body = Multipart.read(call.request())) {
        Multipart.FilePart file = body.require("VersionData");
        return version(call, type, body.json("entity_content"), bytes.store(file.body()));
      }
    }
    ObjectNode sent = call.body();
    Body data = BlobObjects.decode(sent, "VersionData");
    if (data == null) {
      throw BlobObjects.missing("VersionData");
    }
    return version(call, type, sent, bytes.store(data));
  }

  private String version(Call call, SObjectType type, ObjectNode sent, ContentBytes.Stored stored) {
    ObjectNode values = records.input(type).readNew(sent);
    String path = values.get("PathOnClient").textValue();
    String fileName = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    String extension = Contents.extension(fileName);
    // What has no title of its own is called like the file, without what its kind says already.
    String usual =
        extension == null
            ? fileName
            : fileName.substring(0, fileName.length() - extension.length() - 1);
    Contents.Upload upload =
        new Contents.Upload(
            values.path("Title").asText(usual),
            fileName,
            ConnectFiles.text(values, "Description"),
            ConnectFiles.text(values, "ReasonForChange"),
            stored);
    String documentId = ConnectFiles.text(values, "ContentDocumentId");
    ObjectNode document =
        documentId == null
            ? contents.create(upload, call.userId())
            : contents.addVersion(
                contents.toChange(call.userId(), documentId), upload, call.userId());
    String location = ConnectFiles.text(values, "FirstPublishLocationId");
    if (location != null && documentId == null && !location.equals(call.userId())) {
      contents.link(document.get("Id").textValue(), location, "V");
    }
    return document.get("LatestPublishedVersionId").textValue();
  }

  /** Changes a record. */
  void update(Call call, SObjectType type, ObjectNode record) throws IOException {
    ObjectNode values = records.input(type).readChange(call.body());
    switch (type.name()) {
      case "ContentDocument" -> describe(call, record.get("Id").textValue(), values);
      case "ContentVersion" -> describe(call, record.get("ContentDocumentId").textValue(), values);
      case "ContentDocumentLink" ->
          contents.link(
              record.get("ContentDocumentId").textValue(),
              record.get("LinkedEntityId").textValue(),
              values.path("ShareType").asText(record.get("ShareType").textValue()));
      case "ContentFolder" ->
          folders.change(
              call.userId(),
              record,
              ConnectFiles.text(values, "Name"),
              ConnectFiles.text(values, "ParentContentFolderId"));
      default ->
          folders.move(
              call.userId(),
              record.get("ChildRecordId").textValue(),
              ConnectFiles.text(values, "ParentContentFolderId"));
    }
  }

  private void describe(Call call, String documentId, ObjectNode values) {
    contents.describe(
        contents.toChange(call.userId(), documentId),
        ConnectFiles.text(values, "Title"),
        ConnectFiles.text(values, "Description"),
        call.userId());
  }

  /** Deletes a record. */
  void delete(Call call, SObjectType type, ObjectNode record) {
    switch (type.name()) {
      case "ContentDocument" ->
          contents.delete(
              contents.toChange(call.userId(), record.get("Id").textValue()), call.userId());
      case "ContentFolder" -> folders.delete(call.userId(), record);
      case "ContentDocumentLink" -> {
        if (record.get("ShareType").textValue().equals("I")) {
          throw new RestException(
              400, "INSUFFICIENT_ACCESS_OR_READONLY", "The owner's share can not be deleted");
        }
        contents.toChange(call.userId(), record.get("ContentDocumentId").textValue());
        records.delete(type, record.get("Id").textValue(), call.userId());
      }
      default -> records.delete(type, record.get("Id").textValue(), call.userId());
    }
  }

  /** The bytes of a version. */
  Answer data(Call call, ObjectNode version) {
    ContentBytes.Stored stored = bytes.of(version.get("Id").textValue());
    return ByteRange.answer(
        call.request().header("range"), "application/octet-stream", stored.file(), stored.size());
  }
}
