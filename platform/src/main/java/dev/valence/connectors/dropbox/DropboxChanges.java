package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.hubs.documents.Change;
import dev.valence.hubs.documents.Changes;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.PageRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in an account, by the cursors of its recursive list.
 *
 * <p>A portion of Dropbox's that does not fit on a page is read again for the next one. By then it
 * may be another one, since what changes again moves to its end. So the beginning of a page holds a
 * mark of what was given of the portion: if that is no longer how it begins, all of it is given,
 * and an item comes twice rather than never.
 *
 * @param client the way to Dropbox
 */
record DropboxChanges(DropboxClient client) {

  /** Lists everything, and goes on with what happens. */
  private static final String LIST = "/files/list_folder";

  Changes since(@Nullable String cursor, PageRequest request) {
    Position position =
        request
            .nextPage()
            .map(Position::parse)
            .orElseGet(() -> new Position(request.size(), 0, 0, cursor == null ? "" : cursor));
    boolean byCallersCursor = request.nextPage().isEmpty() && cursor != null;
    try {
      return page(position, request.size());
    } catch (EndpointError e) {
      if (e.has("reset")) {
        throw byCallersCursor
            ? DocumentsErrors.unknownCursor(e.getMessage())
            : DocumentsErrors.unknownPage(e.getMessage());
      }
      throw e.about(new FileReference.ByPath("/"));
    }
  }

  String latest() {
    try {
      return client.query(LIST + "/get_latest_cursor", root()).path("cursor").asText();
    } catch (EndpointError e) {
      throw e.about(new FileReference.ByPath("/"));
    }
  }

  private Changes page(Position start, int size) {
    Position position = start;
    List<Change> items = new ArrayList<>();
    ExactPages.Progress progress = new ExactPages.Progress();
    while (true) {
      JsonNode portion = portion(position);
      List<JsonNode> entries = portion.path("entries").valueStream().toList();
      String next = portion.path("cursor").asText();
      boolean more = portion.path("has_more").asBoolean();
      int given = position.givenOf(entries);
      int end = Math.min(entries.size(), given + size - items.size());
      entries.subList(given, end).forEach(entry -> items.add(of(entry)));
      if (end < entries.size()) {
        return new Changes(items, position.after(entries.subList(0, end)).text(), null);
      }
      if (!more) {
        return new Changes(items, null, next);
      }
      progress.require(position.cursor(), next, entries.isEmpty());
      position = new Position(0, 0, 0, next);
      if (items.size() == size) {
        return new Changes(items, position.text(), null);
      }
    }
  }

  private JsonNode portion(Position position) {
    if (!position.cursor().isEmpty()) {
      return client.query(LIST + "/continue", Map.of("cursor", position.cursor()));
    }
    Map<String, Object> argument = new LinkedHashMap<>(root());
    argument.put("limit", position.limit());
    return client.query(LIST, argument);
  }

  private static Map<String, Object> root() {
    return Map.of("path", DropboxPaths.ROOT, "recursive", true);
  }

  private static Change of(JsonNode entry) {
    if (!DropboxItems.deleted(entry)) {
      return new Change.Changed(DropboxItems.of(entry));
    }
    String path = entry.path("path_display").asText(entry.path("path_lower").asText());
    return new Change.Deleted(DropboxPaths.idOf(path), path);
  }

  /**
   * Where a page begins.
   *
   * @param limit the limit of the first portion of all
   * @param given how many entries of the portion were given on pages before
   * @param mark what these entries were
   * @param cursor that of the portion; empty for the first one of all
   */
  private record Position(int limit, int given, int mark, String cursor) {

    Position after(List<JsonNode> entries) {
      return new Position(limit, entries.size(), markOf(entries), cursor);
    }

    /** How many entries of the portion need not be given again. */
    int givenOf(List<JsonNode> entries) {
      return given <= entries.size() && markOf(entries.subList(0, given)) == mark ? given : 0;
    }

    private static int markOf(List<JsonNode> entries) {
      return entries.isEmpty() ? 0 : entries.hashCode();
    }

    /** The text form: {@code <limit>.<given>.<mark>.<cursor>}. */
    String text() {
      return limit + "." + given + "." + mark + "." + cursor;
    }

    static Position parse(String text) {
      String[] parts = text.split("\\.", 4);
      try {
        Position position =
            new Position(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                parts[3]);
        if (position.given() < 0 || (position.cursor().isEmpty() && position.limit() < 1)) {
          throw DocumentsErrors.unknownPage(null);
        }
        return position;
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw DocumentsErrors.unknownPage(null);
      }
    }
  }
}
