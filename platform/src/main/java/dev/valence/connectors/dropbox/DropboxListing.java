package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists a folder in pages of exactly the size that was asked for.
 *
 * <p>Dropbox takes a limit as approximate: its portions may be larger, smaller or empty. Portions
 * are read until the page is full; what a portion has above that is left for the next page, whose
 * beginning therefore names a portion and how many of its items were already given. The same cursor
 * gives the same portion again.
 */
final class DropboxListing {

  private final DropboxClient client;
  private final String folder;

  /**
   * @param folder the folder as Dropbox names it
   */
  DropboxListing(DropboxClient client, String folder) {
    this.client = client;
    this.folder = folder;
  }

  Page<CloudFile> page(PageRequest request) {
    Position position =
        request.nextPage().map(Position::parse).orElseGet(() -> Position.first(request.size()));
    List<CloudFile> items = new ArrayList<>();
    while (true) {
      JsonNode portion = portion(position);
      List<JsonNode> entries = new ArrayList<>();
      portion.path("entries").forEach(entries::add);
      int from = Math.min(position.given(), entries.size());
      int to = Math.min(entries.size(), from + request.size() - items.size());
      entries.subList(from, to).stream().map(DropboxItems::of).forEach(items::add);
      if (to < entries.size()) {
        return new Page<>(items, position.given(to).text());
      }
      if (!portion.path("has_more").asBoolean()) {
        return new Page<>(items, null);
      }
      position = Position.of(portion.path("cursor").asText());
      if (items.size() == request.size()) {
        return new Page<>(items, position.text());
      }
    }
  }

  private JsonNode portion(Position position) {
    return position.cursor() == null
        ? client.rpc("/files/list_folder", Map.of("path", folder, "limit", position.limit()))
        : client.rpc("/files/list_folder/continue", Map.of("cursor", position.cursor()));
  }

  /**
   * Where a page begins.
   *
   * @param cursor Dropbox's cursor of the portion; null for the first one
   * @param limit the limit with which the first portion was asked for
   * @param given how many items of the portion were given on pages before
   */
  private record Position(@Nullable String cursor, int limit, int given) {

    static Position first(int limit) {
      return new Position(null, limit, 0);
    }

    static Position of(String cursor) {
      return new Position(cursor, 0, 0);
    }

    Position given(int count) {
      return new Position(cursor, limit, count);
    }

    /** The text form: {@code <limit>.<given>.<cursor>}. */
    String text() {
      return limit + "." + given + "." + (cursor == null ? "" : cursor);
    }

    static Position parse(String text) {
      String[] parts = text.split("\\.", 3);
      try {
        int limit = Integer.parseInt(parts[0]);
        int given = Integer.parseInt(parts[1]);
        String cursor = parts[2].isEmpty() ? null : parts[2];
        if (given < 0 || (cursor == null && limit < 1)) {
          throw DocumentsErrors.unknownPage(null);
        }
        return new Position(cursor, limit, given);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw DocumentsErrors.unknownPage(null);
      }
    }
  }
}
