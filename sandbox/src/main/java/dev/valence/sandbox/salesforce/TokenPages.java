package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pages of feeds and comments, which tokens name.
 *
 * @param given how many items were on the pages before
 * @param size how many items a page has at most
 */
record TokenPages(int given, int size) {

  private static final int USUAL = 25;
  private static final int MAX = 100;
  private static final Pattern TOKEN = Pattern.compile("after(\\d{1,9})");

  /** What the parameters of a call ask for. */
  static TokenPages of(Call call) {
    Map<String, String> parameters = call.request().queryParameters();
    String token = parameters.get("page");
    Matcher form = TOKEN.matcher(token == null ? "after0" : token);
    if (!form.matches()) {
      throw new RestException(
          400, "ILLEGAL_QUERY_PARAMETER_VALUE", "Illegal value '" + token + "' for page");
    }
    return new TokenPages(
        Integer.parseInt(form.group(1)), Pages.number(parameters, "pageSize", USUAL, 1, MAX));
  }

  /** Writes a page of a list that is read from its beginning. */
  <T> void write(
      ObjectNode answer, String member, String url, List<T> all, Function<T, JsonNode> item) {
    int start = Math.min(all.size(), given);
    write(answer, member, url, all.size(), all.subList(start, end(all)), item);
  }

  /** Writes a page of a list that is read from its end; the page itself has the list's order. */
  <T> void writeFromEnd(
      ObjectNode answer, String member, String url, List<T> all, Function<T, JsonNode> item) {
    int count = all.size();
    List<T> page = all.subList(count - end(all), count - Math.min(count, given));
    write(answer, member, url, count, page, item);
  }

  private int end(List<?> all) {
    return (int) Math.min(all.size(), (long) given + size);
  }

  private <T> void write(
      ObjectNode answer,
      String member,
      String url,
      int count,
      List<T> page,
      Function<T, JsonNode> item) {
    var items = answer.putArray(member);
    page.forEach(each -> items.add(item.apply(each)));
    String next = given + page.size() < count ? "after" + (given + page.size()) : null;
    answer
        .put("currentPageToken", given == 0 ? null : "after" + given)
        .put("currentPageUrl", url(url, given == 0 ? null : "after" + given))
        .put("nextPageToken", next)
        .put("nextPageUrl", next == null ? null : url(url, next))
        .putNull("previousPageToken")
        .putNull("previousPageUrl");
  }

  private String url(String url, @Nullable String token) {
    return url + "?" + (token == null ? "" : "page=" + token + "&") + "pageSize=" + size;
  }
}
