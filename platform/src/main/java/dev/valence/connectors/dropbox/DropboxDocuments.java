package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.hubs.documents.Changes;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.Copy;
import dev.valence.hubs.documents.CustomFields;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.ItemKind;
import dev.valence.hubs.documents.Link;
import dev.valence.hubs.documents.LinkRequest;
import dev.valence.hubs.documents.Revision;
import dev.valence.hubs.documents.Search;
import dev.valence.hubs.documents.Storage;
import dev.valence.hubs.documents.Thumbnail;
import dev.valence.hubs.documents.Update;
import dev.valence.hubs.documents.Upload;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents hub of one Dropbox account. */
final class DropboxDocuments implements DocumentsHub {

  private final DropboxClient client;
  private final DropboxAccount account;
  private final int pieceSize;

  /**
   * @param pieceSize how many bytes of an upload go into one request
   */
  DropboxDocuments(DropboxClient client, int pieceSize) {
    this.client = client;
    this.account = new DropboxAccount(client);
    this.pieceSize = pieceSize;
  }

  @Override
  public void ping() {
    me();
  }

  @Override
  public JsonNode me() {
    return client.query("/users/get_current_account", null);
  }

  @Override
  public Storage storage() {
    JsonNode usage = client.query("/users/get_space_usage", null);
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
    return account.about(
        folder, path -> ExactPages.page(page, new DropboxListing(client, path, false)));
  }

  /**
   * Everything below the folder: Dropbox's own search knows only the beginnings of words, and new
   * files after a while.
   */
  @Override
  public Page<CloudFile> search(Search search, PageRequest page) {
    return account.about(
        search.folder(), path -> ExactPages.page(page, new DropboxListing(client, path, true)));
  }

  @Override
  public Changes changes(@Nullable String cursor, PageRequest page) {
    return new DropboxChanges(client).since(cursor, page);
  }

  @Override
  public String latestCursor() {
    return new DropboxChanges(client).latest();
  }

  @Override
  public CloudFile upload(Upload upload) {
    FileReference.ByPath target = upload.target();
    if (target.root()) {
      throw DocumentsErrors.notAFile(target, null);
    }
    return account.about(
        target, path -> DropboxItems.of(new DropboxUpload(client, pieceSize, upload).send()));
  }

  @Override
  public Download download(FileReference file, @Nullable String range) {
    return new DropboxContents(account).download(file, range);
  }

  @Override
  public Download export(FileReference file, String mediaType) {
    return new DropboxContents(account).export(file, mediaType);
  }

  @Override
  public Download thumbnail(FileReference file, Thumbnail size) {
    return new DropboxContents(account).thumbnail(file, size);
  }

  @Override
  public CloudFile metadata(FileReference item) {
    return DropboxPaths.ofReference(item).equals(DropboxPaths.ROOT)
        ? DropboxItems.root()
        : DropboxItems.of(account.metadata(item));
  }

  @Override
  public CloudFile update(FileReference item, Update update) {
    return update.target() == null
        ? metadata(item)
        : DropboxItems.of(new DropboxRelocation(account).move(item, update.target()));
  }

  @Override
  public CloudFile copy(FileReference source, Copy copy) {
    return DropboxItems.of(new DropboxRelocation(account).copy(source, copy));
  }

  @Override
  public void delete(FileReference item, ItemKind kind, boolean permanently) {
    JsonNode found = account.metadata(item);
    kind.require(item, DropboxItems.folder(found));
    account.about(
        item,
        // By its own id, which never comes to mean a folder that has taken the path meanwhile.
        path -> client.rpc("/files/delete_v2", Map.of("path", found.path("id").asText())));
  }

  @Override
  public CloudFile createFolder(FileReference.ByPath folder) {
    if (folder.root()) {
      throw DocumentsErrors.root(null);
    }
    try {
      return DropboxItems.ofFolder(
          client.rpc("/files/create_folder_v2", Map.of("path", folder.text())).path("metadata"));
    } catch (EndpointError e) {
      throw e.aboutPlace(folder);
    }
  }

  @Override
  public Link link(FileReference item, LinkRequest request) {
    return new DropboxLinks(account).link(item, request);
  }

  @Override
  public List<Link> links(FileReference item) {
    return new DropboxLinks(account).links(item);
  }

  @Override
  public void deleteLinks(FileReference item) {
    new DropboxLinks(account).delete(item);
  }

  @Override
  public Page<Revision> revisions(FileReference file, PageRequest page) {
    return new DropboxRevisions(account).list(file, page);
  }

  @Override
  public Revision revision(FileReference file, String revisionId) {
    return new DropboxRevisions(account).find(file, revisionId);
  }

  @Override
  public Download revisionContent(FileReference file, String revisionId, @Nullable String range) {
    return new DropboxRevisions(account).content(file, revisionId, range);
  }

  @Override
  public CustomFields customFields() {
    return new DropboxFields(account);
  }

  @Override
  public List<List<String>> tags(List<CloudFile> items) {
    return new DropboxTags(client).of(items);
  }

  @Override
  public void retag(CloudFile item, List<String> tags) {
    new DropboxTags(client).set(item, tags);
  }
}
