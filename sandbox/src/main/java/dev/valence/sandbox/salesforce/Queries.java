package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code query} and {@code queryAll}. A result that does not fit into a page is kept as it was, for
 * two days, and read on by its cursor.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm">
 *     Query</a>
 */
final class Queries {

  private static final int MIN_PAGE = 200;
  private static final int MAX_PAGE = 2000;
  private static final Duration CURSOR_LIFETIME = Duration.ofDays(2);
  private static final Pattern BATCH_SIZE = Pattern.compile("\\s*batchSize\\s*=\\s*(\\d{1,9})\\s*");
  private static final Pattern LOCATOR = Pattern.compile("(01g\\w{15})-(\\d{1,9})");

  private record Result(String userId, Query query, List<ObjectNode> records, Instant expires) {}

  private final ContentAccess access;
  private final SoqlParser parser;
  private final Ids ids;
  private final InstantSource clock;
  private final Map<String, Result> results = new ConcurrentHashMap<>();

  Queries(Schema schema, ContentAccess access, Ids ids, InstantSource clock) {
    this.access = access;
    this.parser = new SoqlParser(schema);
    this.ids = ids;
    this.clock = clock;
  }

  /** Runs a query and gives the first page. */
  Answer run(Call call, boolean withDeleted) {
    Query query = parser.parse(call.request().queryParameters().get("q"));
    List<ObjectNode> found = find(query, call.userId(), withDeleted);
    if (query.fields().isEmpty()) {
      ObjectNode count = Json.object().put("totalSize", found.size()).put("done", true);
      count.putArray("records");
      return Answer.json(200, count);
    }
    Result result = new Result(call.userId(), query, found, clock.instant().plus(CURSOR_LIFETIME));
    return page(call, null, result, 0);
  }

  private List<ObjectNode> find(Query query, String userId, boolean withDeleted) {
    SObjectType.FilteredBy filteredBy = query.type().filteredBy();
    if (filteredBy != null && !query.where().isById(filteredBy.fields())) {
      throw new RestException(
          400, "MALFORMED_QUERY", "Implementation restriction: " + filteredBy.refusal());
    }
    return query.run(
        access.all(query.type(), userId).stream()
            .filter(record -> withDeleted || !RecordStore.isDeleted(record))
            .toList());
  }

  /** The records of an organization that a query finds, as they are in answers. */
  List<ObjectNode> select(Call call, String soql) {
    Query query = parser.parse(soql);
    return find(query, call.userId(), false).stream()
        .map(record -> selected(call, query, record))
        .toList();
  }

  /** Gives a further page. */
  Answer more(Call call, String locator) {
    results.values().removeIf(result -> !clock.instant().isBefore(result.expires()));
    Matcher parts = LOCATOR.matcher(locator);
    Result result = parts.matches() ? results.get(parts.group(1)) : null;
    if (result == null || !result.userId().equals(call.userId())) {
      throw new RestException(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    int start = Integer.parseInt(parts.group(2));
    if (start >= result.records().size()) {
      throw new RestException(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    return page(call, parts.group(1), result, start);
  }

  void reset() {
    results.clear();
  }

  private Answer page(Call call, @Nullable String cursor, Result result, int start) {
    int total = result.records().size();
    int end = Math.min(total, start + pageSize(call.request()));
    ObjectNode answer = Json.object().put("totalSize", total).put("done", end == total);
    if (end < total) {
      String id = cursor == null ? ids.next("01g") : cursor;
      results.putIfAbsent(id, result);
      answer.put("nextRecordsUrl", call.base() + "/query/" + id + "-" + end);
    }
    ArrayNode page = answer.putArray("records");
    for (ObjectNode record : result.records().subList(start, end)) {
      page.add(selected(call, result.query(), record));
    }
    return Answer.json(200, answer);
  }

  private static ObjectNode selected(Call call, Query query, ObjectNode record) {
    ObjectNode selected = call.withAttributes(query.type(), record.get("Id").textValue());
    for (SObjectField field : query.fields()) {
      selected.set(field.name(), call.value(query.type(), record, field));
    }
    return selected;
  }

  private static int pageSize(Request request) {
    String options = request.headers().getOrDefault("sforce-query-options", "");
    Matcher batchSize = BATCH_SIZE.matcher(options);
    return batchSize.matches()
        ? Math.clamp(Integer.parseInt(batchSize.group(1)), MIN_PAGE, MAX_PAGE)
        : MAX_PAGE;
  }
}
