package dev.valence.connectors.salesforce;

import dev.valence.hubs.objects.ObjectQuery;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Queries in Salesforce's language. What is put into one is a name, as {@link ObjectQuery}
 * guarantees, or a text in quotes.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm">
 *     SOQL SELECT syntax</a>
 */
final class Soql {

  private static final String ID = "Id";

  private Soql() {}

  /** Selects records: the id, which every answer has, and the fields. */
  static String records(ObjectQuery query, List<String> fields) {
    // Salesforce refuses a field that is selected twice, in whatever letters.
    Map<String, String> selected = new LinkedHashMap<>();
    selected.put(ID.toLowerCase(Locale.ROOT), ID);
    fields.forEach(field -> selected.putIfAbsent(field.toLowerCase(Locale.ROOT), field));
    return "SELECT "
        + joined(selected.values())
        + " FROM "
        + query.object()
        + " ORDER BY "
        + order(query.order());
  }

  /** A text as a literal. */
  static String quoted(String text) {
    return "'" + escaped(text) + "'";
  }

  /** Texts as the literals behind IN. */
  static String quoted(Collection<String> texts) {
    return texts.stream().map(Soql::quoted).collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * What a text matches with LIKE.
   *
   * @param before what may stand before it: {@code %} for anything, or nothing
   * @param after the same for behind it
   */
  static String like(String before, String text, String after) {
    return "'" + before + escaped(text).replace("%", "\\%").replace("_", "\\_") + after + "'";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r");
  }

  /** Counts records. */
  static String count(ObjectQuery query) {
    return "SELECT COUNT() FROM " + query.object();
  }

  /** Ends with the id, so that records which are alike keep their places from page to page. */
  private static String order(List<ObjectQuery.Order> order) {
    Map<String, String> sorted = new LinkedHashMap<>();
    order.forEach(by ->
        sorted.putIfAbsent(
            by.field().toLowerCase(Locale.ROOT),
            by.field() + (by.descending() ? " DESC" : " ASC")));
    sorted.putIfAbsent(ID.toLowerCase(Locale.ROOT), ID + " ASC");
    return joined(sorted.values());
  }

  private static String joined(Collection<String> parts) {
    return parts.stream().collect(Collectors.joining(", "));
  }
}
