package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import java.util.List;

/** The list of a folder. */
final class DriveListing implements Portions<CloudFile> {

  private final MicrosoftClient client;
  private final DriveAddress drive;
  private final FileReference folder;
  private final DrivePages<CloudFile> pages;

  DriveListing(MicrosoftClient client, DriveAddress drive, FileReference folder) {
    this.client = client;
    this.drive = drive;
    this.folder = folder;
    pages =
        new DrivePages<>(client, drive, top -> drive.children(folder, top), DriveListing::items);
  }

  @Override
  public Portion<CloudFile> first(int limit) {
    Portion<CloudFile> first = pages.first(limit);
    if (first.items().isEmpty() && first.next() == null) {
      // A file is listed as if it were an empty folder.
      requireFolder();
    }
    return first;
  }

  @Override
  public Portion<CloudFile> at(String place) {
    return pages.at(place);
  }

  private void requireFolder() {
    if (!DriveItems.folder(client.get(drive.item(folder)))) {
      throw DocumentsErrors.notAFolder(folder, null);
    }
  }

  private static List<CloudFile> items(JsonNode answer) {
    return answer.path("value").valueStream().map(DriveItems::of).toList();
  }
}
