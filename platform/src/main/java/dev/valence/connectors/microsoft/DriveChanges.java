package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.Change;
import dev.valence.hubs.documents.Changes;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in the drive. It is told of the whole drive only, and begins with everything
 * that there is.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/driveitem-delta">driveItem: delta</a>
 */
final class DriveChanges implements Portions<Change> {

  /** The only item of which Microsoft tells the changes. */
  static final FileReference ROOT = new FileReference.ByPath("/");

  /** What is given without asking for it; both dialects take it. */
  static final int LARGEST_PORTION = 200;

  private final MicrosoftClient client;
  private final DriveAddress drive;
  private final @Nullable String cursor;
  private final ItemPaths paths;
  private final DrivePages<Change> pages;
  private @Nullable String nextCursor;

  /**
   * @param cursor a former one; null for everything
   */
  DriveChanges(MicrosoftClient client, DriveAddress drive, @Nullable String cursor) {
    this.client = client;
    this.drive = drive;
    this.cursor = cursor;
    paths = new ItemPaths(client, drive);
    pages =
        new DrivePages<>(
            client, drive, top -> drive.action(ROOT, "delta", "?$top=" + top), this::read);
  }

  /** A page of them, and with the last one the cursor of what comes later. */
  Changes page(PageRequest request) {
    Page<Change> page = ExactPages.page(request, this);
    return new Changes(page.items(), page.next(), page.next() == null ? cursor() : null);
  }

  /** The cursor of what happens from now on. */
  String latest() {
    read(client.get(drive.action(ROOT, "delta", "?token=latest")));
    return cursor();
  }

  @Override
  public Portion<Change> first(int limit) {
    if (cursor == null) {
      return pages.first(limit);
    }
    URI url = drive.resolve(cursor).orElseThrow(() -> DocumentsErrors.unknownCursor(null));
    if (!url.getRawPath().endsWith("/" + drive.dialect().action("delta"))) {
      throw DocumentsErrors.unknownCursor(null);
    }
    try {
      return pages.at(cursor);
    } catch (ApiException e) {
      throw e.status() == 400 ? DocumentsErrors.unknownCursor(e.providerMessage().orElse(null)) : e;
    }
  }

  @Override
  public Portion<Change> at(String place) {
    return pages.at(place);
  }

  private String cursor() {
    if (nextCursor == null) {
      throw ApiException.ofProvider(
          502, "Microsoft does not say how to learn of what happens later.", null);
    }
    return nextCursor;
  }

  private List<Change> read(JsonNode answer) {
    nextCursor = DrivePages.link(drive, answer, "@odata.deltaLink").orElse(null);
    List<Change> changes = new ArrayList<>();
    for (JsonNode item : answer.path("value")) {
      if (!item.has("root")) {
        changes.add(change(item));
      }
    }
    return changes;
  }

  private Change change(JsonNode item) {
    Change gone = new Change.Deleted(item.path("id").asText(), null);
    // Where the folder is gone, so is what was in it, though that is told later.
    return item.has("deleted")
        ? gone
        : paths.locate(item).<Change>map(Change.Changed::new).orElse(gone);
  }
}
