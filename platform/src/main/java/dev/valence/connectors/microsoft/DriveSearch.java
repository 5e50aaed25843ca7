package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.Change;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.FileReference.ByPath;
import dev.valence.hubs.documents.ItemKind;
import dev.valence.hubs.documents.Search;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is below a folder: by Microsoft's index, which knows the words of names and of contents by
 * their beginnings; or, where nothing is looked for, everything, which is told as the changes since
 * ever of the whole drive.
 */
final class DriveSearch implements Portions<CloudFile> {

  private final MicrosoftClient client;
  private final DriveAddress drive;
  private final FileReference folder;
  private final @Nullable String text;
  private final DriveChanges everything;
  private final DrivePages<CloudFile> found;
  private @Nullable String path;

  DriveSearch(MicrosoftClient client, DriveAddress drive, Search search) {
    this.client = client;
    this.drive = drive;
    folder = search.folder();
    text = search.text();
    everything = new DriveChanges(client, drive, null);
    ItemPaths paths = new ItemPaths(client, drive);
    found =
        new DrivePages<>(
            client,
            drive,
            top -> drive.action(folder, "search", query() + "?$top=" + top),
            answer -> items(paths, answer));
  }

  @Override
  public Portion<CloudFile> first(int limit) {
    path();
    return text == null ? below(everything.first(limit)) : found.first(limit);
  }

  @Override
  public Portion<CloudFile> at(String place) {
    return text == null ? below(everything.at(place)) : found.at(place);
  }

  private String query() {
    // A quote within the text is doubled, as OData has it.
    return "(q='" + DriveAddress.encoded(String.valueOf(text).replace("'", "''")) + "')";
  }

  private static List<CloudFile> items(ItemPaths paths, JsonNode answer) {
    return answer.path("value").valueStream().flatMap(item -> paths.locate(item).stream()).toList();
  }

  private Portion<CloudFile> below(Portion<Change> changes) {
    String inFolder = path().equals("/") ? "" : path();
    List<CloudFile> items =
        changes.items().stream()
            .filter(Change.Changed.class::isInstance)
            .map(change -> ((Change.Changed) change).item())
            .filter(item ->
                !item.path().equalsIgnoreCase(inFolder)
                    && DriveCopy.within(new ByPath(item.path()), inFolder))
            .toList();
    return new Portion<>(items, changes.next());
  }

  private String path() {
    if (path == null) {
      CloudFile known = DriveItems.of(client.get(drive.item(folder)));
      ItemKind.FOLDER.require(folder, known.directory());
      path = known.path();
    }
    return path;
  }
}
