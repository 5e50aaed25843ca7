package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.CloudFile;
import java.util.Locale;
import java.util.Map;

/**
 * The list of a folder. Dropbox takes a limit as approximate.
 *
 * @param client the way to Dropbox
 * @param folder the folder as Dropbox names it
 * @param recursive whether what is in folders below is listed too
 */
record DropboxListing(DropboxClient client, String folder, boolean recursive)
    implements Portions<CloudFile> {

  @Override
  public Portion<CloudFile> first(int limit) {
    return portion(
        client.query(
            "/files/list_folder", Map.of("path", folder, "recursive", recursive, "limit", limit)));
  }

  @Override
  public Portion<CloudFile> at(String cursor) {
    return portion(client.query("/files/list_folder/continue", Map.of("cursor", cursor)));
  }

  private Portion<CloudFile> portion(JsonNode answer) {
    return new Portion<>(
        answer
            .path("entries")
            .valueStream()
            // What was deleted while the list was read is told as well.
            .filter(entry -> !DropboxItems.deleted(entry))
            .filter(entry -> !isFolderItself(entry))
            .map(DropboxItems::of)
            .toList(),
        answer.path("has_more").asBoolean() ? answer.path("cursor").asText() : null);
  }

  /** A recursive list may begin with the folder that is listed. */
  private boolean isFolderItself(JsonNode entry) {
    return !folder.equals(DropboxPaths.ROOT)
        && (entry.path("id").asText().equals(folder)
            || entry.path("path_lower").asText().equals(folder.toLowerCase(Locale.ROOT)));
  }
}
