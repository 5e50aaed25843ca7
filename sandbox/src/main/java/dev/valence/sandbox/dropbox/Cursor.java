package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing has got to: first through the entries as they are, then through the changes since
 * its start. The text of a cursor holds all of it, so that cursors need no memory.
 *
 * @param epoch the tree the cursor is for
 * @param folder the path of the folder
 * @param recursive whether folders below are listed too
 * @param withDeleted whether deleted entries are listed
 * @param templates by which templates properties are shown; null for none
 * @param limit how many entries a page has
 * @param after the last entry so far; null before the first one
 * @param complete whether all entries have been listed
 * @param sequence the number of the last change so far
 * @param pauseDue whether the next page is to be an empty one
 */
record Cursor(
    String epoch,
    String folder,
    boolean recursive,
    boolean withDeleted,
    @Nullable List<String> templates,
    int limit,
    @Nullable String after,
    boolean complete,
    int sequence,
    boolean pauseDue) {

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.write(this).getBytes(StandardCharsets.UTF_8));
  }

  /** The cursor of a text for a tree; null when it is none. */
  static @Nullable Cursor read(String text, FileTree tree) {
    Cursor cursor = read(text);
    return cursor != null && tree.epoch().equals(cursor.epoch()) ? cursor : null;
  }

  /** The cursor of a text for whatever tree; null when it is none. */
  static @Nullable Cursor read(String text) {
    try {
      return Json.MAPPER.readValue(Base64.getUrlDecoder().decode(text), Cursor.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cursor after(String path, boolean pause) {
    return new Cursor(
        epoch, folder, recursive, withDeleted, templates, limit, path, false, sequence, pause);
  }

  Cursor completed(int newSequence, boolean pause) {
    return new Cursor(
        epoch, folder, recursive, withDeleted, templates, limit, after, true, newSequence, pause);
  }

  Cursor paused() {
    return new Cursor(
        epoch, folder, recursive, withDeleted, templates, limit, after, complete, sequence, false);
  }
}
