package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * One connected account of a provider of files and folders (contract, core 5.1).
 *
 * <p>It serves one call. Every operation fails with {@link dev.valence.model.ApiException}, whose
 * texts for what all providers have in common come from {@link DocumentsErrors}. An operation that
 * the connector does not name is not called and need not be implemented.
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
   * <p>A page is full unless the list ends with it: what the provider gives in smaller portions is
   * put together. {@link Page#next()} means something to this provider only.
   *
   * @throws dev.valence.model.ApiException 404 without such an item, 400 when it is a file, 400 for
   *     a beginning of the page that the provider does not know
   */
  Page<CloudFile> list(FileReference folder, PageRequest page);

  /**
   * Stores a file; missing parents are made. Unless the whole content has arrived nothing is
   * visible at the path.
   *
   * @throws dev.valence.model.ApiException 409 when the path is taken and must not be overwritten
   */
  default CloudFile upload(Upload upload) {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens a file's content, which its reader closes.
   *
   * @param range the value of an HTTP Range header (RFC 9110, 14.2), or null for the whole file
   * @throws dev.valence.model.ApiException 404 without such an item, 400 when it is a folder
   */
  default Download download(FileReference file, @Nullable String range) {
    throw new UnsupportedOperationException();
  }

  /**
   * Describes a file or a folder.
   *
   * @throws dev.valence.model.ApiException 404 without such an item
   */
  default CloudFile metadata(FileReference item) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes a file; where the provider has a trash, into it.
   *
   * @throws dev.valence.model.ApiException 404 without such an item, 400 when it is a folder
   */
  default void delete(FileReference file) {
    throw new UnsupportedOperationException();
  }
}
