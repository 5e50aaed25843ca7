package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every connector of a hub of objects does, seen by an app (contract, core 5.0, 5.2 to 5.4 and
 * 7.6). A connector's test extends it and gives an account and one of its objects.
 */
public abstract class ObjectsHubContract {

  private HubCaller hub;

  /** A caller of an account that has no records of the object. */
  protected abstract HubCaller emptyAccount();

  /** The hub's name of the object. */
  protected abstract String object();

  /** The field of the object that has the text of a record. */
  protected abstract String textField();

  /** A field of the object in which no record has a value. */
  protected abstract String emptyField();

  /**
   * Stores a record with that text at the vendor.
   *
   * @return its id
   */
  protected abstract String store(String text);

  /** Keeps fields without a value in answers. */
  protected abstract void keepNulls();

  /** Lets the vendor refuse the next call of a list, with these words. */
  protected abstract void refuse(String words);

  /** Lets the vendor fail with the next call of a list. */
  protected abstract void fail();

  /** Lets the vendor forget where lists that were begun go on. */
  protected abstract void forgetLists();

  @BeforeEach
  final void openAccount() {
    hub = emptyAccount();
  }

  @Test
  final void pingTellsThatTheAccountCanBeReached() {
    JsonNode pong = hub.json("/ping");

    assertThat(pong.path("valid").asBoolean()).isTrue();
    assertThat(pong.path("endpoint").asText()).isNotEmpty();
    assertThat(Instant.parse(pong.path("dateTime").asText())).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  final void nothingIsAnEmptyListWithoutANextPage() {
    HubAnswer answer = list();

    assertThat(HubCaller.json(answer)).isEmpty();
    assertThat(answer.returnedCount()).hasValue(0);
    assertThat(answer.nextPage()).isEmpty();
    assertThat(answer.warningText()).isEmpty();
  }

  @Test
  final void aRecordHasItsIdItsFieldsAndNothingOfTheVendorsMachinery() {
    String id = store("Grüße & Küsse 🚀");

    JsonNode record = HubCaller.json(list()).path(0);

    assertThat(record.path("id").asText()).isEqualTo(id);
    assertThat(record.path(textField()).asText()).isEqualTo("Grüße & Küsse 🚀");
    assertThat(record.size()).isGreaterThan(3);
    assertThat(record.has("attributes")).isFalse();
  }

  @Test
  final void fieldsWithoutAValueAreThereOnlyWhenTheyAreKept() {
    store("one");

    assertThat(HubCaller.json(list()).path(0).has(emptyField())).isFalse();

    keepNulls();
    assertThat(HubCaller.json(list()).path(0).path(emptyField()).isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8, 100})
  final void aWalkGivesEachRecordOnce(int pageSize) {
    List<String> ids = fill(7);

    assertThat(walk(pageSize)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  final void aWalkThroughManyGivesEachRecordOnceWhateverTheSizeOfItsPages() {
    List<String> ids = fill(450);

    for (int pageSize : new int[] {150, 199, 200, 201, 300, 449, 450, 2000}) {
      assertThat(walk(pageSize))
          .as("%s at a time", pageSize)
          .containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  final void everyPageButTheLastIsFull() {
    fill(7);

    HubAnswer first = list("pageSize", "3");
    HubAnswer second = next(first, "pageSize", "3");
    HubAnswer third = next(second, "pageSize", "3");

    assertThat(first.returnedCount()).hasValue(3);
    assertThat(second.returnedCount()).hasValue(3);
    assertThat(third.returnedCount()).hasValue(1);
    assertThat(third.nextPage()).isEmpty();
  }

  @Test
  final void aPageIsTwoHundredUnlessSaidOtherwise() {
    fill(201);

    HubAnswer first = list();

    assertThat(first.returnedCount()).hasValue(200);
    assertThat(first.warningText()).isEmpty();
    assertThat(next(first).returnedCount()).hasValue(1);
  }

  @Test
  final void aPageSizeMayChangeOnTheWayAndNothingIsLost() {
    List<String> ids = fill(7);

    HubAnswer first = list("pageSize", "4");
    HubAnswer second = next(first, "pageSize", "1");
    HubAnswer third = next(second, "pageSize", "4");

    assertThat(Stream.of(first, second, third).flatMap(page -> ids(page).stream()))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(third.nextPage()).isEmpty();
  }

  @Test
  final void theSameTokenGivesTheSamePageAgain() {
    fill(5);
    HubAnswer first = list("pageSize", "2");

    assertThat(HubCaller.json(next(first, "pageSize", "2")))
        .isEqualTo(HubCaller.json(next(first, "pageSize", "2")));
  }

  @Test
  final void pagesAreFoundByNumberToo() {
    fill(5);
    HubAnswer first = list("pageSize", "2");

    assertThat(HubCaller.json(list("pageSize", "2", "page", "2")))
        .isEqualTo(HubCaller.json(next(first, "pageSize", "2")));
    assertThat(list("pageSize", "2", "page", "3").returnedCount()).hasValue(1);
    assertThat(list("pageSize", "2", "page", "4").returnedCount()).hasValue(0);
  }

  @Test
  final void aPageSizeAboveTheProvidersIsTrimmedAndSaidSo() {
    store("one");

    HubAnswer answer = list("pageSize", "1000000");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.returnedCount()).hasValue(1);
    assertThat(answer.warningText()).hasValueSatisfying(it -> assertThat(it).contains("pageSize"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"made up", "0.../x", "0.https://evil.example.com/", "1", "-1.", "0.x?y"})
  final void aTokenThatIsNoneIsRefused(String token) {
    ApiException failure = failure("nextPage", token);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("nextPage");
  }

  @Test
  final void aTokenThatTheVendorHasForgottenIsRefusedInTheSameWords() {
    fill(201);
    HubAnswer first = list();
    forgetLists();

    ApiException failure = failure("nextPage", first.nextPage().orElseThrow());

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message())
        .isEqualTo(
            "The value of nextPage is not valid, or no longer: start again with the first page.");
    assertThat(failure.providerMessage()).isNotEmpty();
  }

  @Test
  final void onlyTheFieldsThatAreAskedForAreGivenAndTheId() {
    String id = store("one");

    for (String fields : List.of(textField(), " " + textField() + " , " + textField())) {
      JsonNode record = HubCaller.json(list("fields", fields)).path(0);

      assertThat(record.path(textField()).asText()).isEqualTo("one");
      assertThat(record.path("id").asText()).isEqualTo(id);
      assertThat(record.has("CreatedDate")).isFalse();
      assertThat(record.size()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  final void aFieldThatIsNoneIsRefusedWithTheVendorsWords() {
    ApiException failure = failure("fields", "no_such_field");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage())
        .hasValueSatisfying(it -> assertThat(it).contains("no_such_field"));
  }

  @Test
  final void recordsAreSortedByAFieldInEitherDirection() {
    List.of("b", "c", "a").forEach(this::store);

    assertThat(texts("orderBy", textField())).containsExactly("a", "b", "c");
    assertThat(texts("orderBy", textField() + " asc")).containsExactly("a", "b", "c");
    assertThat(texts("orderBy", textField() + " DESC")).containsExactly("c", "b", "a");
  }

  @Test
  final void recordsThatAreAlikeKeepTheirPlacesFromPageToPage() {
    List<String> ids = IntStream.range(0, 7).mapToObj(i -> store("alike")).toList();

    assertThat(walk(2, "orderBy", textField() + " desc")).containsExactlyInAnyOrderElementsOf(ids);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields=Name; DROP",
        "fields=Name,",
        "fields=(SELECT Id FROM Contacts)",
        "fields=COUNT()",
        "fields=Name FROM User--",
        "orderBy=Name sideways",
        "orderBy=Name desc LIMIT 1",
        "orderBy=,",
        "pageSize=0",
        "pageSize=many",
        "page=0",
        "returnCount=perhaps"
      })
  final void whatIsNotWrittenAsItShouldBeIsRefusedBeforeTheVendorIsAsked(String parameter) {
    String[] pair = parameter.split("=", 2);
    refuse("asked");

    ApiException failure = failure(pair[0], pair[1]);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("'" + pair[0] + "'");
    assertThat(failure.providerMessage()).isEmpty();
  }

  @Test
  final void everyFaultIsNamedAtOnce() {
    ApiException failure = failure("fields", "a b", "orderBy", "a b", "pageSize", "0");

    assertThat(failure.message()).contains("'fields'", "'orderBy'", "'pageSize'");
  }

  @Test
  final void aConditionIsNotPassedOver() {
    assertThat(failure("where", "Id='1'").status()).isEqualTo(501);
    assertThat(list("where", "").status()).isEqualTo(200);
  }

  @Test
  final void theWholeListIsCountedWhenAsked() {
    fill(3);

    HubAnswer answer = list("pageSize", "2", "returnCount", "true");

    assertThat(answer.returnedCount()).hasValue(2);
    assertThat(answer.totalCount()).hasValue(3);
    assertThat(list("pageSize", "2").totalCount()).isEmpty();
  }

  @Test
  final void whatTheElementHasNotIsNotFound() {
    assertThat(hub.failure("GET", "/nosuchthings").status()).isEqualTo(404);
    assertThat(hub.failure("GET", "/" + object() + "/1/2/3/4").status()).isEqualTo(404);
    assertThat(hub.failure("PATCH", "/" + object()).status()).isEqualTo(405);
  }

  @Test
  final void aRefusalHasTheVendorsWords() {
    refuse("no more than this");

    ApiException failure = failure();

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage())
        .hasValueSatisfying(it -> assertThat(it).contains("no more than this"));
  }

  @Test
  final void aVendorThatIsDownIsABadGateway() {
    fail();

    assertThat(failure().status()).isEqualTo(502);
  }

  private HubAnswer list(String... query) {
    return hub.call("GET", "/" + object(), query);
  }

  private HubAnswer next(HubAnswer page, String... query) {
    String[] all = Arrays.copyOf(query, query.length + 2);
    all[query.length] = "nextPage";
    all[query.length + 1] = page.nextPage().orElseThrow();
    return list(all);
  }

  private ApiException failure(String... query) {
    return HubCaller.failure(() -> list(query));
  }

  private List<String> walk(int pageSize, String... query) {
    String[] all = Arrays.copyOf(query, query.length + 2);
    all[query.length] = "pageSize";
    all[query.length + 1] = String.valueOf(pageSize);
    HubAnswer page = list(all);
    List<String> ids = new ArrayList<>(ids(page));
    while (page.nextPage().isPresent()) {
      assertThat(page.returnedCount()).hasValue(pageSize);
      page = next(page, all);
      assertThat(ids(page)).isNotEmpty();
      ids.addAll(ids(page));
    }
    return ids;
  }

  private List<String> texts(String... query) {
    return HubCaller.json(list(query)).findValuesAsText(textField());
  }

  private static List<String> ids(HubAnswer page) {
    return HubCaller.json(page).findValuesAsText("id");
  }

  private List<String> fill(int count) {
    return IntStream.range(0, count).mapToObj(i -> store("record " + i)).toList();
  }
}
