package dev.valence.connectors.salesforce;

import dev.valence.ceql.CeqlException;
import dev.valence.ceql.SoqlType;
import dev.valence.ceql.Where;
import dev.valence.hubs.objects.ObjectQuery;
import dev.valence.hubs.objects.Records;
import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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

  static final String ID = "Id";

  private Soql() {}

  /**
   * Selects records: the id, which every answer has, and the fields.
   *
   * @param types the types of the object's fields by their names
   * @throws ApiException 400 for a condition that Salesforce has no words for
   */
  static String records(
      ObjectQuery query, List<String> fields, Function<String, Optional<SoqlType>> types) {
    return "SELECT "
        + joined(withId(fields))
        + from(query, types)
        + " ORDER BY "
        + order(query.order())
        + limit(query);
  }

  /** Counts records. */
  static String count(ObjectQuery query, Function<String, Optional<SoqlType>> types) {
    return "SELECT COUNT()" + from(query, types) + limit(query);
  }

  /** The fields with the id; Salesforce refuses one that is selected twice, in whatever letters. */
  static Collection<String> withId(List<String> fields) {
    Map<String, String> selected = new LinkedHashMap<>();
    selected.put(ID.toLowerCase(Locale.ROOT), ID);
    fields.forEach(field -> selected.putIfAbsent(field.toLowerCase(Locale.ROOT), field));
    return selected.values();
  }

  private static String from(ObjectQuery query, Function<String, Optional<SoqlType>> types) {
    List<String> conditions = new ArrayList<>(equal(query.of()));
    query
        .members()
        .ifPresent(members ->
            conditions.add(
                ID
                    + " IN (SELECT "
                    + members.field()
                    + " FROM "
                    + members.joins().object()
                    + where(equal(members.joins()))
                    + ")"));
    query.where().map(where -> condition(where, types)).ifPresent(conditions::add);
    return " FROM " + query.object() + where(conditions);
  }

  private static String condition(Where where, Function<String, Optional<SoqlType>> types) {
    try {
      return where.soql(types);
    } catch (CeqlException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** That records have their values. */
  private static List<String> equal(Records records) {
    return new TreeMap<>(records.values())
        .entrySet().stream()
            .map(entry -> entry.getKey() + " = " + quoted(entry.getValue()))
            .toList();
  }

  private static String where(List<String> conditions) {
    return switch (conditions.size()) {
      case 0 -> "";
      case 1 -> " WHERE " + conditions.getFirst();
      default ->
          conditions.stream()
              .map(condition -> "(" + condition + ")")
              .collect(Collectors.joining(" AND ", " WHERE ", ""));
    };
  }

  private static String limit(ObjectQuery query) {
    return query.limit().isPresent() ? " LIMIT " + query.limit().getAsInt() : "";
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

  static String joined(Collection<String> parts) {
    return parts.stream().collect(Collectors.joining(", "));
  }
}
