package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.salesforce.ContentBytes.Stored;
import java.net.URLConnection;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files: a ContentDocument each, with its ContentVersions and a ContentDocumentLink for
 * everybody who sees it. Whoever made a file is the first of them.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_erd_content.htm">
 *     Salesforce Files objects</a>
 */
final class Contents {

  /**
   * A version that has arrived.
   *
   * @param title null for the name of the file that was sent
   * @param pathOnClient the name of the file that was sent, of which the extension is taken
   */
  record Upload(
      @Nullable String title,
      String pathOnClient,
      @Nullable String description,
      @Nullable String reason,
      Stored content) {}

  private static final int LONGEST_TITLE = 255;

  private final RecordStore records;
  private final ContentBytes bytes;
  private final InstantSource clock;
  private final SObjectType documents;
  private final SObjectType versions;
  private final SObjectType links;

  Contents(Schema schema, RecordStore records, ContentBytes bytes, InstantSource clock) {
    this.records = records;
    this.bytes = bytes;
    this.clock = clock;
    this.documents = schema.find("ContentDocument").orElseThrow();
    this.versions = schema.find("ContentVersion").orElseThrow();
    this.links = schema.find("ContentDocumentLink").orElseThrow();
  }

  /** Makes a file and gives its document. */
  synchronized ObjectNode create(Upload upload, String userId) {
    String title = title(upload);
    ObjectNode document =
        records.insert(
            documents,
            Json.object()
                .put("Title", title)
                .put("Description", upload.description())
                .put("PublishStatus", "R"),
            userId);
    String id = document.get("Id").textValue();
    link(id, userId, "I");
    publish(id, upload, title, 1, userId);
    return records.find(documents, id).orElseThrow();
  }

  /** Adds a version to a file and gives its document. */
  synchronized ObjectNode addVersion(ObjectNode document, Upload upload, String userId) {
    String id = document.get("Id").textValue();
    List<ObjectNode> before = versionsOf(id);
    ObjectNode latest = before.getLast();
    records.set(
        versions,
        latest.get("Id").textValue(),
        Json.object().put("IsLatest", false).put("PublishStatus", "P"),
        userId);
    String title = upload.title() == null ? document.get("Title").textValue() : title(upload);
    publish(id, upload, title, before.size() + 1, userId);
    return records.find(documents, id).orElseThrow();
  }

  private void publish(String id, Upload upload, String title, int number, String userId) {
    Stored content = upload.content();
    String extension = extension(upload.pathOnClient());
    ObjectNode common =
        Json.object()
            .put("Title", title)
            .put("Description", upload.description())
            .put("FileExtension", extension)
            .put("FileType", fileType(extension))
            .put("ContentSize", content.size())
            .put("ContentModifiedDate", Times.record(clock.instant()));
    ObjectNode version =
        records.insert(
            versions,
            common
                .deepCopy()
                .put("ContentDocumentId", id)
                .put("IsLatest", true)
                .put("VersionNumber", Integer.toString(number))
                .put("PathOnClient", upload.pathOnClient())
                .put("ReasonForChange", upload.reason())
                .put("Checksum", content.md5()),
            userId);
    bytes.assign(version.get("Id").textValue(), content);
    records.set(
        documents,
        id,
        common.put("LatestPublishedVersionId", version.get("Id").textValue()),
        userId);
  }

  /** Renames and describes a file and its latest version; null leaves a value as it is. */
  synchronized void describe(
      ObjectNode document, @Nullable String title, @Nullable String description, String userId) {
    ObjectNode change = Json.object();
    if (title != null) {
      change.put("Title", checked(title));
    }
    if (description != null) {
      change.put("Description", description.isEmpty() ? null : description);
    }
    String id = document.get("Id").textValue();
    records.set(versions, versionsOf(id).getLast().get("Id").textValue(), change, userId);
    records.set(documents, id, change, userId);
  }

  /** Moves a file to the recycle bin, with its versions and links. */
  synchronized void delete(ObjectNode document, String userId) {
    String id = document.get("Id").textValue();
    ObjectNode deleted = Json.object().put("IsDeleted", true);
    versionsOf(id)
        .forEach(version -> records.set(versions, version.get("Id").textValue(), deleted, userId));
    linksOf(id).forEach(link -> records.set(links, link.get("Id").textValue(), deleted, userId));
    records.set(documents, id, deleted, userId);
  }

  /** A file that the user sees, by its id in the long form. */
  synchronized Optional<ObjectNode> find(String userId, String id) {
    return records
        .find(documents, id)
        .filter(document -> !RecordStore.isDeleted(document) && sees(userId, id));
  }

  /** A file that the user may change, by its id in the long form. */
  ObjectNode toChange(String userId, String id) {
    ObjectNode document = find(userId, id).orElseThrow(RestException::notFound);
    if (!mayChange(userId, document)) {
      throw new RestException(
          403, "INSUFFICIENT_ACCESS", "insufficient access rights on object id");
    }
    return document;
  }

  /** The files that a user owns, in the order in which they were made. */
  synchronized Stream<ObjectNode> owned(String userId) {
    return records.all(documents).stream()
        .filter(document ->
            !RecordStore.isDeleted(document) && document.get("OwnerId").textValue().equals(userId));
  }

  /** The files that a user owns, those changed last first. */
  synchronized List<ObjectNode> ownedBy(String userId) {
    return owned(userId)
        .sorted(
            Comparator.comparing(
                    (ObjectNode document) -> document.get("ContentModifiedDate").textValue())
                .thenComparing(document -> document.get("LatestPublishedVersionId").textValue())
                .reversed())
        .toList();
  }

  /** The versions of a file, the first one first. */
  synchronized List<ObjectNode> versionsOf(String documentId) {
    return records
        .referring(versions, "ContentDocumentId", documentId)
        .sorted(Comparator.comparing(version -> version.get("Id").textValue()))
        .toList();
  }

  /** Whom a file is shared with. */
  List<ObjectNode> linksOf(String documentId) {
    return records.referring(links, "ContentDocumentId", documentId).toList();
  }

  /** Shares a file, or changes how it is shared. */
  synchronized ObjectNode link(String documentId, String entityId, String shareType) {
    Optional<ObjectNode> present =
        linksOf(documentId).stream()
            .filter(link -> link.get("LinkedEntityId").textValue().equals(entityId))
            .findFirst();
    ObjectNode values = Json.object().put("ShareType", shareType);
    if (present.isPresent()) {
      String id = present.get().get("Id").textValue();
      records.set(links, id, values, entityId);
      return records.find(links, id).orElseThrow();
    }
    return records.insert(
        links,
        values.put("ContentDocumentId", documentId).put("LinkedEntityId", entityId),
        entityId);
  }

  /** Whether a user sees a file, or saw it before it was deleted. */
  boolean sees(String userId, String documentId) {
    return records.with(links, links.find("ContentDocumentId").orElseThrow(), documentId).stream()
        .anyMatch(link ->
            link.get("LinkedEntityId").textValue().equals(userId)
                && (!RecordStore.isDeleted(link) || isDeleted(documentId)));
  }

  private boolean isDeleted(String documentId) {
    return records.find(documents, documentId).map(RecordStore::isDeleted).orElse(false);
  }

  private boolean mayChange(String userId, ObjectNode document) {
    return linksOf(document.get("Id").textValue()).stream()
        .anyMatch(link ->
            link.get("LinkedEntityId").textValue().equals(userId)
                && !link.get("ShareType").textValue().equals("V"));
  }

  private static String title(Upload upload) {
    return checked(upload.title() == null ? upload.pathOnClient() : upload.title());
  }

  private static String checked(String title) {
    String stripped = title.strip();
    if (stripped.isEmpty()) {
      throw new RestException(
          400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [Title]", "Title");
    }
    if (stripped.length() > LONGEST_TITLE) {
      throw new RestException(
          400,
          "STRING_TOO_LONG",
          "Title: data value too large: " + stripped + " (max length=" + LONGEST_TITLE + ")",
          "Title");
    }
    return stripped;
  }

  /** What a name has behind its last point, in small letters; null when it has none. */
  static @Nullable String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 || dot == name.length() - 1
        ? null
        : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static String fileType(@Nullable String extension) {
    return extension == null ? "UNKNOWN" : extension.toUpperCase(Locale.ROOT);
  }

  /** The media type of a version. */
  static String mimeType(ObjectNode version) {
    String guess = URLConnection.guessContentTypeFromName(version.get("PathOnClient").textValue());
    return guess == null ? "application/octet-stream" : guess;
  }
}
