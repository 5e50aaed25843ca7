package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A page of a list, by cursors.
 *
 * @param nodes all of them, in order
 * @param highestLimit the most that a page can have
 * @param emptyPages whether each page that has more is followed by an empty one that has more
 * @param address the URL of the list without its query
 * @param token the access token, which the vendor puts into the URLs of other pages
 */
record GraphPage(
    List<GraphNode> nodes, int highestLimit, boolean emptyPages, String address, String token) {

  private static final int USUAL_LIMIT = 25;

  /** What a page's own URL says anew. */
  private static final Set<String> OWN = Set.of("access_token", "limit", "after", "before");

  /** A position after an item, and whether an empty page comes in between. */
  private record Cursor(boolean empty, String id) {

    private static Cursor parse(String text) {
      try {
        byte[] plain = Base64.getUrlDecoder().decode(text);
        String decoded = new String(plain, StandardCharsets.US_ASCII);
        return new Cursor(decoded.startsWith("e"), decoded.substring(1));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw unknown();
      }
    }

    private String text() {
      byte[] plain = ((empty ? "e" : "p") + id).getBytes(StandardCharsets.US_ASCII);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    private static GraphException unknown() {
      return GraphException.invalidParameter("Invalid cursors values");
    }
  }

  /**
   * A part of the list.
   *
   * @param from the first one
   * @param to the one behind the last one
   * @param between whether it is the empty page that comes in between
   */
  private record Part(int from, int to, boolean between) {}

  /** The page that the parameters of a call name. */
  ObjectNode page(Map<String, String> parameters, Function<GraphNode, ObjectNode> shown) {
    int limit = limit(parameters.getOrDefault("limit", ""));
    Part part = part(parameters, limit);
    ObjectNode page = Json.object();
    ArrayNode data = page.putArray("data");
    nodes.subList(part.from(), part.to()).forEach(node -> data.add(shown.apply(node)));
    if (part.between() || part.from() < part.to()) {
      page.set("paging", paging(part, limit, parameters));
    }
    return page;
  }

  private Part part(Map<String, String> parameters, int limit) {
    String after = parameters.getOrDefault("after", "");
    String before = parameters.getOrDefault("before", "");
    if (!after.isEmpty()) {
      Cursor cursor = Cursor.parse(after);
      int from = indexOf(cursor) + 1;
      int to = cursor.empty() ? from : Math.min(from + limit, nodes.size());
      return new Part(from, to, cursor.empty());
    }
    if (!before.isEmpty()) {
      int to = indexOf(Cursor.parse(before));
      return new Part(Math.max(0, to - limit), to, false);
    }
    return new Part(0, Math.min(limit, nodes.size()), false);
  }

  private ObjectNode paging(Part part, int limit, Map<String, String> parameters) {
    String before = cursor(false, part.between() ? part.from() - 1 : part.from());
    String after = cursor(emptyPages && !part.between(), part.to() - 1);
    ObjectNode paging = Json.object();
    paging.putObject("cursors").put("before", before).put("after", after);
    if (part.to() < nodes.size()) {
      paging.put("next", url(parameters, limit, "after", after));
    }
    if (part.from() > 0 && !part.between()) {
      paging.put("previous", url(parameters, limit, "before", before));
    }
    return paging;
  }

  private String cursor(boolean empty, int index) {
    return new Cursor(empty, nodes.get(index).id()).text();
  }

  private String url(Map<String, String> parameters, int limit, String direction, String cursor) {
    QueryStringEncoder url = new QueryStringEncoder(address);
    url.addParam("access_token", token);
    new TreeMap<>(parameters)
        .forEach((name, value) -> {
          if (!OWN.contains(name)) {
            url.addParam(name, value);
          }
        });
    url.addParam("limit", Integer.toString(limit));
    url.addParam(direction, cursor);
    return url.toString();
  }

  private int indexOf(Cursor cursor) {
    return IntStream.range(0, nodes.size())
        .filter(index -> nodes.get(index).id().equals(cursor.id()))
        .findFirst()
        .orElseThrow(Cursor::unknown);
  }

  private int limit(String text) {
    if (text.isEmpty()) {
      return USUAL_LIMIT;
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw GraphException.invalidParameter("param limit must be a positive integer");
    }
    return Math.min(Integer.parseInt(text), highestLimit);
  }
}
