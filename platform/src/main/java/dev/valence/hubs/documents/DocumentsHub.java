package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connected account of a provider of files and folders (contract, core 5.1).
 *
 * <p>It serves one call. Every operation fails with {@link dev.valence.model.ApiException}, whose
 * texts for what all providers have in common come from {@link DocumentsErrors}; 404 for an item
 * that is not there goes for all that name one. An operation or a feature that the connector does
 * not name is not called and need not be implemented.
 *
 * <p>A page is full unless the list ends with it: what the provider gives in smaller portions is
 * put together. {@link Page#next()} means something to this provider only; a beginning of a page
 * that it does not know is refused with 400.
 */
public interface DocumentsHub {

  /** Asks the provider for anything that needs the account; returns when that worked. */
  void ping();

  /** The account as the provider describes it. */
  default JsonNode me() {
    throw new UnsupportedOperationException();
  }

  /** The account's space. */
  default Storage storage() {
    throw new UnsupportedOperationException();
  }

  /** The most items that the provider lists in one call. */
  int maximumPageSize();

  /**
   * The items of a folder, without those of its subfolders.
   *
   * @throws dev.valence.model.ApiException 400 when it is a file
   */
  Page<CloudFile> list(FileReference folder, PageRequest page);

  /**
   * The items below a folder whose names hold a text. There may be others among them, but none of
   * those that do is left out, save for what the provider's own index does not know yet.
   *
   * @throws dev.valence.model.ApiException 400 when the folder is a file
   */
  default Page<CloudFile> search(Search search, PageRequest page) {
    throw new UnsupportedOperationException();
  }

  /**
   * What has happened since a cursor; without one, everything that there is as {@link
   * Change.Changed}.
   *
   * @param cursor a former {@link Changes#cursor}; it counts where {@code page} begins at the first
   *     page
   * @throws dev.valence.model.ApiException 400 for a cursor that is none, or no longer
   */
  default Changes changes(@Nullable String cursor, PageRequest page) {
    throw new UnsupportedOperationException();
  }

  /** The cursor of what happens from now on. */
  default String latestCursor() {
    throw new UnsupportedOperationException();
  }

  /**
   * Stores a file; missing parents are made. Unless the whole content has arrived, unchanged,
   * nothing is visible at the path.
   *
   * @throws dev.valence.model.ApiException 409 when the path is taken and must not be overwritten
   */
  default CloudFile upload(Upload upload) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens a file's content, which its reader closes. Reading the whole of it fails when it is not
   * what the provider has a checksum of.
   *
   * @param range the value of an HTTP Range header (RFC 9110, 14.2), or null for the whole file
   * @throws dev.valence.model.ApiException 400 when it is a folder, 416 for a range that the file
   *     has not
   */
  default Download download(FileReference file, @Nullable String range) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens a file's content, converted to another media type.
   *
   * @throws dev.valence.model.ApiException 400 when it is a folder, and when the provider does not
   *     convert it so
   */
  default Download export(FileReference file, String mediaType) {
    throw new UnsupportedOperationException();
  }

  /** Describes a file or a folder. */
  default CloudFile metadata(FileReference item) {
    throw new UnsupportedOperationException();
  }

  /**
   * Moves, renames or describes a file or a folder; missing parents of the new path are made. To
   * where it is already, it is not moved; only the case of letters may differ.
   *
   * @throws dev.valence.model.ApiException 409 when the new path is taken, 400 for the root and for
   *     a folder that is to be moved into itself
   */
  default CloudFile update(FileReference item, Update update) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes a file or a folder with all in it.
   *
   * @param permanently whether it does not go into the trash; only with {@link
   *     DocumentsFeature#PERMANENT_DELETION}
   * @throws dev.valence.model.ApiException 400 when it is of the other kind, and for the root
   */
  default void delete(FileReference item, ItemKind kind, boolean permanently) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a folder; missing parents are made.
   *
   * @throws dev.valence.model.ApiException 409 when the path is taken
   */
  default CloudFile createFolder(FileReference.ByPath folder) {
    throw new UnsupportedOperationException();
  }

  /**
   * Copies a file, or a folder with all in it; missing parents of the copy are made. It returns
   * when the copy is whole. A file that is to be replaced stays as it was unless the copy is.
   *
   * @throws dev.valence.model.ApiException 409 when the path is taken and must not be overwritten,
   *     by a folder at all, or by the item itself; 400 for the root, and for a folder into itself
   */
  default CloudFile copy(FileReference source, Copy copy) {
    throw new UnsupportedOperationException();
  }

  /** A link to an item: one that is there, whatever it is like, or a new one. */
  default Link link(FileReference item, LinkRequest request) {
    throw new UnsupportedOperationException();
  }

  /** The links to an item. */
  default List<Link> links(FileReference item) {
    throw new UnsupportedOperationException();
  }

  /** Takes all links to an item away; without any, nothing happens. */
  default void deleteLinks(FileReference item) {
    throw new UnsupportedOperationException();
  }

  /**
   * The revisions of a file, the newest first.
   *
   * @throws dev.valence.model.ApiException 400 when it is a folder
   */
  default Page<Revision> revisions(FileReference file, PageRequest page) {
    throw new UnsupportedOperationException();
  }

  /**
   * A revision of a file.
   *
   * @throws dev.valence.model.ApiException 404 for one that is not the file's
   */
  default Revision revision(FileReference file, String revisionId) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens the content of a revision, which its reader closes.
   *
   * @param range as in {@link #download}
   * @throws dev.valence.model.ApiException 404 for a revision that is not the file's
   */
  default Download revisionContent(FileReference file, String revisionId, @Nullable String range) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens a picture of a file, which its reader closes.
   *
   * @throws dev.valence.model.ApiException 400 when it is a folder, 404 when there is no picture of
   *     it
   */
  default Download thumbnail(FileReference file, Thumbnail size) {
    throw new UnsupportedOperationException();
  }

  /** Who may do what with an item. */
  default List<Permission> permissions(FileReference item) {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets somebody do something with an item.
   *
   * @param email who
   * @param role {@link Permission#READER} or {@link Permission#WRITER}
   */
  default Permission addPermission(FileReference item, String email, String role) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes a permission back.
   *
   * @throws dev.valence.model.ApiException 404 for a permission that is not the item's
   */
  default void deletePermission(FileReference item, String permissionId) {
    throw new UnsupportedOperationException();
  }

  /** The comments on a file, the newest first. */
  default Page<Comment> comments(FileReference file, PageRequest page) {
    throw new UnsupportedOperationException();
  }

  /**
   * A comment on a file.
   *
   * @throws dev.valence.model.ApiException 404 for one that is not the file's
   */
  default Comment comment(FileReference file, String commentId) {
    throw new UnsupportedOperationException();
  }

  /** Comments on a file. */
  default Comment addComment(FileReference file, String text) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes a comment.
   *
   * @throws dev.valence.model.ApiException 404 for one that is not the file's
   */
  default void deleteComment(FileReference file, String commentId) {
    throw new UnsupportedOperationException();
  }

  /** The custom fields of the account's files. */
  default CustomFields customFields() {
    throw new UnsupportedOperationException();
  }

  /**
   * The tags of items that were just read, in their order.
   *
   * @return as many lists as there are items
   */
  default List<List<String>> tags(List<CloudFile> items) {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives an item these tags and no others.
   *
   * @throws dev.valence.model.ApiException 400 for a tag that the provider does not take
   */
  default void retag(CloudFile item, List<String> tags) {
    throw new UnsupportedOperationException();
  }
}
