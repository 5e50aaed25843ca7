package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.engine.TestVendor.Reply;
import dev.valence.engine.TestVendor.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in pages (contract, element format 8 and core 5.0). */
class DeclaredPagesTest extends DeclaredTest {

  private static final String PARAMETERS =
      """
      'parameters': [
        {'name': 'pageSize', 'type': 'query', 'vendorName': 'limit', 'vendorType': 'query'},
        {'name': 'page', 'type': 'query', 'vendorName': 'at', 'vendorType': 'query'},
        {'name': 'nextPage', 'type': 'query', 'vendorName': 'at', 'vendorType': 'query'}]\
      """;

  @ParameterizedTest
  @CsvSource({
    "offset,, /v1/a?limit=3&at=3",
    "page,, /v1/a?limit=3&at=2",
    ",, /v1/a?limit=3&at=2",
    "page 0,, /v1/a?limit=3&at=1",
    "page starts with 1,, /v1/a?limit=3&at=2",
    "page,0, /v1/a?limit=3&at=1"
  })
  void aPagesNumberBecomesTheVendors(String type, String start, String target) {
    TestInstance instance = numbered(type, start);
    vendor.answers = request -> Reply.json(items(number(request), type, start));

    HubAnswer second = get(instance, "/a", "pageSize=3", "page=2");
    assertThat(vendor.last().target()).isEqualTo(target);
    assertThat(json(second)).isEqualTo("[3,4,5]");
    assertThat(walk(instance, 3)).containsExactly("[0,1,2]", "[3,4,5]", "[6,7]");
    assertThat(walk(instance, 1)).hasSize(9).startsWith("[0]", "[1]", "[2]");
  }

  @Test
  void aPageThatIsNotFullIsTheLast() {
    TestInstance instance = numbered("offset", null);
    vendor.answers = request -> Reply.json(items(number(request), "offset", null));

    assertThat(get(instance, "/a", "pageSize=9").nextPage()).isEmpty();
    assertThat(get(instance, "/a", "pageSize=8").nextPage()).contains("8");
  }

  @Test
  void aSizeAboveTheVendorsIsTrimmedAndWhatIsLeftOutIsTheVendors() {
    TestInstance instance = numbered("offset", null);
    vendor.answers = _ -> Reply.json("[]");

    HubAnswer trimmed = get(instance, "/a", "pageSize=11");
    assertThat(trimmed.warningText()).hasValueSatisfying(text -> assertThat(text).contains("10"));
    get(instance, "/a");

    assertThat(vendor.targets()).containsExactly("/v1/a?limit=10", "/v1/a?limit=10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pageSize=0", "pageSize=x", "pageSize=5001", "page=0", "nextPage=x"})
  void aWrongPageIsABadRequest(String query) {
    refused(400, numbered("offset", null), "/a", query);
    assertThat(vendor.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body.paging.next?after",
        "data.paging.next?after",
        "body.cursor",
        "header.x-cursor",
        "x-cursor"
      })
  void aCursorIsTakenFromWhereTheVendorPutsIt(String key) {
    TestInstance instance = cursors(key);
    vendor.answers = request -> pageWithCursor(request, 3);

    assertThat(walk(instance, 2)).containsExactly("[0,1]", "[2,3]", "[4,5]");
    assertThat(vendor.targets()).allMatch(target -> target.startsWith("/v1/a?"));
    assertThat(vendor.targets().get(1)).isEqualTo("/v1/a?limit=2&at=c%2F2%2B");
  }

  @Test
  void pagesByNumberAreReachedOverThoseBefore() {
    TestInstance instance = cursors("body.cursor");
    vendor.answers = request -> pageWithCursor(request, 3);

    assertThat(json(get(instance, "/a", "pageSize=2", "page=3"))).isEqualTo("[4,5]");
    assertThat(json(get(instance, "/a", "pageSize=2", "page=4"))).isEqualTo("[]");
  }

  @Test
  void anEmptyPageThatHasMoreIsPassedOver() {
    TestInstance instance = cursors("body.cursor");
    vendor.answers =
        request ->
            Reply.json(
                request.target().contains("at=more")
                    ? "{\"items\": [1]}"
                    : "{\"items\": [], \"cursor\": \"more\"}");
    assertThat(json(get(instance, "/a"))).isEqualTo("[1]");

    vendor.answers =
        _ -> Reply.json("{\"items\": [], \"cursor\": \"" + vendor.seen().size() + "\"}");
    vendor.forget();
    assertThat(get(instance, "/a").nextPage()).isPresent();
    assertThat(vendor.seen()).hasSizeLessThan(50);
  }

  @Test
  void aListThatComesWholeIsCut() {
    TestInstance instance = list("", "'paginationType': 'VENDOR_NOT_SUPPORTED',");
    vendor.answers = _ -> Reply.json("{\"items\": [0,1,2,3,4]}");

    assertThat(walk(instance, 2)).containsExactly("[0,1]", "[2,3]", "[4]");
    assertThat(walk(instance, 5)).containsExactly("[0,1,2,3,4]");
    assertThat(json(get(instance, "/a", "pageSize=2", "page=3"))).isEqualTo("[4]");
    assertThat(json(get(instance, "/a", "pageSize=2", "page=9"))).isEqualTo("[]");
    assertThat(vendor.targets()).containsOnly("/v1/a");
    vendor.answers = _ -> Reply.json("{\"items\": {\"no\": \"list\"}}");
    assertThat(json(get(instance, "/a"))).isEqualTo("{'no':'list'}");
  }

  @Test
  void aVendorThatGivesMoreThanWasAskedForIsCut() {
    TestInstance unpaged =
        instance("{'path': '/hubs/social/a', 'vendorPath': '/a', 'rootKey': '|items'}");
    vendor.answers = _ -> Reply.json("{\"items\": [0,1,2,3,4]}");

    assertThat(walk(unpaged, 2)).containsExactly("[0,1]", "[2,3]", "[4]");
    assertThat(json(get(unpaged, "/a", "pageSize=2", "page=2"))).isEqualTo("[2,3]");
    assertThat(json(get(unpaged, "/a"))).isEqualTo("[0,1,2,3,4]");

    TestInstance stubborn = cursors("body.cursor");
    vendor.answers = request -> pageWithCursor(request, 3);
    assertThat(walk(stubborn, 1)).containsExactly("[0]", "[1]", "[2]", "[3]", "[4]", "[5]");
    assertThat(json(get(stubborn, "/a", "pageSize=1", "page=4"))).isEqualTo("[3]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": 7, \"default\": 3} | 7",
        "{\"b\": 7, \"default\": 3} | 3",
        "{\"b\": 7} | 200",
        "text | 200"
      })
  void theLargestPageIsSaidByObject(String maximum, int size) {
    TestInstance instance = numbered("offset", null);
    instance.values().put("pagination.max", maximum);
    vendor.answers = _ -> Reply.json("[]");

    get(instance, "/a", "pageSize=5000");

    assertThat(vendor.last().target()).isEqualTo("/v1/a?limit=" + size);
  }

  @Test
  void aStandardSizeMayBeSmallerThanTheLargest() {
    TestInstance instance = numbered("offset", null);
    instance.values().remove("pagination.max");
    instance
        .values()
        .put(
            "pagination",
            "{\"minPageSize\":\"1\",\"maxPageSize\":\"9\",\"defaultPageSize\":\"4\"}");
    vendor.answers = _ -> Reply.json("[]");

    get(instance, "/a");
    get(instance, "/a", "pageSize=50");

    assertThat(vendor.targets()).containsExactly("/v1/a?limit=4", "/v1/a?limit=9");
  }

  @Test
  void fieldsAreSelectedWhereTheElementAllowsIt() {
    TestInstance instance =
        instance(
            "{'path': '/hubs/social/a', 'vendorPath': '/a', 'parameters': ["
                + "{'name': 'fields', 'type': 'query', 'vendorName': 'f', 'vendorType': 'query'}]},"
                + "{'path': '/hubs/social/b', 'vendorPath': '/b', 'objectName': 'bees'}");
    instance.values().put("default.select.fields.map", "{\"a\": \"id,at\", \"bees\": [\"x\"]}");
    vendor.answers = _ -> Reply.json("[{\"id\": 1, \"at\": 2, \"x\": 3, \"y\": {\"z\": 4}}]");

    assertThat(json(get(instance, "/a", "fields=y.z")))
        .isEqualTo("[{'id':1,'at':2,'x':3,'y':{'z':4}}]");
    assertThat(vendor.last().target()).isEqualTo("/v1/a?f=y.z%2Cid%2Cat");
    instance.values().put("allow.select.fields", "true");
    assertThat(json(get(instance, "/a", "fields=y.z"))).isEqualTo("[{'id':1,'at':2,'y':{'z':4}}]");
    assertThat(json(get(instance, "/b", "fields=y"))).isEqualTo("[{'x':3,'y':{'z':4},'id':1}]");
    assertThat(json(get(instance, "/a"))).isEqualTo("[{'id':1,'at':2,'x':3,'y':{'z':4}}]");
  }

  @Test
  void whereNothingIsPagedTheParametersAreLikeOthers() {
    TestInstance instance = list("", "'paginationType': 'NO_PAGINATION',");
    vendor.answers = _ -> Reply.json("{\"items\": [1]}");

    assertThat(get(instance, "/a", "pageSize=1").nextPage()).isEmpty();
    assertThat(vendor.last().target()).isEqualTo("/v1/a?limit=1");
    get(instance, "/a");
    assertThat(vendor.last().target()).isEqualTo("/v1/a");
  }

  /** The pages from the first to the last. */
  private List<String> walk(TestInstance instance, int size) {
    List<String> pages = new ArrayList<>();
    HubAnswer page = get(instance, "/a", "pageSize=" + size);
    pages.add(json(page));
    while (page.nextPage().isPresent() && pages.size() < 20) {
      page = get(instance, "/a", "pageSize=" + size, "nextPage=" + page.nextPage().get());
      pages.add(json(page));
    }
    return pages;
  }

  private TestInstance numbered(String type, String start) {
    TestInstance instance = list("", "");
    if (type != null) {
      instance.values().put("pagination.type", type);
    }
    if (start != null) {
      instance.values().put("pagination.page.startindex", start);
    }
    return instance;
  }

  private TestInstance cursors(String key) {
    TestInstance instance = list("'nextPageKey': '" + key + "',", "");
    instance.values().put("pagination.type", "cursor");
    return instance;
  }

  private TestInstance list(String key, String type) {
    TestInstance instance =
        instance(
            "{'path': '/hubs/social/a', 'vendorPath': '/a', 'rootKey': '|items',"
                + key
                + type
                + PARAMETERS
                + "}");
    instance.values().put("pagination.max", "10");
    return instance;
  }

  /** Eight items, of which a page begins at a number that is the vendor's. */
  private static String items(Map<String, Long> query, String type, String start) {
    long size = query.get("limit");
    boolean zero = "0".equals(start) || "page 0".equals(type);
    long first =
        "offset".equals(type)
            ? query.getOrDefault("at", 0L)
            : (query.getOrDefault("at", zero ? 0L : 1L) - (zero ? 0 : 1)) * size;
    return "{\"items\": " + numbers(first, Math.min(first + size, 8)) + "}";
  }

  /** Pages of two, each with the cursor of the next one in all places. */
  private Reply pageWithCursor(Seen request, int pages) {
    Matcher cursor = Pattern.compile("at=c%2F(\\d+)%2B").matcher(request.target());
    int from = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
    String items = "\"items\": " + numbers(from, from + 2);
    if (from + 2 >= pages * 2) {
      return Reply.json("{" + items + ", \"paging\": {\"cursors\": {\"after\": \"x\"}}}");
    }
    String next = "c/" + (from + 2) + "+";
    return new Reply(
        200,
        Map.of("X-Cursor", next),
        "{%s, \"cursor\": \"%s\", \"paging\": {\"next\": \"https://elsewhere.example/?a=1&after=c%%2F%d%%2B&b\"}}"
            .formatted(items, next, from + 2));
  }

  private static Map<String, Long> number(Seen request) {
    return Pattern.compile("(limit|at)=(\\d+)")
        .matcher(request.target())
        .results()
        .collect(Collectors.toMap(match -> match.group(1), match -> Long.valueOf(match.group(2))));
  }

  private static String numbers(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
