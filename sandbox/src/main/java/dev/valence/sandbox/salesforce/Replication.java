package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * {@code updated} and {@code deleted}: which records of a kind have changed in a span of time. The
 * span counts in whole minutes, and begins at most 30 days ago.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getupdated.htm">
 *     Get Updated</a>
 */
final class Replication {

  private record Span(String start, String end) {

    boolean holds(ObjectNode record) {
      String time = record.get("SystemModstamp").textValue();
      return time.compareTo(start) >= 0 && time.compareTo(end) < 0;
    }
  }

  private static final Duration FARTHEST = Duration.ofDays(30);

  private final RecordSourceOfAll source;
  private final InstantSource clock;

  /** All records of a kind that a caller sees, deleted ones included. */
  interface RecordSourceOfAll {
    List<ObjectNode> all(Call call, SObjectType type);
  }

  Replication(RecordSourceOfAll source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** The ids of the records that have been made or changed. */
  Answer updated(Call call, SObjectType type) {
    Span span = span(call);
    ObjectNode answer = Json.object();
    ArrayNode ids = answer.putArray("ids");
    source.all(call, type).stream()
        .filter(record -> span.holds(record) && !RecordStore.isDeleted(record))
        .forEach(record -> ids.add(record.get("Id").textValue()));
    return Answer.json(200, answer.put("latestDateCovered", span.end()));
  }

  /** The records that have been deleted, and when. */
  Answer deleted(Call call, SObjectType type) {
    Span span = span(call);
    ObjectNode answer = Json.object();
    ArrayNode deleted = answer.putArray("deletedRecords");
    source.all(call, type).stream()
        .filter(record -> span.holds(record) && RecordStore.isDeleted(record))
        .forEach(record ->
            deleted
                .addObject()
                .put("deletedDate", record.get("SystemModstamp").textValue())
                .put("id", record.get("Id").textValue()));
    return Answer.json(
        200,
        answer
            .put("earliestDateAvailable", Times.record(clock.instant().minus(FARTHEST)))
            .put("latestDateCovered", span.end()));
  }

  private Span span(Call call) {
    Instant start = time(call, "start");
    Instant end = time(call, "end");
    Instant now = clock.instant();
    if (!start.isBefore(end)) {
      throw invalid("startDate must be at least one minute before endDate");
    }
    if (start.isBefore(now.minus(FARTHEST))) {
      throw invalid("specified start date cannot be more than 30 days ago");
    }
    return new Span(Times.record(start), Times.record(end));
  }

  private static Instant time(Call call, String name) {
    String sent = call.parameter(name);
    if (sent == null) {
      throw new RestException(400, "MISSING_ARGUMENT", "Missing required parameter: " + name);
    }
    return Times.canonicalDateTime(sent)
        .map(canonical -> Times.instant(canonical).truncatedTo(ChronoUnit.MINUTES))
        .orElseThrow(() -> invalid("Invalid date: " + sent));
  }

  private static RestException invalid(String message) {
    return new RestException(400, "INVALID_REPLICATION_DATE", message);
  }
}
