package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.CloudFile;
import java.util.Map;

/**
 * The list of a folder. Dropbox takes a limit as approximate.
 *
 * @param client the way to Dropbox
 * @param folder the folder as Dropbox names it
 */
record DropboxListing(DropboxClient client, String folder) implements Portions<CloudFile> {

  @Override
  public Portion<CloudFile> first(int limit) {
    return portion(client.rpc("/files/list_folder", Map.of("path", folder, "limit", limit)));
  }

  @Override
  public Portion<CloudFile> at(String cursor) {
    return portion(client.rpc("/files/list_folder/continue", Map.of("cursor", cursor)));
  }

  private static Portion<CloudFile> portion(JsonNode answer) {
    return new Portion<>(
        answer.path("entries").valueStream().map(DropboxItems::of).toList(),
        answer.path("has_more").asBoolean() ? answer.path("cursor").asText() : null);
  }
}
