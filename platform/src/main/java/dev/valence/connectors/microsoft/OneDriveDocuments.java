package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Storage;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.net.URI;
import java.util.function.Supplier;

/** The documents hub of one OneDrive. */
final class OneDriveDocuments implements DocumentsHub {

  /** The largest {@code $top} that Microsoft knows. */
  private static final int LARGEST_PAGE = 999;

  private final MicrosoftClient client;
  private final DriveAddress drive;

  OneDriveDocuments(MicrosoftClient client, DriveAddress drive) {
    this.client = client;
    this.drive = drive;
  }

  @Override
  public void ping() {
    account(drive.drive());
  }

  @Override
  public JsonNode me() {
    return drive.dialect().user(account(drive.profile()));
  }

  @Override
  public Storage storage() {
    JsonNode quota = account(drive.drive()).path("quota");
    long total = quota.path("total").asLong();
    // The use is not always told.
    long used = quota.path("used").asLong(total - quota.path("remaining").asLong());
    return new Storage(null, total, used);
  }

  @Override
  public int maximumPageSize() {
    return LARGEST_PAGE;
  }

  @Override
  public Page<CloudFile> list(FileReference folder, PageRequest page) {
    return about(folder, () -> ExactPages.page(page, new DriveListing(client, drive, folder)));
  }

  @Override
  public CloudFile metadata(FileReference item) {
    return about(item, () -> DriveItems.of(client.get(drive.item(item))));
  }

  private JsonNode account(URI url) {
    try {
      return client.get(url);
    } catch (MicrosoftError e) {
      throw e.toApiException();
    }
  }

  private static <T> T about(FileReference item, Supplier<T> action) {
    try {
      return action.get();
    } catch (MicrosoftError e) {
      throw e.about(item);
    }
  }
}
