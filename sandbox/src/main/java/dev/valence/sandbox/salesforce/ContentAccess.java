package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Which records a user sees: all but those of other people's files and folders. */
final class ContentAccess {

  private final RecordStore records;
  private final Contents contents;
  private final ContentFolders folders;

  ContentAccess(RecordStore records, Contents contents, ContentFolders folders) {
    this.records = records;
    this.contents = contents;
    this.folders = folders;
  }

  /** The records of a kind that a user sees, deleted ones included. */
  List<ObjectNode> all(SObjectType type, String userId) {
    List<ObjectNode> all =
        type.name().equals("ContentFolderItem") ? folders.items(type) : records.all(type);
    return all.stream().filter(record -> sees(type, userId, record)).toList();
  }

  /** Whether a user sees a record. */
  boolean sees(SObjectType type, String userId, ObjectNode record) {
    return switch (type.name()) {
      case "ContentDocument" -> contents.sees(userId, record.get("Id").textValue());
      case "ContentVersion", "ContentDocumentLink" ->
          contents.sees(userId, record.get("ContentDocumentId").textValue());
      case "ContentFolder", "ContentFolderMember", "ContentFolderItem" ->
          ContentFolders.sees(userId, record);
      default -> true;
    };
  }
}
