package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A status of 409: the call was understood and Dropbox says why it was not done, by a tree of tags
 * such as {@code path/conflict/file}. What it means depends on what was asked.
 */
final class EndpointError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> tags;
  private final String words;
  private final @Nullable Long correctOffset;

  /**
   * @param body Dropbox's answer
   */
  EndpointError(JsonNode body) {
    this.tags = tags(body.path("error"));
    this.words = body.path("error_summary").asText(String.join("/", tags));
    JsonNode offset = body.path("error").findPath("correct_offset");
    this.correctOffset = offset.isIntegralNumber() ? offset.longValue() : null;
  }

  /** How many bytes an upload has, where it is told that another number was thought of. */
  Optional<Long> correctOffset() {
    return Optional.ofNullable(correctOffset);
  }

  @Override
  public String getMessage() {
    return words;
  }

  /** Whether the tree has that tag at any depth. */
  boolean has(String tag) {
    return tags.contains(tag);
  }

  /** The failure for the caller who wants an item to be somewhere else, or there as well. */
  ApiException aboutRelocation(FileReference item, FileReference.ByPath target) {
    if (has("from_lookup")) {
      return about(item);
    }
    if (has("cant_move_folder_into_itself") || has("duplicated_or_nested_paths")) {
      return DocumentsErrors.intoItself(item, words);
    }
    return aboutPlace(target);
  }

  /** The failure for the caller who wants a place that may be taken. */
  ApiException aboutPlace(FileReference.ByPath target) {
    if (has("file_ancestor")) {
      return ApiException.ofProvider(
          409, "A parent of '" + target.text() + "' is a file, not a folder.", words);
    }
    return has("conflict") ? DocumentsErrors.itemExists(target, words) : about(target);
  }

  /** The failure for the caller who asked for an item. */
  ApiException about(FileReference item) {
    if (has("lookup_failed")) {
      return ApiException.ofProvider(502, "Dropbox has lost the upload.", words);
    }
    // The tag at the leaf says most; one that is not known leaves the word to the one above it.
    return tags.reversed().stream()
        .flatMap(tag -> meaning(tag, item).stream())
        .findFirst()
        .orElseGet(() -> refused(409, "did not do this with", item));
  }

  private Optional<ApiException> meaning(String tag, FileReference item) {
    return Optional.ofNullable(
        switch (tag) {
          case "not_found" -> DocumentsErrors.notFound(item, words);
          case "not_file" -> DocumentsErrors.notAFile(item, words);
          case "not_folder" -> DocumentsErrors.notAFolder(item, words);
          case "folder" -> DocumentsErrors.folderExists(words);
          case "file_ancestor" -> DocumentsErrors.parentIsFile(item, words);
          case "file", "conflict" -> DocumentsErrors.fileExists(words);
          case "insufficient_space", "insufficient_quota" -> DocumentsErrors.outOfSpace(words);
          case "reset" -> DocumentsErrors.unknownPage(words);
          case "content_hash_mismatch" -> DocumentsErrors.changedOnTheWay("'" + item.text() + "'");
          case "malformed_path", "disallowed_name" ->
              refused(400, "does not accept the path", item);
          case "unsupported_file", "unsupported_content_type" ->
              refused(400, "does not give the content of", item);
          case "restricted_content",
              "no_write_permission",
              "access_restricted",
              "team_folder",
              "operation_suppressed",
              "locked" ->
              refused(403, "does not allow this with", item);
          case "too_many_write_operations" ->
              ApiException.tooManyRequests("Dropbox asks to wait.", words, null);
          default -> null;
        });
  }

  private ApiException refused(int status, String what, FileReference item) {
    return ApiException.ofProvider(status, "Dropbox " + what + " '" + item.text() + "'.", words);
  }

  private static List<String> tags(JsonNode error) {
    List<String> found = new ArrayList<>();
    JsonNode node = error;
    while (node.isObject() && node.hasNonNull(".tag")) {
      String tag = node.path(".tag").asText();
      found.add(tag);
      // A failed upload has its reason beside the tag instead of below it.
      node = node.has(tag) ? node.path(tag) : node.path("reason");
    }
    return List.copyOf(found);
  }
}
