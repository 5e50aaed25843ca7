package dev.valence.hubs.documents;

import dev.valence.model.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * The failures that all providers of documents have in common, so that a caller reads the same
 * words whatever the provider; the provider's own words stand beside them.
 */
public final class DocumentsErrors {

  private DocumentsErrors() {}

  /** 404: there is nothing at that path or with that id. */
  public static ApiException notFound(FileReference item, @Nullable String providerMessage) {
    String message =
        switch (item) {
          case FileReference.ByPath path -> "No file or folder found at path " + path.text();
          case FileReference.ById id -> "No file or folder found with ID " + id.text();
        };
    return ApiException.ofProvider(404, message, providerMessage);
  }

  /** 400: a file was asked for, and it is a folder. */
  public static ApiException notAFile(FileReference item, @Nullable String providerMessage) {
    return ApiException.ofProvider(
        400, "'" + item.text() + "' is a folder, not a file.", providerMessage);
  }

  /** 400: a folder was asked for, and it is a file. */
  public static ApiException notAFolder(FileReference item, @Nullable String providerMessage) {
    return ApiException.ofProvider(
        400, "'" + item.text() + "' is a file, not a folder.", providerMessage);
  }

  /** 409: a file is in the way of an upload, in the words of the contract (core 1.5). */
  public static ApiException fileExists(String providerMessage) {
    return ApiException.ofProvider(
        409,
        "Failed to upload file. File with the same name already exists. Change the name of the"
            + " file you're uploading or set the overwrite query parameter to true.",
        providerMessage);
  }

  /** 409: a folder is in the way of an upload; overwriting is no way out. */
  public static ApiException folderExists(String providerMessage) {
    return ApiException.ofProvider(
        409,
        "Failed to upload file. A folder with the same name already exists. Change the name of"
            + " the file you're uploading.",
        providerMessage);
  }

  /** 409: one of the parents in the path of an upload is a file. */
  public static ApiException parentIsFile(FileReference target, String providerMessage) {
    return ApiException.ofProvider(
        409,
        "Failed to upload file. A parent of '" + target.text() + "' is a file, not a folder.",
        providerMessage);
  }

  /** 409: the account has no space left. */
  public static ApiException outOfSpace(String providerMessage) {
    return ApiException.ofProvider(
        409, "The account has not enough space left for the file.", providerMessage);
  }

  /** 400: what came as the beginning of a page does not mark one. */
  public static ApiException unknownPage(@Nullable String providerMessage) {
    return ApiException.ofProvider(
        400,
        "The value of nextPage is not valid, or no longer: start again with the first page.",
        providerMessage);
  }

  /** 400: the caller's connection broke before the whole file had arrived. */
  public static ApiException incompleteUpload() {
    return ApiException.badRequest(
        "The upload broke off before the end of the file; nothing was stored.");
  }

  /** 409: an item is in the way of a copy, a move or a new folder. */
  public static ApiException itemExists(
      FileReference.ByPath target, @Nullable String providerMessage) {
    return ApiException.ofProvider(
        409,
        "A file or folder with the same name already exists at '" + target.text() + "'.",
        providerMessage);
  }

  /** 400: a folder cannot be within itself. */
  public static ApiException intoItself(FileReference folder, @Nullable String providerMessage) {
    return ApiException.ofProvider(
        400,
        "The folder '" + folder.text() + "' cannot be moved or copied into itself.",
        providerMessage);
  }

  /** 400: the root is not moved, copied or deleted, and nothing takes its place. */
  public static ApiException root(@Nullable String providerMessage) {
    return ApiException.ofProvider(
        400, "The root folder '/' cannot be changed, copied or deleted.", providerMessage);
  }

  /** 404: a file has no such part, such as a revision. */
  public static ApiException noPart(String part, String id, @Nullable String providerMessage) {
    return ApiException.ofProvider(404, "No " + part + " found with ID " + id, providerMessage);
  }

  /** 400: the cursor of a list of changes does not mark a place in it. */
  public static ApiException unknownCursor(@Nullable String providerMessage) {
    return ApiException.ofProvider(
        400, "The cursor is not valid, or no longer: begin again without one.", providerMessage);
  }

  /** 502: what has arrived is not what the other side has a checksum of. */
  public static ApiException changedOnTheWay(String what) {
    return ApiException.ofProvider(
        502, "The content of " + what + " was changed on its way: its checksum differs.", null);
  }
}
