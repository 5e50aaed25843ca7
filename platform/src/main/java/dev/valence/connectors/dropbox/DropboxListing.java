package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.connectors.RecentItems;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list of a folder. Dropbox takes a limit as approximate, and tells what has changed since the
 * list began once more, also what it has told already.
 *
 * @param client the way to Dropbox
 * @param folder the folder as Dropbox names it
 * @param recursive whether what is in folders below is listed too
 */
record DropboxListing(DropboxClient client, String folder, boolean recursive)
    implements Portions<CloudFile> {

  /**
   * Where a portion is.
   *
   * @param cursor Dropbox's
   * @param begun when the list was begun
   * @param given those of the last items that Dropbox may tell again: files that are not older than
   *     the list, and folders, of which it keeps no time
   */
  private record Place(String cursor, Instant begun, RecentItems given) {

    /** The text form: {@code <begun>.<given>.<cursor>}. */
    String text() {
      return begun.getEpochSecond() + "." + given.text() + "." + cursor;
    }

    static Place parse(String text) {
      String[] parts = text.split("\\.", 3);
      if (parts.length < 3 || !parts[0].matches("\\d{1,12}")) {
        throw DocumentsErrors.unknownPage(null);
      }
      return RecentItems.parse(parts[1])
          .map(given -> new Place(parts[2], Instant.ofEpochSecond(Long.parseLong(parts[0])), given))
          .orElseThrow(() -> DocumentsErrors.unknownPage(null));
    }
  }

  @Override
  public Portion<CloudFile> first(int limit) {
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return portion(
        client.query(
            "/files/list_folder", Map.of("path", folder, "recursive", recursive, "limit", limit)),
        begun,
        RecentItems.none());
  }

  @Override
  public Portion<CloudFile> at(String text) {
    Place place = Place.parse(text);
    return portion(
        client.query("/files/list_folder/continue", Map.of("cursor", place.cursor())),
        place.begun(),
        place.given());
  }

  private Portion<CloudFile> portion(JsonNode answer, Instant begun, RecentItems given) {
    List<CloudFile> items = new ArrayList<>();
    for (JsonNode entry : answer.path("entries")) {
      // What was deleted while the list was read is told as well.
      if (!DropboxItems.deleted(entry)
          && !isFolderItself(entry)
          && !given.contains(entry.path("id").asText())) {
        CloudFile item = DropboxItems.of(entry);
        items.add(item);
        if (mayComeAgain(item.modifiedDate(), begun)) {
          given.add(entry.path("id").asText());
        }
      }
    }
    return new Portion<>(items, next(answer, begun, given));
  }

  private static @Nullable String next(JsonNode answer, Instant begun, RecentItems given) {
    return answer.path("has_more").asBoolean()
        ? new Place(answer.path("cursor").asText(), begun, given).text()
        : null;
  }

  private static boolean mayComeAgain(@Nullable Instant modified, Instant begun) {
    return modified == null || !modified.isBefore(begun);
  }

  /** A recursive list may begin with the folder that is listed. */
  private boolean isFolderItself(JsonNode entry) {
    return !folder.equals(DropboxPaths.ROOT)
        && (entry.path("id").asText().equals(folder)
            || entry.path("path_lower").asText().equals(folder.toLowerCase(Locale.ROOT)));
  }
}
