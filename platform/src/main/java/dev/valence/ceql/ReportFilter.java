package dev.valence.ceql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Operator;
import java.util.List;

/**
 * The filters of a report of Salesforce: a JSON object with the numbered {@code reportFilters} and
 * the {@code reportBooleanFilter} that joins their numbers, which belongs into {@code
 * reportMetadata}. Made for one condition.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_analytics.meta/api_analytics/sforce_analytics_rest_api_filter_reports.htm">
 *     Filter Reports on Demand</a>
 */
final class ReportFilter extends InfixFilter {

  private final ArrayNode filters = JsonNodeFactory.instance.arrayNode();

  ReportFilter() {
    super(" AND ", " OR ");
  }

  Converted convert(Condition condition) {
    String logic = write(condition);
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.set("reportFilters", filters);
    metadata.put("reportBooleanFilter", logic);
    return Converted.ofText("reportMetadata", metadata.toString());
  }

  @Override
  String comparison(Comparison comparison) {
    return number(
        comparison.field(),
        name(comparison.operator()),
        value(comparison, comparison.value().text()));
  }

  @Override
  String in(In in) {
    List<String> values = in.values().stream().map(value -> value(in, value.text())).toList();
    return number(in.field(), "equals", String.join(",", values));
  }

  @Override
  String like(Like like) {
    LikePattern pattern = LikePattern.of(like);
    String operator =
        switch (pattern.place()) {
          case WHOLE -> "equals";
          case START -> "startsWith";
          case ANYWHERE -> "contains";
          case END -> throw Conversions.unsayable(like, "it has no words for how a text ends");
        };
    return number(like.field(), operator, value(like, pattern.text()));
  }

  @Override
  String notLike(Like like) {
    LikePattern pattern = LikePattern.of(like);
    String operator =
        switch (pattern.place()) {
          case WHOLE -> "notEqual";
          case ANYWHERE -> "notContain";
          case START, END ->
              throw Conversions.unsayable(
                  new Not(like), "it has no words for how a text does not begin or end");
        };
    return number(like.field(), operator, value(like, pattern.text()));
  }

  @Override
  String isNull(IsNull isNull) {
    return number(isNull.field(), isNull.negated() ? "notEqual" : "equals", "");
  }

  /** Adds a filter; its number stands for it. */
  private String number(String field, String operator, String value) {
    filters.addObject().put("column", field).put("operator", operator).put("value", value);
    return Integer.toString(filters.size());
  }

  /** A value, of which there may be several with commas between them. */
  private static String value(Condition condition, String value) {
    if (value.contains("\"")) {
      throw Conversions.unsayable(condition, "a value has no double quote there");
    }
    return value.contains(",") ? "\"" + value + "\"" : value;
  }

  private static String name(Operator operator) {
    return switch (operator) {
      case EQUAL -> "equals";
      case NOT_EQUAL -> "notEqual";
      case LESS -> "lessThan";
      case GREATER -> "greaterThan";
      case LESS_OR_EQUAL -> "lessOrEqual";
      case GREATER_OR_EQUAL -> "greaterOrEqual";
    };
  }
}
