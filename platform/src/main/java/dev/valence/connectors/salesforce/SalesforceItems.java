package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.MimeTypes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Salesforce's files and folders become the hub's. */
final class SalesforceItems {

  /** The id of the folder that all others are in, as Salesforce calls it. */
  static final String ROOT = "root";

  private static final Pattern FILE = Pattern.compile("069[A-Za-z0-9]{12}([A-Z0-5]{3})?");
  private static final Pattern FOLDER = Pattern.compile("07H[A-Za-z0-9]{12}([A-Z0-5]{3})?");

  /** The Connect API ends times with Z, the REST API with +0000. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX", Locale.ROOT);

  private SalesforceItems() {}

  /** Whether an id can be a file's. */
  static boolean isFileId(String id) {
    return FILE.matcher(id).matches();
  }

  /** Whether an id can be a folder's, other than the root's. */
  static boolean isFolderId(String id) {
    return FOLDER.matcher(id).matches();
  }

  /**
   * A file.
   *
   * @param file as the Connect API describes it
   * @param folder where it is
   */
  static CloudFile file(JsonNode file, Place folder) {
    String name = name(file);
    String id = file.path("id").asText();
    Map<String, String> properties = new HashMap<>();
    properties.put("mimeType", file.path("mimeType").asText(MimeTypes.ofName(name)));
    properties.put(CloudFile.FEED_ID, id);
    String checksum = file.path("checksum").asText("");
    if (!checksum.isEmpty()) {
      properties.put(CloudFile.CHECKSUM, checksum);
      properties.put(CloudFile.CHECKSUM_ALGORITHM, "md5");
    }
    return new CloudFile(
        id,
        null,
        name,
        FileNames.below(folder.path(), name),
        false,
        file.path("contentSize").asLong(),
        time(file.path("createdDate")),
        time(file.path("contentModifiedDate")),
        List.of(),
        file.path("description").textValue(),
        folder.id(),
        properties,
        file);
  }

  /**
   * A folder other than the root.
   *
   * @param folder as the Connect API describes it
   * @param parent where it is
   */
  static CloudFile folder(JsonNode folder, Place parent) {
    String name = folder.path("name").asText();
    return CloudFile.plain(
        folder.path("id").asText(),
        null,
        name,
        FileNames.below(parent.path(), name),
        true,
        0,
        time(folder.path("createdDate")),
        time(folder.path("modifiedDate")),
        parent.id(),
        Map.of(),
        folder);
  }

  /** The root. */
  static CloudFile root(JsonNode folder) {
    return CloudFile.plain(
        ROOT,
        null,
        "/",
        "/",
        true,
        0,
        time(folder.path("createdDate")),
        time(folder.path("modifiedDate")),
        null,
        Map.of(),
        folder);
  }

  /** The name of a file as the Connect API describes it. */
  static String name(JsonNode file) {
    return FileNames.of(file.path("name").asText(), file.path("fileExtension").asText(""));
  }

  static @Nullable Instant time(JsonNode text) {
    try {
      return text.isTextual() ? OffsetDateTime.parse(text.asText(), TIME).toInstant() : null;
    } catch (DateTimeParseException e) {
      return null; // one odd time is no reason to withhold a list
    }
  }
}
