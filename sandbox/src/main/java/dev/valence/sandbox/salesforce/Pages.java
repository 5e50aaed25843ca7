package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The pages of lists in the Connect API, which are numbered from 0 on.
 *
 * @param number which page
 * @param size how many items it has at most
 */
record Pages(int number, int size) {

  private static final int USUAL = 25;
  private static final int MAX = 100;

  /** What the parameters of a call ask for. */
  static Pages of(Call call) {
    Map<String, String> parameters = call.request().queryParameters();
    return new Pages(
        number(parameters, "page", 0, 0, Integer.MAX_VALUE / MAX),
        number(parameters, "pageSize", USUAL, 1, MAX));
  }

  /**
   * Writes a page into an answer.
   *
   * @param member the name of the list in the answer
   * @param url the address of the list
   */
  <T> ObjectNode write(
      ObjectNode answer, String member, String url, List<T> all, Function<T, JsonNode> item) {
    int start = Math.min(all.size(), number * size);
    int end = Math.min(all.size(), start + size);
    answer.put("currentPageUrl", url(url, number));
    var list = answer.putArray(member);
    all.subList(start, end).forEach(each -> list.add(item.apply(each)));
    return answer
        .put("nextPageUrl", end < all.size() ? url(url, number + 1) : null)
        .put("previousPageUrl", number > 0 ? url(url, number - 1) : null);
  }

  private String url(String url, int page) {
    return url + "?page=" + page + "&pageSize=" + size;
  }

  /** A number in a parameter. */
  static int number(Map<String, String> parameters, String name, int usual, int least, int most) {
    String sent = parameters.get(name);
    if (sent == null) {
      return usual;
    }
    try {
      int number = Integer.parseInt(sent);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Refused below, as a number out of range is.
    }
    throw new RestException(
        400, "ILLEGAL_QUERY_PARAMETER_VALUE", "Illegal value '" + sent + "' for " + name);
  }
}
