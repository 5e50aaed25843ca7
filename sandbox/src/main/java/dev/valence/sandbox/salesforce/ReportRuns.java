package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Runs and describes reports. A run is a query, whose records become rows. */
final class ReportRuns {

  private static final int MOST_ROWS = 2000;
  private static final String ROW_COUNT = "RowCount";
  private static final String CUSTOM = "CustomEntity$";
  private static final Map<String, String> TYPES =
      Map.of(
          "AccountList", "Account",
          "ContactList", "Contact",
          "LeadList", "Lead",
          "Opportunity", "Opportunity",
          "CaseList", "Case",
          "Campaign", "Campaign",
          "CampaignWithCampaignMembers", "CampaignMember",
          "Activity", "Task");

  private final Schema schema;
  private final Queries queries;

  ReportRuns(Schema schema, Queries queries) {
    this.schema = schema;
    this.queries = queries;
  }

  static String url(Call call, String id) {
    return call.base() + "/analytics/reports/" + id;
  }

  /** The metadata of a report with all that it needs. */
  static ObjectNode complete(JsonNode sent) {
    if (!(sent instanceof ObjectNode given) || !given.hasNonNull("name")) {
      throw bad("The report must have a name");
    }
    ObjectNode report = Json.object();
    report.putArray("aggregates").add(ROW_COUNT);
    report.put("reportFormat", "TABULAR");
    report.putArray("reportFilters");
    report.putNull("reportBooleanFilter");
    report.putArray("groupingsDown");
    report.putArray("groupingsAcross");
    report.putArray("detailColumns");
    report.putArray("sortBy");
    report.put("hasDetailRows", true);
    report.put("developerName", given.get("name").asText().replaceAll("\\W+", "_"));
    report.setAll(given);
    return report;
  }

  /** Refuses a report that can not be run. */
  void check(ObjectNode report) {
    if (!report.path("reportFormat").asText().equals("TABULAR")
        || !report.path("groupingsDown").isEmpty()) {
      throw bad("The sandbox runs tabular reports only");
    }
    SObjectType type = type(report);
    if (report.path("detailColumns").isEmpty()) {
      throw bad("The report must have detail columns");
    }
    for (JsonNode filter : report.path("reportFilters")) {
      String _ = ReportFilters.condition(type, filter);
    }
  }

  private SObjectType type(ObjectNode report) {
    String name = report.path("reportType").path("type").asText();
    String object =
        name.startsWith(CUSTOM) ? name.substring(CUSTOM.length()) : TYPES.getOrDefault(name, "");
    return schema
        .find(object)
        .orElseThrow(() -> bad("The report type " + name + " does not exist"));
  }

  /** The description of a report. */
  ObjectNode describe(Call call, ObjectNode report) {
    ObjectNode answer = Json.object();
    answer.set("attributes", attributes(call, report));
    answer.set("reportExtendedMetadata", extended(columns(call, report), report));
    answer.set("reportMetadata", report);
    SObjectType type = type(report);
    ObjectNode category =
        answer
            .putObject("reportTypeMetadata")
            .putArray("categories")
            .addObject()
            .put("label", type.label());
    ObjectNode all = category.putObject("columns");
    for (SObjectField field : type.fields()) {
      all.putObject(type.name() + "." + field.name())
          .put("label", field.label())
          .put("dataType", field.type().word())
          .put("filterable", field.filterable());
    }
    return answer;
  }

  private static ObjectNode attributes(Call call, ObjectNode report) {
    String url = url(call, report.get("id").textValue());
    return Json.object()
        .put("describeUrl", url + "/describe")
        .put("instancesUrl", url + "/instances")
        .put("reportId", report.get("id").textValue())
        .put("reportName", report.get("name").textValue())
        .put("type", Reports.TYPE);
  }

  private static ObjectNode extended(Map<String, FieldPath> columns, ObjectNode report) {
    ObjectNode extended = Json.object();
    ObjectNode aggregates = extended.putObject("aggregateColumnInfo");
    for (JsonNode aggregate : report.path("aggregates")) {
      String name = aggregate.asText();
      FieldPath of = columns.get(aggregated(name));
      aggregates
          .putObject(name)
          .put("label", of == null ? "Record Count" : "Sum of " + of.field().label())
          .put("dataType", of == null ? "int" : of.type().word());
    }
    ObjectNode details = extended.putObject("detailColumnInfo");
    columns.forEach((name, path) ->
        details
            .putObject(name)
            .put("label", path.field().label())
            .put("dataType", path.type().word()));
    extended.putObject("groupingColumnInfo");
    return extended;
  }

  /** Runs a report. */
  ObjectNode run(Call call, ObjectNode report) {
    boolean details = "true".equals(call.parameter("includeDetails"));
    Query query = query(call, report);
    List<ObjectNode> found = query.run();
    Map<String, FieldPath> columns = columns(query, report);
    ObjectNode answer = Json.object();
    answer.set("attributes", attributes(call, report));
    answer.put("allData", !details || found.size() <= MOST_ROWS);
    ObjectNode total = answer.putObject("factMap").putObject("T!T");
    ArrayNode aggregates = total.putArray("aggregates");
    for (JsonNode aggregate : report.path("aggregates")) {
      aggregates.add(aggregate(aggregate.asText(), found, columns));
    }
    ArrayNode rows = total.putArray("rows");
    if (details) {
      for (ObjectNode record : found.subList(0, Math.min(found.size(), MOST_ROWS))) {
        ArrayNode cells = rows.addObject().putArray("dataCells");
        columns.values().forEach(path -> cells.add(ReportCells.cell(path, record)));
      }
    }
    answer.putObject("groupingsAcross").putArray("groupings");
    answer.putObject("groupingsDown").putArray("groupings");
    answer.put("hasDetailRows", details);
    answer.set("reportExtendedMetadata", extended(columns, report));
    answer.set("reportMetadata", report);
    return answer;
  }

  /** The column that an aggregate such as {@code s!Opportunity.Amount} is of. */
  private static String aggregated(String name) {
    return name.substring(name.indexOf('!') + 1);
  }

  private static ObjectNode aggregate(
      String name, List<ObjectNode> found, Map<String, FieldPath> columns) {
    if (name.equals(ROW_COUNT)) {
      return Json.object().put("label", "" + found.size()).put("value", found.size());
    }
    FieldPath path = columns.get(aggregated(name));
    if (path == null || !name.startsWith("s!") || path.type().kind() != FieldType.Kind.NUMBER) {
      throw bad("The aggregate " + name + " is not a sum of one of the detail columns");
    }
    BigDecimal sum =
        found.stream()
            .map(path::of)
            .filter(value -> !value.isNull())
            .map(JsonNode::decimalValue)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Json.object().put("label", sum.toPlainString()).put("value", sum.doubleValue());
  }

  private Map<String, FieldPath> columns(Call call, ObjectNode report) {
    return columns(query(call, report), report);
  }

  private static Map<String, FieldPath> columns(Query query, ObjectNode report) {
    Map<String, FieldPath> columns = new LinkedHashMap<>();
    int next = 0;
    for (JsonNode column : report.path("detailColumns")) {
      if (query.selected().get(next++) instanceof Query.Selected.Value(FieldPath path, String _)) {
        columns.put(column.asText(), path);
      }
    }
    return columns;
  }

  private Query query(Call call, ObjectNode report) {
    SObjectType type = type(report);
    List<String> columns = new ArrayList<>();
    report.path("detailColumns").forEach(column -> columns.add(column.asText()));
    String filters = ReportFilters.where(type, report);
    String orders =
        report
            .path("sortBy")
            .valueStream()
            .map(sort ->
                sort.path("sortColumn").asText()
                    + (sort.path("sortOrder").asText().equalsIgnoreCase("Desc") ? " DESC" : ""))
            .collect(Collectors.joining(", "));
    String soql =
        "SELECT "
            + String.join(", ", columns)
            + " FROM "
            + type.name()
            + (filters.isEmpty() ? "" : " WHERE " + filters)
            + (orders.isEmpty() ? "" : " ORDER BY " + orders);
    try {
      return queries.parse(call, soql);
    } catch (RestException e) {
      throw bad(Objects.requireNonNullElse(e.getMessage(), "").strip().replace('\n', ' '));
    }
  }

  static RestException bad(String message) {
    return new RestException(400, "BAD_REQUEST", message);
  }
}
