package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.ItemKind;
import java.util.Map;
import java.util.function.Function;

/**
 * An account, as calls about one of its items see it.
 *
 * @param client the way to Dropbox
 */
record DropboxAccount(DropboxClient client) {

  /** Does something with an item; what Dropbox says against it is told about that item. */
  <T> T about(FileReference item, Function<String, T> action) {
    try {
      return action.apply(DropboxPaths.ofReference(item));
    } catch (EndpointError e) {
      throw e.about(item);
    }
  }

  /** Does something with an item that is not the root, which Dropbox takes for none. */
  <T> T aboutInner(FileReference item, Function<String, T> action) {
    return about(
        item,
        path -> {
          if (path.equals(DropboxPaths.ROOT)) {
            throw DocumentsErrors.root(null);
          }
          return action.apply(path);
        });
  }

  /** Dropbox's metadata of an item that is not the root. */
  JsonNode metadata(FileReference item) {
    return aboutInner(item, this::found);
  }

  /** Dropbox's metadata of a file. */
  JsonNode file(FileReference file) {
    JsonNode found =
        about(
            file,
            path -> {
              if (path.equals(DropboxPaths.ROOT)) {
                throw DocumentsErrors.notAFile(file, null);
              }
              return found(path);
            });
    ItemKind.FILE.require(file, DropboxItems.folder(found));
    return found;
  }

  private JsonNode found(String path) {
    return client.query("/files/get_metadata", Map.of("path", path));
  }
}
