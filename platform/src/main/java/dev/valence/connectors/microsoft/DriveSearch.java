package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.FileReference.ByPath;
import dev.valence.hubs.documents.ItemKind;
import dev.valence.hubs.documents.Search;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is below a folder and has a text in its name.
 *
 * <p>Microsoft's own search is of no use for that: it finds words by their beginnings, in contents
 * as well, passes over what is not a letter or a digit, and learns of a file some minutes late. So
 * everything in the drive is gone through, which is told as the changes since ever; only of those
 * whose names fit is asked where they are.
 */
final class DriveSearch implements Portions<CloudFile> {

  private final MicrosoftClient client;
  private final DriveAddress drive;
  private final FileReference folder;
  private final @Nullable String text;
  private final ItemPaths paths;
  private final DrivePages<CloudFile> everything;
  private @Nullable String folderPath;

  DriveSearch(MicrosoftClient client, DriveAddress drive, Search search) {
    this.client = client;
    this.drive = drive;
    folder = search.folder();
    text = search.text() == null ? null : search.text().toLowerCase(Locale.ROOT);
    paths = new ItemPaths(client, drive);
    everything =
        new DrivePages<>(
            client,
            drive,
            top ->
                drive.action(DriveChanges.ROOT, "delta", "?$top=" + DriveChanges.LARGEST_PORTION),
            this::below);
  }

  @Override
  public Portion<CloudFile> first(int limit) {
    folderPath();
    return everything.first(limit);
  }

  @Override
  public Portion<CloudFile> at(String place) {
    return everything.at(place);
  }

  private List<CloudFile> below(JsonNode answer) {
    String above = folderPath();
    return answer
        .path("value")
        .valueStream()
        .filter(item -> !item.has("root") && !item.has("deleted") && fits(item))
        .flatMap(item -> paths.locate(item).stream())
        .filter(item -> !item.path().equalsIgnoreCase(above))
        .filter(item -> DriveCopy.within(new ByPath(item.path()), above))
        .toList();
  }

  private boolean fits(JsonNode item) {
    return text == null || item.path("name").asText().toLowerCase(Locale.ROOT).contains(text);
  }

  /** The path of the folder; empty for the root. */
  private String folderPath() {
    if (folderPath == null) {
      CloudFile known = DriveItems.of(client.get(drive.item(folder)));
      ItemKind.FOLDER.require(folder, known.directory());
      folderPath = known.path().equals("/") ? "" : known.path();
    }
    return folderPath;
  }
}
