package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.hubs.documents.Changes;
import dev.valence.hubs.documents.CloudFile;
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
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The documents hub of one OneDrive. */
final class OneDriveDocuments implements DocumentsHub {

  /** The largest {@code $top} that Microsoft knows. */
  private static final int LARGEST_PAGE = 999;

  /** A search for what is rare is answered in parts, so that a call comes to an end. */
  private static final int MOST_PORTIONS_SEARCHED = 50;

  private static final FileReference ROOT = new FileReference.ByPath("/");

  private final MicrosoftClient client;
  private final DriveAddress drive;

  OneDriveDocuments(MicrosoftClient client, DriveAddress drive) {
    this.client = client;
    this.drive = drive;
  }

  @Override
  public void ping() {
    account(drive.drive());
  }

  @Override
  public JsonNode me() {
    return drive.dialect().user(account(drive.profile()));
  }

  @Override
  public Storage storage() {
    JsonNode quota = account(drive.drive()).path("quota");
    long total = quota.path("total").asLong();
    // The use is not always told.
    long used = quota.path("used").asLong(total - quota.path("remaining").asLong());
    return new Storage(null, total, used);
  }

  @Override
  public int maximumPageSize() {
    return LARGEST_PAGE;
  }

  @Override
  public Page<CloudFile> list(FileReference folder, PageRequest page) {
    return about(folder, () -> ExactPages.page(page, new DriveListing(client, drive, folder)));
  }

  @Override
  public CloudFile metadata(FileReference item) {
    return about(item, () -> DriveItems.of(client.get(drive.item(item))));
  }

  @Override
  public Page<CloudFile> search(Search search, PageRequest page) {
    return about(
        search.folder(),
        () ->
            ExactPages.page(
                page, new DriveSearch(client, drive, search), null, MOST_PORTIONS_SEARCHED));
  }

  @Override
  public Changes changes(@Nullable String cursor, PageRequest page) {
    return about(ROOT, () -> new DriveChanges(client, drive, cursor).page(page));
  }

  @Override
  public String latestCursor() {
    return about(ROOT, () -> new DriveChanges(client, drive, null).latest());
  }

  @Override
  public CloudFile upload(Upload upload) {
    if (upload.target().root()) {
      throw DocumentsErrors.notAFile(upload.target(), null);
    }
    return about(
        upload.target(), () -> DriveItems.of(new DriveUpload(client, drive, upload).send()));
  }

  @Override
  public Download download(FileReference file, @Nullable String range) {
    return about(
        file,
        () -> {
          JsonNode item = client.get(drive.item(file));
          ItemKind.FILE.require(file, DriveItems.folder(item));
          return new DriveDownload(client, drive).content(item, range);
        });
  }

  @Override
  public Download export(FileReference file, String mediaType) {
    return about(file, () -> new DriveConversions(client, drive).export(file, mediaType));
  }

  @Override
  public CloudFile update(FileReference item, Update update) {
    return about(item, () -> new DriveMove(client, drive).make(item, update));
  }

  @Override
  public void delete(FileReference item, ItemKind kind, boolean permanently) {
    about(
        item,
        () -> {
          JsonNode found = client.get(drive.item(item));
          kind.require(item, DriveItems.folder(found));
          if (found.has("root")) {
            throw DocumentsErrors.root(null);
          }
          return delete(new FileReference.ById(found.path("id").asText()), permanently);
        });
  }

  @Override
  public CloudFile createFolder(FileReference.ByPath folder) {
    return about(folder, () -> DriveItems.of(new DriveFolders(client, drive).create(folder)));
  }

  @Override
  public CloudFile copy(FileReference source, Copy copy) {
    return about(source, () -> DriveItems.of(new DriveCopy(client, drive).make(source, copy)));
  }

  @Override
  public Link link(FileReference item, LinkRequest request) {
    return about(item, () -> sharing().link(item, request));
  }

  @Override
  public List<Link> links(FileReference item) {
    return about(item, () -> sharing().links(item));
  }

  @Override
  public void deleteLinks(FileReference item) {
    about(
        item,
        () -> {
          sharing().deleteLinks(item);
          return item;
        });
  }

  @Override
  public List<Permission> permissions(FileReference item) {
    return about(item, () -> sharing().permissions(item));
  }

  @Override
  public Permission addPermission(FileReference item, String email, String role) {
    return about(item, () -> sharing().add(item, email, role));
  }

  @Override
  public void deletePermission(FileReference item, String permissionId) {
    about(
        item,
        () -> {
          sharing().remove(item, permissionId);
          return item;
        });
  }

  @Override
  public Page<Revision> revisions(FileReference file, PageRequest page) {
    return about(file, () -> new DriveRevisions(client, drive).list(file, page));
  }

  @Override
  public Revision revision(FileReference file, String revisionId) {
    return about(file, () -> new DriveRevisions(client, drive).get(file, revisionId));
  }

  @Override
  public Download revisionContent(FileReference file, String revisionId, @Nullable String range) {
    return about(file, () -> new DriveRevisions(client, drive).content(file, revisionId, range));
  }

  @Override
  public Download thumbnail(FileReference file, Thumbnail size) {
    return about(file, () -> new DriveConversions(client, drive).thumbnail(file, size));
  }

  private DriveSharing sharing() {
    return new DriveSharing(client, drive);
  }

  private JsonNode delete(FileReference item, boolean permanently) {
    try {
      if (permanently) {
        client.act("POST", drive.action(item, "permanentDelete", ""));
      } else {
        client.act("DELETE", drive.item(item));
      }
    } catch (MicrosoftError e) {
      // It was there: a request that was sent again, or somebody else, has been faster.
      if (e.status() != 404) {
        throw e;
      }
    }
    return MicrosoftClient.object();
  }

  private JsonNode account(URI url) {
    try {
      return client.get(url);
    } catch (MicrosoftError e) {
      throw e.toApiException();
    }
  }

  private static <T> T about(FileReference item, Supplier<T> action) {
    try {
      return action.get();
    } catch (MicrosoftError e) {
      throw e.about(item);
    }
  }
}
