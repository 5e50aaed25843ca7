package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.util.List;

/** Which records a user sees: all but those of other people's files and folders. */
final class ContentAccess {

  private final Schema schema;
  private final RecordStore records;
  private final Contents contents;
  private final ContentFolders folders;

  ContentAccess(Schema schema, RecordStore records, Contents contents, ContentFolders folders) {
    this.schema = schema;
    this.records = records;
    this.contents = contents;
    this.folders = folders;
  }

  /** The records of a kind that a user sees, deleted ones included. */
  List<ObjectNode> all(SObjectType type, String userId) {
    if (type.name().equals("ContentFolderItem")) {
      return folders.items(type).stream().filter(it -> sees(type, userId, it)).toList();
    }
    String viewed = type.viewOf();
    if (viewed != null) {
      return records.all(schema.get(viewed)).stream().map(it -> shown(type, it)).toList();
    }
    List<ObjectNode> all = records.all(type);
    return isOfFiles(type) ? all.stream().filter(it -> sees(type, userId, it)).toList() : all;
  }

  /** Whether the records of a kind are kept as they are shown. */
  boolean isStored(SObjectType type) {
    return type.viewOf() == null && !type.name().equals("ContentFolderItem");
  }

  private static boolean isOfFiles(SObjectType type) {
    return type.name().startsWith("Content");
  }

  private static ObjectNode shown(SObjectType type, ObjectNode record) {
    ObjectNode shown = Json.object();
    for (SObjectField field : type.fields()) {
      JsonNode value = record.get(field.name());
      shown.set(field.name(), value == null ? field.usual() : value);
    }
    return shown;
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
