package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressException;
import dev.valence.hubs.documents.Copy;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.FileReference.ByPath;
import dev.valence.model.ApiException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Moving and copying. Dropbox makes missing parents, but it neither replaces what is in the way nor
 * changes the case of letters alone.
 *
 * @param account the account
 */
record DropboxRelocation(DropboxAccount account) {

  private static final String MOVE = "/files/move_v2";
  private static final String COPY = "/files/copy_v2";

  /** Moves an item; Dropbox's metadata of it at its new path. */
  JsonNode move(FileReference item, ByPath target) {
    JsonNode found = account.metadata(item);
    if (found.path("path_display").asText().equals(target.text())) {
      return found;
    }
    String id = found.path("id").asText();
    try {
      return isAt(found, target) ? changeCase(id, found, target) : relocate(MOVE, id, target);
    } catch (EndpointError e) {
      throw e.aboutRelocation(item, target);
    }
  }

  private JsonNode changeCase(String id, JsonNode found, ByPath target) {
    relocate(MOVE, id, aside(target));
    try {
      return relocate(MOVE, id, target);
    } catch (RuntimeException e) {
      return undo(e, () -> relocate(MOVE, id, pathOf(found)));
    }
  }

  /** Copies an item; Dropbox's metadata of the copy. */
  JsonNode copy(FileReference source, Copy copy) {
    JsonNode found = account.metadata(source);
    ByPath target = copy.target();
    if (isAt(found, target)) {
      throw DocumentsErrors.itemExists(target, null);
    }
    String id = found.path("id").asText();
    try {
      return relocate(COPY, id, target);
    } catch (EndpointError e) {
      // Of what is in the way only a file is replaced, and only by a file.
      if (!e.has("file") || !copy.overwrite() || DropboxItems.folder(found)) {
        throw e.aboutRelocation(source, target);
      }
    }
    JsonNode present = account.file(target);
    try {
      return replace(present, id, target);
    } catch (EndpointError e) {
      throw e.aboutRelocation(source, target);
    }
  }

  /**
   * Puts a copy in the place of a file. The copy is whole before the file is deleted, and the file
   * is restored if the copy does not get to its place.
   */
  private JsonNode replace(JsonNode present, String sourceId, ByPath target) {
    String copyId = relocate(COPY, sourceId, aside(target)).path("id").asText();
    String revision = present.path("rev").asText();
    try {
      account
          .client()
          .rpc(
              "/files/delete_v2",
              Map.of("path", present.path("id").asText(), "parent_rev", revision));
    } catch (RuntimeException e) {
      return undo(e, () -> delete(copyId));
    }
    try {
      return relocate(MOVE, copyId, pathOf(present));
    } catch (RuntimeException e) {
      return undo(
          e,
          () -> {
            account
                .client()
                .rpc("/files/restore", Map.of("path", pathOf(present).text(), "rev", revision));
            delete(copyId);
          });
    }
  }

  /** Makes undone what came before a failure, and fails; if that fails too, it is told as well. */
  private static JsonNode undo(RuntimeException failure, Runnable undoing) {
    try {
      undoing.run();
    } catch (EndpointError | ApiException | EgressException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  private void delete(String id) {
    account.client().rpc("/files/delete_v2", Map.of("path", id));
  }

  private JsonNode relocate(String endpoint, String id, ByPath target) {
    return account
        .client()
        .rpc(endpoint, Map.of("from_path", id, "to_path", target.text()))
        .path("metadata");
  }

  /** Whether an item is at a path, in whatever case. */
  private static boolean isAt(JsonNode found, ByPath target) {
    return found
        .path("path_lower")
        .asText()
        .toLowerCase(Locale.ROOT)
        .equals(target.text().toLowerCase(Locale.ROOT));
  }

  private static ByPath pathOf(JsonNode found) {
    return new ByPath(found.path("path_display").asText());
  }

  /** A free path beside another one. */
  private static ByPath aside(ByPath target) {
    return target.sibling("." + UUID.randomUUID() + ".moving");
  }
}
