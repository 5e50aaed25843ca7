package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists folders in pages. */
final class Listing {

  private static final int DEFAULT_TOP = 200;
  private static final int MAX_TOP = 999;
  private static final String TOKEN = "$skiptoken";

  /**
   * Where a listing has got to.
   *
   * @param after the lower-case name of the last item, or its identifier; null before the first one
   * @param pauseDue whether the next page is to be an empty one
   */
  private record Position(@Nullable String after, boolean pauseDue) {
    String text() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Json.write(this).getBytes(StandardCharsets.UTF_8));
    }
  }

  private final DriveJson json;
  private final String url;
  private final boolean emptyPages;

  /**
   * A listing.
   *
   * @param url of the call, without its query
   * @param emptyPages whether empty pages come in between
   */
  Listing(DriveJson json, String url, boolean emptyPages) {
    this.json = json;
    this.url = url;
    this.emptyPages = emptyPages;
  }

  Answer page(Drive.Node folder, QueryOptions query) throws IOException {
    int top = top(query.get("top"));
    boolean descending = descending(query.get("orderby"));
    Position position = position(query.get("skiptoken"));
    if (position.pauseDue()) {
      return answer(List.of(), query, new Position(position.after(), false));
    }
    List<Drive.Node> found =
        json.access().drive().children(folder.item(), descending, position.after(), top + 1);
    if (found.size() <= top) {
      return answer(found, query, null);
    }
    List<Drive.Node> page = found.subList(0, top);
    String last = Names.lower(page.getLast().item().name());
    return answer(page, query, new Position(last, emptyPages));
  }

  /** A page of what a search has found, which does not tell where it is but by its folder. */
  Answer found(List<Drive.Node> all, QueryOptions query) {
    int top = top(query.get("top"));
    Position position = position(query.get("skiptoken"));
    String after = position.after();
    int start = after == null ? 0 : indexAfter(all, after);
    List<Drive.Node> page =
        position.pauseDue() ? List.of() : all.subList(start, Math.min(start + top, all.size()));
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    for (Drive.Node node : page) {
      ObjectNode item = Changes.withoutPath(json.item(node));
      item.putObject("searchResult");
      value.add(json.select(item, query));
    }
    if (position.pauseDue()) {
      addNext(body, query, new Position(after, false));
    } else if (start + top < all.size()) {
      addNext(body, query, new Position(page.getLast().item().id(), emptyPages));
    }
    return Answer.json(200, body);
  }

  private static int indexAfter(List<Drive.Node> all, String itemId) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).item().id().equals(itemId)) {
        return i + 1;
      }
    }
    throw ApiException.invalidRequest("Invalid " + TOKEN);
  }

  private Answer answer(List<Drive.Node> page, QueryOptions query, @Nullable Position next)
      throws IOException {
    ObjectNode body = Json.object();
    ArrayNode value = body.putArray("value");
    for (Drive.Node node : page) {
      value.add(json.item(node, query));
    }
    if (next != null) {
      addNext(body, query, next);
    }
    return Answer.json(200, body);
  }

  private void addNext(ObjectNode body, QueryOptions query, Position next) {
    body.put("@odata.nextLink", url + "?" + query(query, next));
  }

  private static String query(QueryOptions query, Position next) {
    Map<String, String> parameters = new TreeMap<>(query.parameters());
    parameters.put(TOKEN, next.text());
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%24", "$").replace("+", "%20");
  }

  /** How many items a page has. */
  static int top(@Nullable String text) {
    if (text == null) {
      return DEFAULT_TOP;
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw ApiException.invalidRequest("Invalid value for $top: " + text);
    }
    return Math.min(Integer.parseInt(text), MAX_TOP);
  }

  private static boolean descending(@Nullable String order) {
    return switch (order == null ? "name" : order.strip()) {
      case "name", "name asc" -> false;
      case "name desc" -> true;
      default ->
          throw ApiException.invalidRequest("The sandbox sorts by name only, not by " + order);
    };
  }

  private static Position position(@Nullable String token) {
    if (token == null) {
      return new Position(null, false);
    }
    try {
      return Json.MAPPER.readValue(Base64.getUrlDecoder().decode(token), Position.class);
    } catch (IOException | IllegalArgumentException e) {
      throw ApiException.invalidRequest("Invalid " + TOKEN);
    }
  }
}
