package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders, which are a tree for every user, and what is in them. A file is in one folder or in
 * none.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contentfolder.htm">
 *     ContentFolder</a>
 */
final class ContentFolders {

  /** How the folder is called that all others are in. */
  static final String ROOT = "root";

  private static final int LONGEST_NAME = 120;

  private final RecordStore records;
  private final Contents contents;
  private final SObjectType folders;
  private final SObjectType members;

  ContentFolders(Schema schema, RecordStore records, Contents contents) {
    this.records = records;
    this.contents = contents;
    this.folders = schema.find("ContentFolder").orElseThrow();
    this.members = schema.find("ContentFolderMember").orElseThrow();
  }

  /** The folder that all others of a user are in. */
  synchronized ObjectNode root(String userId) {
    return present(folders)
        .filter(folder ->
            folder.get("ParentContentFolderId").isNull()
                && folder.get("CreatedById").textValue().equals(userId))
        .findFirst()
        .orElseGet(() -> records.insert(folders, Json.object().put("Name", ROOT), userId));
  }

  /** A folder of a user. */
  ObjectNode find(String userId, String id) {
    if (id.equals(ROOT)) {
      return root(userId);
    }
    return Ids.normalize(id)
        .flatMap(full -> records.find(folders, full))
        .filter(folder -> !RecordStore.isDeleted(folder) && sees(userId, folder))
        .orElseThrow(RestException::notFound);
  }

  /** Whether a folder is a user's. */
  static boolean sees(String userId, ObjectNode folder) {
    return folder.get("CreatedById").textValue().equals(userId);
  }

  /** The folders in a folder by their names, then its files. */
  List<ObjectNode> children(String folderId) {
    return Stream.concat(foldersIn(folderId), filesIn(folderId)).toList();
  }

  /** The folders in a folder, by their names. */
  Stream<ObjectNode> foldersIn(String folderId) {
    return records.referring(folders, "ParentContentFolderId", folderId).sorted(byName("Name"));
  }

  /** The files in a folder, by their titles. */
  Stream<ObjectNode> filesIn(String folderId) {
    return records
        .referring(members, "ParentContentFolderId", folderId)
        .flatMap(member -> document(member).stream())
        .sorted(byName("Title"));
  }

  /** The folder that a file is in; empty for none. */
  Optional<ObjectNode> folderOf(String documentId) {
    return member(documentId)
        .flatMap(member -> records.find(folders, member.get("ParentContentFolderId").textValue()));
  }

  /** Makes a folder; there is none of the same name in the same place. */
  synchronized ObjectNode create(String userId, String parentId, String name) {
    String checked = checked(name);
    if (named(parentId, checked).isPresent()) {
      throw duplicate(checked);
    }
    return records.insert(
        folders, Json.object().put("Name", checked).put("ParentContentFolderId", parentId), userId);
  }

  /** A folder by its path, whose missing parts are made. */
  synchronized ObjectNode along(String userId, ObjectNode start, List<String> names) {
    ObjectNode folder = start;
    for (String name : names) {
      String parentId = folder.get("Id").textValue();
      folder = named(parentId, name).orElseGet(() -> create(userId, parentId, name));
    }
    return folder;
  }

  /** The folder of a name in a folder. */
  Optional<ObjectNode> named(String parentId, String name) {
    return foldersIn(parentId)
        .filter(folder -> folder.get("Name").textValue().equals(name))
        .findFirst();
  }

  /** Renames a folder and moves it; null leaves it as it is called, or where it is. */
  synchronized void change(
      String userId, ObjectNode folder, @Nullable String name, @Nullable String parentId) {
    requireNotRoot(folder);
    String id = folder.get("Id").textValue();
    String newName = name == null ? folder.get("Name").textValue() : checked(name);
    String newParent =
        parentId == null ? folder.get("ParentContentFolderId").textValue() : parentId;
    for (ObjectNode above = records.find(folders, newParent).orElseThrow();
        !above.get("ParentContentFolderId").isNull();
        above =
            records.find(folders, above.get("ParentContentFolderId").textValue()).orElseThrow()) {
      if (above.get("Id").textValue().equals(id)) {
        throw new RestException(
            400, "CIRCULAR_DEPENDENCY", "A folder can not be moved into itself");
      }
    }
    if (named(newParent, newName).filter(other -> !other.equals(folder)).isPresent()) {
      throw duplicate(newName);
    }
    records.set(
        folders,
        id,
        Json.object().put("Name", newName).put("ParentContentFolderId", newParent),
        userId);
  }

  /** Deletes a folder and those in it, whose files are in no folder from then on. */
  synchronized void delete(String userId, ObjectNode folder) {
    requireNotRoot(folder);
    String id = folder.get("Id").textValue();
    foldersIn(id).toList().forEach(child -> delete(userId, child));
    filesIn(id).toList().forEach(file -> move(userId, file.get("Id").textValue(), null));
    records.set(folders, id, Json.object().put("IsDeleted", true), userId);
  }

  /** Puts a file into a folder, or with null into none. */
  synchronized void move(String userId, String documentId, @Nullable String folderId) {
    Optional<String> member = member(documentId).map(record -> record.get("Id").textValue());
    ObjectNode place = Json.object().put("ParentContentFolderId", folderId);
    if (folderId == null) {
      member.ifPresent(
          id -> records.set(members, id, Json.object().put("IsDeleted", true), userId));
    } else if (member.isPresent()) {
      records.set(members, member.get(), place, userId);
    } else {
      records.insert(members, place.put("ChildRecordId", documentId), userId);
    }
  }

  /** Everything in folders, as ContentFolderItem shows it. */
  List<ObjectNode> items(SObjectType type) {
    List<ObjectNode> items = new ArrayList<>();
    present(folders)
        .map(folder ->
            item(type, folder)
                .put("IsFolder", true)
                .put("Title", folder.get("Name").textValue())
                .put("ParentContentFolderId", folder.get("ParentContentFolderId").textValue()))
        .forEach(items::add);
    present(members)
        .forEach(member ->
            document(member)
                .map(document ->
                    item(type, document)
                        .put("IsFolder", false)
                        .put(
                            "ParentContentFolderId",
                            member.get("ParentContentFolderId").textValue()))
                .ifPresent(items::add));
    return items;
  }

  private static ObjectNode item(SObjectType type, ObjectNode of) {
    ObjectNode item = Json.object();
    type.fields().forEach(field -> item.set(field.name(), of.get(field.name())));
    return item;
  }

  /** The names of the folders above one and its own, without the root's. */
  List<String> path(ObjectNode folder) {
    List<String> names = new ArrayList<>();
    for (ObjectNode at = folder;
        !at.get("ParentContentFolderId").isNull();
        at = records.find(folders, at.get("ParentContentFolderId").textValue()).orElseThrow()) {
      names.addFirst(at.get("Name").textValue());
    }
    return names;
  }

  private Optional<ObjectNode> document(ObjectNode member) {
    return contents.find(
        member.get("CreatedById").textValue(), member.get("ChildRecordId").textValue());
  }

  private Optional<ObjectNode> member(String documentId) {
    return records.referring(members, "ChildRecordId", documentId).findFirst();
  }

  private Stream<ObjectNode> present(SObjectType type) {
    return records.all(type).stream().filter(record -> !RecordStore.isDeleted(record));
  }

  private static Comparator<ObjectNode> byName(String field) {
    return Comparator.comparing(
            (ObjectNode record) -> record.get(field).textValue().toLowerCase(Locale.ROOT))
        .thenComparing(record -> record.get("Id").textValue());
  }

  private static void requireNotRoot(ObjectNode folder) {
    if (folder.get("ParentContentFolderId").isNull()) {
      throw new RestException(
          403, "OPERATION_NOT_ALLOWED", "The root folder can not be changed or deleted");
    }
  }

  private static String checked(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST_NAME || stripped.contains("/")) {
      throw new RestException(400, "INVALID_INPUT", "Invalid folder name: " + name, "Name");
    }
    return stripped;
  }

  private static RestException duplicate(String name) {
    return new RestException(
        400, "DUPLICATE_VALUE", "A folder of this name is already there: " + name, "Name");
  }
}
