package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The filters of reports as conditions of a query. */
final class ReportFilters {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern LOGIC =
      Pattern.compile("(?:\\s|\\(|\\)|\\d{1,4}|AND\\b|OR\\b|NOT\\b)*", Pattern.CASE_INSENSITIVE);

  private ReportFilters() {}

  /** The condition of all filters of a report; empty when there are none. */
  static String where(SObjectType type, ObjectNode report) {
    List<String> conditions = new ArrayList<>();
    report
        .path("reportFilters")
        .forEach(filter -> conditions.add("(" + condition(type, filter) + ")"));
    String logic = report.path("reportBooleanFilter").asText("");
    if (logic.isBlank() || logic.equals("null")) {
      return String.join(" AND ", conditions);
    }
    if (!LOGIC.matcher(logic).matches()) {
      throw ReportRuns.bad("The filter logic can not be read: " + logic);
    }
    return NUMBER
        .matcher(logic)
        .replaceAll(number -> {
          int index = Integer.parseInt(number.group());
          if (index < 1 || index > conditions.size()) {
            throw ReportRuns.bad("The filter logic refers to a filter that is not there: " + index);
          }
          return Matcher.quoteReplacement(conditions.get(index - 1));
        });
  }

  /** The condition of one filter. */
  static String condition(SObjectType type, JsonNode filter) {
    String column = filter.path("column").asText();
    String value = filter.path("value").asText("");
    SObjectField field = lastField(type, column);
    List<String> values = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    return switch (filter.path("operator").asText()) {
      case "equals" -> any(values, " OR ", each -> column + " = " + literal(field, each));
      case "notEqual" -> any(values, " AND ", each -> column + " != " + literal(field, each));
      case "lessThan" -> column + " < " + literal(field, value);
      case "lessOrEqual" -> column + " <= " + literal(field, value);
      case "greaterThan" -> column + " > " + literal(field, value);
      case "greaterOrEqual" -> column + " >= " + literal(field, value);
      case "contains" -> any(values, " OR ", each -> column + " LIKE '%" + pattern(each) + "%'");
      case "notContain" ->
          any(values, " AND ", each -> "NOT " + column + " LIKE '%" + pattern(each) + "%'");
      case "startsWith" -> any(values, " OR ", each -> column + " LIKE '" + pattern(each) + "%'");
      case "includes" -> column + " INCLUDES (" + quoted(values) + ")";
      case "excludes" -> column + " EXCLUDES (" + quoted(values) + ")";
      default ->
          throw ReportRuns.bad(
              "The filter operator \"" + filter.path("operator").asText() + "\" does not exist");
    };
  }

  private interface Part {
    String of(String value);
  }

  private static String any(List<String> values, String between, Part part) {
    return values.stream()
        .map(value -> "(" + part.of(value) + ")")
        .collect(Collectors.joining(between));
  }

  private static String quoted(List<String> values) {
    return values.stream()
        .map(value -> "'" + escape(value) + "'")
        .collect(Collectors.joining(", "));
  }

  /** The field of a column; behind a relationship every value is taken for a text. */
  private static SObjectField lastField(SObjectType type, String column) {
    String prefix = type.name() + ".";
    String path =
        column.regionMatches(true, 0, prefix, 0, prefix.length())
            ? column.substring(prefix.length())
            : column;
    return type.find(path)
        .or(() -> type.find("Id").filter(_ -> path.contains(".")))
        .orElseThrow(() -> ReportRuns.bad("The column " + column + " does not exist"));
  }

  private static String literal(SObjectField field, String value) {
    if (value.isEmpty()) {
      return "null";
    }
    return switch (field.kind()) {
      case TEXT, ID -> "'" + escape(value) + "'";
      case BOOLEAN -> value.toLowerCase(Locale.ROOT);
      case NUMBER, DATE, DATETIME -> value;
    };
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("'", "\\'");
  }

  private static String pattern(String value) {
    return escape(value).replace("%", "\\%").replace("_", "\\_");
  }
}
