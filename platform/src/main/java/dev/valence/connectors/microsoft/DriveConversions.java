package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.ItemKind;
import dev.valence.hubs.documents.Thumbnail;
import dev.valence.model.ApiException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files in another form: converted, and as small pictures.
 *
 * @param client the way to Microsoft
 * @param drive the drive
 */
record DriveConversions(MicrosoftClient client, DriveAddress drive) {

  /** Microsoft's names of the media types into which it converts. */
  private static final Map<String, String> FORMATS =
      Map.of("application/pdf", "pdf", "text/html", "html", "image/jpeg", "jpg");

  Download export(FileReference file, String mediaType) {
    JsonNode item = file(file);
    String format = FORMATS.get(mediaType.strip().toLowerCase(Locale.ROOT));
    if (format == null) {
      throw impossible(mediaType, null);
    }
    URI address;
    try {
      address = client.location("GET", drive.part(file, "content?format=" + format), null);
    } catch (MicrosoftError e) {
      throw e.status() == 406 || e.has("notSupported") ? impossible(mediaType, e.getMessage()) : e;
    }
    return new DriveDownload(client, drive).open(address, named(item, format), mediaType, null);
  }

  Download thumbnail(FileReference file, Thumbnail size) {
    JsonNode item = file(file);
    String name = "c" + size.pixels() + "x" + size.pixels();
    JsonNode picture =
        client.get(drive.part(file, "thumbnails?select=" + name)).path("value").path(0).path(name);
    URI address =
        Urls.complete(picture.path("url").asText())
            .orElseThrow(() -> DocumentsErrors.noPart("picture of the file", file.text(), null));
    return new DriveDownload(client, drive).open(address, named(item, "jpg"), "image/jpeg", null);
  }

  private JsonNode file(FileReference file) {
    JsonNode item = client.get(drive.item(file));
    ItemKind.FILE.require(file, DriveItems.folder(item));
    return item;
  }

  private static ApiException impossible(String mediaType, @Nullable String words) {
    return ApiException.ofProvider(
        400, "OneDrive does not convert the file to " + mediaType + ".", words);
  }

  private static String named(JsonNode item, String extension) {
    return item.path("name").asText().replaceFirst("(?<=.)\\.[^.]*$", "") + "." + extension;
  }
}
