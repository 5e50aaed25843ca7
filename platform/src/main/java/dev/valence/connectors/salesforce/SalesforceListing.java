package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.ExactPages;
import dev.valence.hubs.objects.ObjectsErrors;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists what a query selects in pages of exactly the size that was asked for.
 *
 * <p>Salesforce gives portions of 200 to 2,000 records, of about the size that it is asked for, and
 * a cursor for the rest. Portions are read until the page is full; what a portion has above that is
 * left for the next page, whose beginning therefore names a portion and how many of its records
 * were already given. Only the cursor's name is kept of the URL that Salesforce gives, so that a
 * page can lead nowhere but to the account's own API.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm">
 *     Query</a>
 */
final class SalesforceListing {

  /** The largest portion. */
  static final int LARGEST_PORTION = 2000;

  private static final int SMALLEST_PORTION = 200;

  private static final Pattern NEXT = Pattern.compile(".*/query/([A-Za-z0-9_-]+)/?");

  private final SalesforceClient client;
  private final Supplier<String> soql;
  private final boolean metadata;

  /**
   * @param soql makes the query, for the first portion only: a cursor knows its query
   * @param metadata whether records keep what Salesforce says of them besides their fields
   */
  SalesforceListing(SalesforceClient client, Supplier<String> soql, boolean metadata) {
    this.client = client;
    this.soql = soql;
    this.metadata = metadata;
  }

  Page<ObjectNode> page(PageRequest request) {
    Position position = request.nextPage().map(Position::parse).orElse(Position.FIRST);
    List<ObjectNode> items = new ArrayList<>();
    ExactPages.Progress progress = new ExactPages.Progress();
    while (true) {
      JsonNode portion = portion(position, request.size());
      List<JsonNode> records = SalesforceClient.items(portion, "records");
      int from = Math.min(position.given(), records.size());
      int to = Math.min(records.size(), from + request.size() - items.size());
      for (JsonNode record : records.subList(from, to)) {
        items.add(SalesforceRecords.of(record, metadata));
      }
      if (to < records.size()) {
        return new Page<>(items, position.given(to).text());
      }
      if (portion.path("done").asBoolean()) {
        return new Page<>(items, null);
      }
      String next = cursor(portion);
      progress.require(position.cursor(), next, records.isEmpty());
      position = new Position(next, position.given() - from);
      if (items.size() == request.size()) {
        return new Page<>(items, position.text());
      }
    }
  }

  private JsonNode portion(Position position, int size) {
    int portion = Math.clamp(size, SMALLEST_PORTION, LARGEST_PORTION);
    Map<String, String> options = Map.of("Sforce-Query-Options", "batchSize=" + portion);
    return position.cursor() == null
        ? client.get("/query", Map.of("q", soql.get()), options)
        : client.get("/query/" + position.cursor(), Map.of(), options);
  }

  /** The name of the portion behind one. */
  static String cursor(JsonNode portion) {
    String url = portion.path("nextRecordsUrl").asText();
    Matcher next = NEXT.matcher(url);
    if (!next.matches()) {
      throw ApiException.ofProvider(
          502, "Salesforce did not tell where the list goes on.", url.isEmpty() ? null : url);
    }
    return next.group(1);
  }

  /**
   * Where a page begins.
   *
   * @param cursor Salesforce's name of the portion; null for the first one
   * @param given how many records from the portion's beginning were given on pages before
   */
  private record Position(@Nullable String cursor, int given) {

    static final Position FIRST = new Position(null, 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.([A-Za-z0-9_-]*)");

    Position given(int count) {
      return new Position(cursor, count);
    }

    /** The text form: {@code <given>.<cursor>}. */
    String text() {
      return given + "." + (cursor == null ? "" : cursor);
    }

    static Position parse(String text) {
      Matcher parts = TEXT.matcher(text);
      if (!parts.matches()) {
        throw ObjectsErrors.unknownPage(null);
      }
      String cursor = parts.group(2);
      return new Position(cursor.isEmpty() ? null : cursor, Integer.parseInt(parts.group(1)));
    }
  }
}
