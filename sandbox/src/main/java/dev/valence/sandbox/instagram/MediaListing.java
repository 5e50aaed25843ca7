package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A page of a user's media, by cursors.
 *
 * @param media all of them, in order
 * @param nodes makes the objects
 * @param emptyPages whether each page that has more is followed by an empty one that has more
 * @param address the URL of the call without its query
 * @param token the access token, which the vendor puts into the URLs of other pages
 */
record MediaListing(
    List<Media> media, GraphNodes nodes, boolean emptyPages, String address, String token) {

  static final int DEFAULT_LIMIT = 25;

  private static final int HIGHEST_LIMIT = 100;

  /** A position after an item, and whether an empty page comes in between. */
  private record Cursor(boolean empty, String id) {

    private static Cursor parse(String text) {
      try {
        String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        if (!decoded.isEmpty()) {
          return new Cursor(decoded.charAt(0) == 'e', decoded.substring(1));
        }
      } catch (IllegalArgumentException e) {
        throw unknown();
      }
      throw unknown();
    }

    private String text() {
      byte[] plain = ((empty ? "e" : "p") + id).getBytes(StandardCharsets.US_ASCII);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    private static GraphException unknown() {
      return GraphException.invalidParameter("Invalid cursors values");
    }
  }

  /** The page that the parameters of a call name. */
  ObjectNode page(Map<String, String> parameters) {
    int limit = limit(parameters.get("limit") == null ? "" : parameters.get("limit"));
    int from = 0;
    int to = Math.min(limit, media.size());
    String after = parameters.getOrDefault("after", "");
    String before = parameters.getOrDefault("before", "");
    boolean empty = false;
    if (!after.isEmpty()) {
      Cursor cursor = Cursor.parse(after);
      from = indexOf(cursor) + 1;
      empty = cursor.empty();
      to = empty ? from : Math.min(from + limit, media.size());
    } else if (!before.isEmpty()) {
      to = indexOf(Cursor.parse(before));
      from = Math.max(0, to - limit);
    }
    List<Field> fields = Field.parse(parameters.get("fields"));
    ObjectNode page =
        GraphNodes.list(
            media.subList(from, to).stream().map(nodes::media).toList(),
            GraphNodes.Type.MEDIA,
            fields);
    if (empty || from < to) {
      page.set("paging", paging(from, to, empty, limit, parameters));
    }
    return page;
  }

  private ObjectNode paging(
      int from, int to, boolean empty, int limit, Map<String, String> parameters) {
    String before = cursor(false, empty ? from - 1 : from);
    String after = cursor(emptyPages && !empty, to - 1);
    ObjectNode paging = Json.object();
    paging.putObject("cursors").put("before", before).put("after", after);
    if (to < media.size()) {
      paging.put("next", url(parameters, limit, "after", after));
    }
    if (from > 0) {
      paging.put("previous", url(parameters, limit, "before", before));
    }
    return paging;
  }

  private String cursor(boolean empty, int index) {
    return new Cursor(empty, media.get(index).id()).text();
  }

  private String url(Map<String, String> parameters, int limit, String direction, String cursor) {
    QueryStringEncoder url = new QueryStringEncoder(address);
    url.addParam("access_token", token);
    String fields = parameters.get("fields");
    if (fields != null) {
      url.addParam("fields", fields);
    }
    url.addParam("limit", Integer.toString(limit));
    url.addParam(direction, cursor);
    return url.toString();
  }

  private int indexOf(Cursor cursor) {
    List<String> ids = new ArrayList<>();
    media.forEach(entry -> ids.add(entry.id()));
    int index = ids.indexOf(cursor.id());
    if (index < 0) {
      throw Cursor.unknown();
    }
    return index;
  }

  private static int limit(String text) {
    if (text.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit > 0) {
        return Math.min(limit, HIGHEST_LIMIT);
      }
    } catch (NumberFormatException e) {
      throw GraphException.invalidParameter("param limit must be a positive integer");
    }
    throw GraphException.invalidParameter("param limit must be a positive integer");
  }
}
