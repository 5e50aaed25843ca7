package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file or a folder (contract, core 5.1).
 *
 * @param id the id that the hub's operations take
 * @param refId the provider's own id, where it differs; the hub's operations take it too
 * @param name the last segment of the path; {@code /} for the root
 * @param path the path from the root
 * @param directory whether it is a folder
 * @param size the size in bytes; 0 for a folder
 * @param createdDate when it was made; null when the provider keeps no such time
 * @param modifiedDate when it was changed last; null when the provider keeps no such time
 * @param tags the tags, none when the provider keeps none
 * @param description what its owner says of it; null for nothing
 * @param parentFolderId the id of the folder that holds it; null for the root
 * @param properties further texts, such as {@code mimeType}; {@link #CHECKSUM} and {@link
 *     #CHECKSUM_ALGORITHM} where the provider keeps one of the content
 * @param raw what the provider said
 */
public record CloudFile(
    String id,
    @Nullable String refId,
    String name,
    String path,
    boolean directory,
    long size,
    @Nullable Instant createdDate,
    @Nullable Instant modifiedDate,
    List<String> tags,
    @Nullable String description,
    @Nullable String parentFolderId,
    Map<String, String> properties,
    JsonNode raw) {

  /** The property with a checksum of the content, as the provider writes it. */
  public static final String CHECKSUM = "checksum";

  /** The property that names how {@link #CHECKSUM} is made, such as {@code md5}. */
  public static final String CHECKSUM_ALGORITHM = "checksumAlgorithm";

  /**
   * The property with the id by which the comments on a file are found; apps look for it beside the
   * other ids too (contract, core 6.7).
   */
  public static final String FEED_ID = "feedId";

  public CloudFile {
    tags = List.copyOf(tags);
    properties = Map.copyOf(properties);
  }

  /**
   * A file or a folder without tags and description.
   *
   * @see CloudFile
   */
  public static CloudFile plain(
      String id,
      @Nullable String refId,
      String name,
      String path,
      boolean directory,
      long size,
      @Nullable Instant createdDate,
      @Nullable Instant modifiedDate,
      @Nullable String parentFolderId,
      Map<String, String> properties,
      JsonNode raw) {
    return new CloudFile(
        id,
        refId,
        name,
        path,
        directory,
        size,
        createdDate,
        modifiedDate,
        List.of(),
        null,
        parentFolderId,
        properties,
        raw);
  }

  /** The id that stays when the item is moved. */
  public String lastingId() {
    return refId == null ? id : refId;
  }

  /** The same item with tags. */
  public CloudFile withTags(List<String> others) {
    return with(others, description, properties);
  }

  /** The same item with a description. */
  public CloudFile withDescription(@Nullable String other) {
    return with(tags, other, properties);
  }

  /** The same item with further properties; those that it has stay. */
  public CloudFile withProperties(Map<String, String> further) {
    Map<String, String> all = new HashMap<>(further);
    all.putAll(properties);
    return with(tags, description, all);
  }

  private CloudFile with(
      List<String> otherTags, @Nullable String otherDescription, Map<String, String> all) {
    return new CloudFile(
        id,
        refId,
        name,
        path,
        directory,
        size,
        createdDate,
        modifiedDate,
        otherTags,
        otherDescription,
        parentFolderId,
        all,
        raw);
  }

  /**
   * The answer's form.
   *
   * @param isoDates whether dates are texts as in ISO 8601 instead of milliseconds since 1970
   * @param withRaw whether it holds what the provider said
   */
  public ObjectNode toJson(boolean isoDates, boolean withRaw) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id);
    json.put("refId", refId);
    json.put("name", name);
    json.put("path", path);
    json.put("directory", directory);
    json.put("size", size);
    putDate(json, "createdDate", createdDate, isoDates);
    putDate(json, "modifiedDate", modifiedDate, isoDates);
    tags.forEach(json.putArray("tags")::add);
    json.put("description", description);
    json.put("parentFolderId", parentFolderId);
    if (properties.containsKey(FEED_ID)) {
      json.put(FEED_ID, properties.get(FEED_ID));
    }
    properties.forEach(json.putObject("properties")::put);
    if (withRaw) {
      json.set("raw", raw);
    }
    return json;
  }

  private static void putDate(
      ObjectNode json, String name, @Nullable Instant date, boolean isoDates) {
    if (date == null) {
      json.putNull(name);
    } else if (isoDates) {
      json.put(name, date.toString());
    } else {
      json.put(name, date.toEpochMilli());
    }
  }
}
