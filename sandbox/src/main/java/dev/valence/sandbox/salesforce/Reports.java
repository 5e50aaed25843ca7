package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code analytics/reports}: tabular reports over the records of one kind of object. A column is
 * named like a field in a query, with the object in front of it, such as {@code
 * Contact.Account.Name}.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_analytics.meta/api_analytics/sforce_analytics_rest_api_intro.htm">
 *     Reports and Dashboards REST API</a>
 */
final class Reports {

  static final String TYPE = "Report";

  private static final String METADATA = "reportMetadata";

  private final RecordStore records;
  private final SObjectType type;
  private final ReportRuns runs;
  private final Map<String, ObjectNode> metadata = new ConcurrentHashMap<>();

  Reports(Schema schema, RecordStore records, Queries queries) {
    this.records = records;
    this.type = schema.get(TYPE);
    this.runs = new ReportRuns(schema, queries);
  }

  Answer answer(Call call) throws IOException {
    List<String> resource = call.resource();
    if (resource.size() < 2 || !resource.get(1).equals("reports") || resource.size() > 4) {
      throw RestException.notFound();
    }
    if (resource.size() == 2) {
      return all(call);
    }
    String id = Ids.normalize(resource.get(2)).orElseThrow(RestException::notFound);
    ObjectNode saved = saved(id);
    if (resource.size() == 4) {
      if (!resource.get(3).equals("describe")) {
        throw RestException.notFound();
      }
      InstanceApi.requireGet(call);
      return Answer.json(200, runs.describe(call, saved));
    }
    return switch (call.method()) {
      case "GET" -> Answer.json(200, run(call, id, saved));
      case "POST" -> Answer.json(200, run(call, id, changed(saved, call.body())));
      case "PATCH" -> {
        ObjectNode changed = changed(saved, call.body());
        ObjectNode description = runs.describe(call, changed);
        save(changed, call.userId());
        yield Answer.json(200, description);
      }
      case "DELETE" -> {
        records.delete(type, id, call.userId());
        yield Answer.empty(204);
      }
      default -> throw RestException.methodNotAllowed(call.method(), "GET, POST, PATCH, DELETE");
    };
  }

  private Answer all(Call call) throws IOException {
    return switch (call.method()) {
      case "GET" -> {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (ObjectNode report : records.all(type)) {
          if (!RecordStore.isDeleted(report)) {
            String id = report.get("Id").textValue();
            String url = ReportRuns.url(call, id);
            list.addObject()
                .put("describeUrl", url + "/describe")
                .put("id", id)
                .put("instancesUrl", url + "/instances")
                .put("name", report.get("Name").textValue())
                .put("url", url);
          }
        }
        yield Answer.json(200, list);
      }
      case "POST" -> {
        JsonNode sent = call.body().path(METADATA);
        ObjectNode report = create(sent, call.userId());
        yield Answer.json(200, runs.describe(call, saved(report.get("Id").textValue())));
      }
      default -> throw RestException.methodNotAllowed(call.method(), "GET, POST");
    };
  }

  private ObjectNode saved(String id) {
    return records
        .find(type, id)
        .filter(report -> !RecordStore.isDeleted(report))
        .map(_ -> metadata.get(id))
        .orElseThrow(RestException::notFound);
  }

  private ObjectNode run(Call call, String id, ObjectNode report) {
    ObjectNode result = runs.run(call, report);
    records.set(type, id, Json.object().put("LastRunDate", records.now()), call.userId());
    return result;
  }

  /** Makes a report of what the API calls its metadata, and gives its record. */
  ObjectNode create(JsonNode sent, String userId) {
    ObjectNode report = ReportRuns.complete(sent);
    runs.check(report);
    String name = report.get("name").textValue();
    ObjectNode record =
        records.insert(
            type,
            Json.object()
                .put("Name", name)
                .put("DeveloperName", report.get("developerName").textValue())
                .put("Description", report.path("description").textValue())
                .put("FolderName", "Public Reports")
                .put("Format", "Tabular"),
            userId);
    String id = record.get("Id").textValue();
    metadata.put(id, report.put("id", id));
    return record;
  }

  private void save(ObjectNode report, String userId) {
    String id = report.get("id").textValue();
    metadata.put(id, report);
    records.set(type, id, Json.object().put("Name", report.get("name").textValue()), userId);
  }

  /** A report with what a call wants to be different. */
  private ObjectNode changed(ObjectNode saved, ObjectNode body) {
    ObjectNode changed = saved.deepCopy();
    if (body.get(METADATA) instanceof ObjectNode changes) {
      ObjectNode kept = changes.deepCopy();
      kept.remove("id");
      changed.setAll(kept);
    }
    runs.check(changed);
    return changed;
  }

  /** Leaves a few reports that every organization has. */
  void reset(String userId) {
    metadata.clear();
    seed(userId, "All Accounts", "AccountList", "Account.Name", "Account.Industry");
    seed(userId, "All Contacts", "ContactList", "Contact.Name", "Contact.Account.Name");
    seed(
        userId,
        "All Opportunities",
        "Opportunity",
        "Opportunity.Name",
        "Opportunity.StageName",
        "Opportunity.Amount",
        "Opportunity.CloseDate");
  }

  private void seed(String userId, String name, String reportType, String... columns) {
    ObjectNode report = Json.object().put("name", name);
    report.putObject("reportType").put("type", reportType);
    ArrayNode details = report.putArray("detailColumns");
    List.of(columns).forEach(details::add);
    ObjectNode _ = create(report, userId);
  }
}
