package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A page of a list of the API v1, whose items are in order and have identifiers.
 *
 * @param older the parameter with the identifier of the item after which the page begins
 * @param newer the parameter with the identifier of the item before which it ends, or empty
 * @param address the URL of the list without its query
 * @param said the parameters of the call
 */
record LegacyPage(String older, String newer, String address, Map<String, String> said) {

  private static final int USUAL_COUNT = 20;
  private static final int HIGHEST_COUNT = 33;

  /** The page of a list with its envelope. */
  <T> ObjectNode of(List<T> all, Function<T, String> id, Function<T, ? extends JsonNode> shown) {
    int count = count(said.getOrDefault("count", ""));
    String after = said.getOrDefault(older, "");
    String before = newer.isEmpty() ? "" : said.getOrDefault(newer, "");
    int from = after.isEmpty() ? 0 : indexOf(all, id, after, older) + 1;
    int newest = before.isEmpty() ? all.size() : indexOf(all, id, before, newer);
    int to = Math.max(from, Math.min(from + count, newest));
    ArrayNode data = Json.MAPPER.createArrayNode();
    all.subList(from, to).forEach(item -> data.add(shown.apply(item)));
    ObjectNode envelope = envelope(data);
    ObjectNode pagination = envelope.putObject("pagination");
    if (to > from && to < newest) {
      String last = id.apply(all.get(to - 1));
      QueryStringEncoder next = new QueryStringEncoder(address);
      Map<String, String> others = new TreeMap<>(said);
      others.remove("sig");
      others.put("count", Integer.toString(count));
      others.put(older, last);
      others.forEach(next::addParam);
      pagination.put("next_" + older, last).put("next_url", next.toString());
    }
    return envelope;
  }

  /** The identifiers of media may leave their owner out. */
  private static <T> int indexOf(
      List<T> all, Function<T, String> id, String wanted, String parameter) {
    for (int index = 0; index < all.size(); index++) {
      String found = id.apply(all.get(index));
      if (found.equals(wanted) || found.startsWith(wanted + "_")) {
        return index;
      }
    }
    throw LegacyException.invalidParameter(parameter);
  }

  /** How many items a call wants. */
  static int count(String text) {
    if (text.isEmpty()) {
      return USUAL_COUNT;
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw LegacyException.invalidParameter("count");
    }
    return Math.min(Integer.parseInt(text), HIGHEST_COUNT);
  }

  /** An answer that is no failure. */
  static ObjectNode envelope(JsonNode data) {
    ObjectNode envelope = Json.object();
    envelope.putObject("meta").put("code", 200);
    envelope.set("data", data);
    return envelope;
  }
}
