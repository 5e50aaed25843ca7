package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.Times;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.MimeTypes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns driveItem resources into the hub's.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/driveitem">driveItem</a>
 */
final class DriveItems {

  private DriveItems() {}

  /** A file or folder that tells where it is. */
  static CloudFile of(JsonNode item) {
    return of(item, pathOf(item.path("parentReference")));
  }

  /**
   * A file or folder.
   *
   * @param parentPath the path of the folder that holds it, empty for the root
   */
  static CloudFile of(JsonNode item, String parentPath) {
    boolean root = item.has("root");
    boolean directory = folder(item);
    String name = root ? "/" : item.path("name").asText();
    return CloudFile.plain(
        item.path("id").asText(),
        null,
        name,
        root ? "/" : parentPath + "/" + name,
        directory,
        directory ? 0 : item.path("size").asLong(),
        Times.in(item, "createdDateTime"),
        Times.in(item, "lastModifiedDateTime"),
        root ? null : item.path("parentReference").path("id").asText(null),
        properties(item, directory),
        item);
  }

  /** The checksum of a file's content; null when Microsoft has none of it. */
  static @Nullable String checksum(JsonNode item) {
    return item.path("file").path("hashes").path("quickXorHash").asText(null);
  }

  /** The media type of a file. */
  static String mimeType(JsonNode item) {
    return item.path("file").path("mimeType").asText(MimeTypes.ofName(item.path("name").asText()));
  }

  /** Whether the item is a folder, or a shortcut to one that somebody shares. */
  static boolean folder(JsonNode item) {
    return item.has("folder") || item.path("remoteItem").has("folder");
  }

  /** The folder's path, empty for the root; it is told as {@code /drive/root:/encoded/names}. */
  static String pathOf(JsonNode parent) {
    String told = parent.path("path").asText();
    String encoded = told.substring(told.indexOf(':') + 1).replaceFirst("/+$", "");
    try {
      // In a path a plus is a plus.
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return encoded;
    }
  }

  private static Map<String, String> properties(JsonNode item, boolean directory) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (!directory) {
      properties.put("mimeType", mimeType(item));
    }
    String checksum = checksum(item);
    if (checksum != null) {
      properties.put(CloudFile.CHECKSUM, checksum);
      properties.put(CloudFile.CHECKSUM_ALGORITHM, "quickXorHash");
    }
    if (item.hasNonNull("webUrl")) {
      properties.put("url", item.path("webUrl").asText());
    }
    return properties;
  }
}
