package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.egress.EgressResponse;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.ItemKind;
import dev.valence.hubs.documents.MimeTypes;
import dev.valence.hubs.documents.Storage;
import dev.valence.hubs.documents.Upload;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The documents hub of one Dropbox account. */
final class DropboxDocuments implements DocumentsHub {

  private final DropboxClient client;
  private final UploadSizes sizes;

  DropboxDocuments(DropboxClient client, UploadSizes sizes) {
    this.client = client;
    this.sizes = sizes;
  }

  @Override
  public void ping() {
    me();
  }

  @Override
  public JsonNode me() {
    return client.rpc("/users/get_current_account", null);
  }

  @Override
  public Storage storage() {
    JsonNode usage = client.rpc("/users/get_space_usage", null);
    JsonNode allocation = usage.path("allocation");
    boolean team = allocation.path(".tag").asText().equals("team");
    return new Storage(
        team ? allocation.path("used").asLong() : null,
        allocation.path("allocated").asLong(),
        usage.path("used").asLong());
  }

  @Override
  public int maximumPageSize() {
    return 2000;
  }

  @Override
  public Page<CloudFile> list(FileReference folder, PageRequest page) {
    return about(folder, path -> ExactPages.page(page, new DropboxListing(client, path)));
  }

  @Override
  public CloudFile upload(Upload upload) {
    FileReference.ByPath target = upload.target();
    if (target.root()) {
      throw DocumentsErrors.notAFile(target, null);
    }
    return about(target, path -> DropboxItems.of(new DropboxUpload(client, sizes, upload).send()));
  }

  @Override
  public Download download(FileReference file, @Nullable String range) {
    return about(file, path -> content(notRoot(file, path), range));
  }

  @Override
  public CloudFile metadata(FileReference item) {
    return about(
        item,
        path ->
            path.equals(DropboxPaths.ROOT)
                ? DropboxItems.root()
                : DropboxItems.of(client.rpc("/files/get_metadata", Map.of("path", path))));
  }

  @Override
  public void delete(FileReference item, ItemKind kind, boolean permanently) {
    about(
        item,
        path -> {
          JsonNode found = client.rpc("/files/get_metadata", Map.of("path", notRoot(item, path)));
          kind.require(item, DropboxItems.folder(found));
          // By its own id, which never comes to mean a folder that has taken the path meanwhile.
          return client.rpc("/files/delete_v2", Map.of("path", found.path("id").asText()));
        });
  }

  private Download content(String path, @Nullable String range) {
    EgressResponse response = client.download("/files/download", Map.of("path", path), range);
    try {
      String name =
          response
              .header("Dropbox-API-Result")
              // Dropbox escapes what is not ASCII, so that the characters are the bytes.
              .map(json -> DropboxClient.read(json.getBytes(StandardCharsets.UTF_8)))
              .map(metadata -> metadata.path("name").asText())
              .orElse("");
      return new Download(
          response.body(),
          response.contentLength().orElse(null),
          MimeTypes.ofName(name),
          name,
          response.header("Content-Range").orElse(null));
    } catch (RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private static String notRoot(FileReference file, String path) {
    if (path.equals(DropboxPaths.ROOT)) {
      throw DocumentsErrors.notAFile(file, null);
    }
    return path;
  }

  /** Does something with an item; what Dropbox says against it is told about that item. */
  private static <T> T about(FileReference item, Function<String, T> action) {
    try {
      return action.apply(DropboxPaths.ofReference(item));
    } catch (EndpointError e) {
      throw e.about(item);
    }
  }
}
