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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code query} and {@code queryAll}. A result that does not fit into a page is kept as it was, for
 * two days unless the face's options say otherwise, and read on by its cursor.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm">
 *     Query</a>
 */
final class Queries {

  private static final int MIN_PAGE = 200;
  private static final int MAX_PAGE = 2000;
  private static final Pattern BATCH_SIZE = Pattern.compile("\\s*batchSize\\s*=\\s*(\\d{1,9})\\s*");
  private static final Pattern LOCATOR = Pattern.compile("(01g\\w{15})-(\\d{1,9})");

  /** A result with what has been found; the records are told when their page is asked for. */
  private record Result(String userId, Query query, List<ObjectNode> records, Instant since) {}

  private final Schema schema;
  private final RecordStore records;
  private final ContentAccess access;
  private final SoqlParser parser;
  private final Ids ids;
  private final InstantSource clock;
  private final Supplier<Duration> lifetime;
  private final Map<String, Result> results = new ConcurrentHashMap<>();

  Queries(
      Schema schema,
      RecordStore records,
      ContentAccess access,
      Ids ids,
      InstantSource clock,
      Supplier<Duration> lifetime) {
    this.schema = schema;
    this.records = records;
    this.access = access;
    this.parser = new SoqlParser(schema, clock);
    this.ids = ids;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /** Runs a query and gives the first page. */
  Answer run(Call call, boolean withDeleted) {
    Query query =
        parser.parse(call.request().queryParameters().get("q"), source(call, withDeleted));
    List<ObjectNode> found = find(query, _ -> true);
    if (query.counts()) {
      ObjectNode count = Json.object().put("totalSize", found.size()).put("done", true);
      count.putArray("records");
      return Answer.json(200, count);
    }
    return Answer.json(200, page(call, query, found));
  }

  /** A query of the caller. */
  Query parse(Call call, String soql) {
    return parser.parse(soql, source(call, false));
  }

  /** The records that the caller may ask for. */
  RecordSource source(Call call, boolean withDeleted) {
    return new VisibleRecords(schema, records, access, call.userId(), withDeleted);
  }

  private static List<ObjectNode> find(Query query, Predicate<ObjectNode> also) {
    SObjectType.FilteredBy filteredBy = query.type().filteredBy();
    if (filteredBy != null && !filteredBy.isMetBy(query.where())) {
      throw SoqlError.malformed("Implementation restriction: " + filteredBy.refusal());
    }
    return query.run(also);
  }

  /**
   * The records of an organization that a query finds, as they are in answers.
   *
   * @param also what they have to be besides
   */
  List<ObjectNode> select(Call call, String soql, Predicate<ObjectNode> also) {
    Query query = parse(call, soql);
    return SelectedRecords.tell(call, query, find(query, also), this::page);
  }

  /** The first page of what a query has found. */
  ObjectNode page(Call call, Query query, List<ObjectNode> found) {
    Result result = new Result(call.userId(), query, found, clock.instant());
    return page(call, null, result, 0);
  }

  /** Gives a further page. */
  Answer more(Call call, String locator) {
    Instant oldest = clock.instant().minus(lifetime.get());
    results.values().removeIf(result -> !result.since().isAfter(oldest));
    Matcher parts = LOCATOR.matcher(locator);
    Result result = parts.matches() ? results.get(parts.group(1)) : null;
    if (result == null || !result.userId().equals(call.userId())) {
      throw new RestException(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    int start = Integer.parseInt(parts.group(2));
    if (start >= result.records().size()) {
      throw new RestException(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    return Answer.json(200, page(call, parts.group(1), result, start));
  }

  void reset() {
    results.clear();
  }

  private ObjectNode page(Call call, @Nullable String cursor, Result result, int start) {
    int total = result.records().size();
    int end = Math.min(total, start + pageSize(call.request()));
    ObjectNode answer = Json.object().put("totalSize", total).put("done", end == total);
    if (end < total) {
      String id = cursor == null ? ids.next("01g") : cursor;
      results.putIfAbsent(id, result);
      answer.put("nextRecordsUrl", call.base() + "/query/" + id + "-" + end);
    }
    ArrayNode page = answer.putArray("records");
    page.addAll(
        SelectedRecords.tell(
            call, result.query(), result.records().subList(start, end), this::page));
    return answer;
  }

  private static int pageSize(Request request) {
    String options = request.headers().getOrDefault("sforce-query-options", "");
    Matcher batchSize = BATCH_SIZE.matcher(options);
    return batchSize.matches()
        ? Math.clamp(Integer.parseInt(batchSize.group(1)), MIN_PAGE, MAX_PAGE)
        : MAX_PAGE;
  }
}
