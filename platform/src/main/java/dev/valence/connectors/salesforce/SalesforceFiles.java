package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.hubs.documents.Changes;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.Comment;
import dev.valence.hubs.documents.Copy;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.ItemKind;
import dev.valence.hubs.documents.Link;
import dev.valence.hubs.documents.LinkRequest;
import dev.valence.hubs.documents.Permission;
import dev.valence.hubs.documents.Revision;
import dev.valence.hubs.documents.Search;
import dev.valence.hubs.documents.Storage;
import dev.valence.hubs.documents.Thumbnail;
import dev.valence.hubs.documents.Update;
import dev.valence.hubs.documents.Upload;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files and folders of one Salesforce user.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_files.htm">
 *     Connect REST API, Files Resources</a>
 */
final class SalesforceFiles implements DocumentsHub {

  /** Ten portions: a call should not take more. */
  private static final int LARGEST_PAGE = 1000;

  /** A call does not read on for ever while nothing of a long list is wanted. */
  private static final int MOST_PORTIONS = 50;

  private static final long MEGABYTE = 1024 * 1024;

  private final SalesforceClient client;
  private final SalesforceTree tree;
  private final SalesforceContent content;
  private final SalesforceWrites writes;
  private final SalesforceShares shares;
  private final SalesforceComments comments;
  private final SalesforceRevisions revisions;

  SalesforceFiles(SalesforceClient client, SalesforceTree tree, SalesforceUpload uploads) {
    this.client = client;
    this.tree = tree;
    content = new SalesforceContent(client);
    writes = new SalesforceWrites(client, tree, uploads, content);
    shares = new SalesforceShares(client);
    comments = new SalesforceComments(client, tree);
    revisions = new SalesforceRevisions(client);
  }

  @Override
  public void ping() {
    asked(() -> {
      client.ping();
      return true;
    });
  }

  @Override
  public JsonNode me() {
    return asked(() -> client.get("/chatter/users/me"));
  }

  /** Salesforce tells whole megabytes, and those of the organization. */
  @Override
  public Storage storage() {
    JsonNode limit = asked(() -> client.get("/limits")).path("FileStorageMB");
    long total = limit.path("Max").asLong() * MEGABYTE;
    long used = total - limit.path("Remaining").asLong() * MEGABYTE;
    return new Storage(used, total, used);
  }

  @Override
  public int maximumPageSize() {
    return LARGEST_PAGE;
  }

  @Override
  public Page<CloudFile> list(FileReference folder, PageRequest page) {
    return about(
        folder,
        () -> new SalesforceFolderListing(client, Place.of(tree.folder(folder))).page(page));
  }

  /** In a folder that is not there nothing can be looked for: 400 (contract, core 6.7). */
  @Override
  public Page<CloudFile> search(Search search, PageRequest page) {
    FileReference folder = search.folder();
    return about(
        folder,
        () -> {
          Place within;
          try {
            within = Place.of(tree.folder(folder));
          } catch (ApiException e) {
            throw e.status() == 404
                ? ApiException.badRequest("There is no folder '" + folder.text() + "' to search.")
                : e;
          }
          SalesforceSearch found =
              new SalesforceSearch(
                  client, new SalesforceFolders(client, tree), within, search.text());
          return ExactPages.page(page, found, found::wanted, MOST_PORTIONS);
        });
  }

  @Override
  public Changes changes(@Nullable String cursor, PageRequest page) {
    return asked(() -> new SalesforceChanges(client, tree).since(cursor, page));
  }

  @Override
  public String latestCursor() {
    return asked(() -> new SalesforceChanges(client, tree).latest());
  }

  @Override
  public CloudFile upload(Upload upload) {
    if (upload.target().root()) {
      throw DocumentsErrors.notAFile(upload.target(), null);
    }
    return about(upload.target(), () -> writes.upload(upload));
  }

  @Override
  public Download download(FileReference file, @Nullable String range) {
    return about(file, () -> content.latest(tree.file(file), range));
  }

  @Override
  public CloudFile metadata(FileReference item) {
    return about(item, () -> tree.item(item));
  }

  @Override
  public CloudFile update(FileReference item, Update update) {
    return about(item, () -> writes.update(item, update));
  }

  @Override
  public void delete(FileReference item, ItemKind kind, boolean permanently) {
    about(
        item,
        () -> {
          CloudFile found = tree.item(item);
          kind.require(item, found.directory());
          writes.delete(found);
          return true;
        });
  }

  @Override
  public CloudFile createFolder(FileReference.ByPath folder) {
    return about(folder, () -> writes.createFolder(folder));
  }

  @Override
  public CloudFile copy(FileReference source, Copy copy) {
    return about(source, () -> writes.copy(source, copy));
  }

  @Override
  public Link link(FileReference item, LinkRequest request) {
    return about(item, () -> shares.link(shared(item), request));
  }

  @Override
  public List<Link> links(FileReference item) {
    return about(item, () -> shares.find(shared(item)).map(List::of).orElseGet(List::of));
  }

  @Override
  public void deleteLinks(FileReference item) {
    about(
        item,
        () -> {
          shares.deleteLink(shared(item));
          return true;
        });
  }

  @Override
  public Page<Revision> revisions(FileReference file, PageRequest page) {
    return about(file, () -> revisions.page(tree.file(file), page));
  }

  @Override
  public Revision revision(FileReference file, String revisionId) {
    return about(file, () -> revisions.revision(tree.file(file), revisionId));
  }

  @Override
  public Download revisionContent(FileReference file, String revisionId, @Nullable String range) {
    return about(
        file,
        () -> {
          Revision revision = revisions.revision(tree.file(file), revisionId);
          return content.version(
              revision.file(),
              revision.raw().path("VersionNumber").asText(),
              revision.raw().path("Checksum").textValue(),
              range);
        });
  }

  @Override
  public Download thumbnail(FileReference file, Thumbnail size) {
    return about(file, () -> content.thumbnail(file, tree.file(file), size));
  }

  @Override
  public List<Permission> permissions(FileReference item) {
    return about(item, () -> shares.permissions(shared(item)));
  }

  @Override
  public Permission addPermission(FileReference item, String email, String role) {
    return about(item, () -> shares.add(shared(item), email, role));
  }

  @Override
  public void deletePermission(FileReference item, String permissionId) {
    about(
        item,
        () -> {
          shares.delete(shared(item), permissionId);
          return true;
        });
  }

  @Override
  public Page<Comment> comments(FileReference file, PageRequest page) {
    return about(file, () -> comments.page(file, page));
  }

  @Override
  public Comment comment(FileReference file, String commentId) {
    return about(file, () -> comments.comment(file, commentId));
  }

  @Override
  public Comment addComment(FileReference file, String text) {
    return about(file, () -> comments.add(file, text));
  }

  @Override
  public void deleteComment(FileReference file, String commentId) {
    about(
        file,
        () -> {
          comments.delete(file, commentId);
          return true;
        });
  }

  /** A file; Salesforce shares no folders of a user. */
  private CloudFile shared(FileReference item) {
    CloudFile found = tree.item(item);
    if (found.directory()) {
      throw ApiException.badRequest(
          "'" + item.text() + "' is a folder; Salesforce shares files, not a user's folders.");
    }
    return found;
  }

  private static <T> T asked(Supplier<T> action) {
    try {
      return action.get();
    } catch (SalesforceError e) {
      throw e.toApiException();
    }
  }

  /** Does something with an item; what Salesforce says against it is told about that item. */
  private static <T> T about(FileReference item, Supplier<T> action) {
    try {
      return action.get();
    } catch (SalesforceError e) {
      throw e.about(item);
    }
  }
}
