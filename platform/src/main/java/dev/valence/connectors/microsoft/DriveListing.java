package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The list of a folder. How many items a portion has is Microsoft's to decide, and where the next
 * one is, is told by a whole URL, of which only the way from the API's own address is kept.
 *
 * @param client the way to Microsoft
 * @param drive the drive
 * @param folder the folder
 */
record DriveListing(MicrosoftClient client, DriveAddress drive, FileReference folder)
    implements Portions<CloudFile> {

  /** What is given without asking for it; both dialects take it. */
  private static final int LARGEST_PORTION = 200;

  @Override
  public Portion<CloudFile> first(int limit) {
    Portion<CloudFile> first =
        portion(client.get(drive.children(folder, Math.min(limit, LARGEST_PORTION))));
    if (first.items().isEmpty() && first.next() == null) {
      // A file is listed as if it were an empty folder.
      requireFolder();
    }
    return first;
  }

  @Override
  public Portion<CloudFile> at(String place) {
    URI url = drive.resolve(place).orElseThrow(() -> DocumentsErrors.unknownPage(null));
    try {
      return portion(client.get(url));
    } catch (MicrosoftError e) {
      throw e.status() == 400 || e.status() == 410
          ? DocumentsErrors.unknownPage(e.getMessage())
          : e;
    }
  }

  private void requireFolder() {
    if (!DriveItems.folder(client.get(drive.item(folder)))) {
      throw DocumentsErrors.notAFolder(folder, null);
    }
  }

  private Portion<CloudFile> portion(JsonNode answer) {
    if (!answer.path("value").isArray()) {
      throw ApiException.ofProvider(502, "Microsoft's answer is not a list.", null);
    }
    return new Portion<>(
        answer.path("value").valueStream().map(DriveItems::of).toList(), next(answer));
  }

  private @Nullable String next(JsonNode answer) {
    JsonNode link = answer.path("@odata.nextLink");
    if (!link.isTextual()) {
      return null;
    }
    return drive
        .resolve(link.asText())
        .map(url -> url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()))
        .orElseThrow(() ->
            ApiException.ofProvider(
                502, "Microsoft names a next page that is not at the account's address.", null));
  }
}
