package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How lists are given page by page. */
interface PageBehaviours extends ObjectsUnderTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8, 100})
  default void aWalkGivesEachRecordOnce(int pageSize) {
    List<String> ids = fill(7);

    assertThat(walk(pageSize)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  default void aWalkThroughManyGivesEachRecordOnceWhateverTheSizeOfItsPages() {
    List<String> ids = fill(450);

    for (int pageSize : new int[] {150, 199, 200, 201, 300, 449, 450, 2000}) {
      assertThat(walk(pageSize))
          .as("%s at a time", pageSize)
          .containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  default void everyPageButTheLastIsFull() {
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
  default void aPageIsTwoHundredUnlessSaidOtherwise() {
    fill(201);

    HubAnswer first = list();

    assertThat(first.returnedCount()).hasValue(200);
    assertThat(first.warningText()).isEmpty();
    assertThat(next(first).returnedCount()).hasValue(1);
  }

  @Test
  default void aPageSizeMayChangeOnTheWayAndNothingIsLost() {
    List<String> ids = fill(7);

    HubAnswer first = list("pageSize", "4");
    HubAnswer second = next(first, "pageSize", "1");
    HubAnswer third = next(second, "pageSize", "4");

    assertThat(Stream.of(first, second, third).flatMap(page -> ObjectsUnderTest.ids(page).stream()))
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(third.nextPage()).isEmpty();
  }

  @Test
  default void theSameTokenGivesTheSamePageAgain() {
    fill(5);
    HubAnswer first = list("pageSize", "2");

    assertThat(HubCaller.json(next(first, "pageSize", "2")))
        .isEqualTo(HubCaller.json(next(first, "pageSize", "2")));
  }

  @Test
  default void pagesAreFoundByNumberToo() {
    fill(5);
    HubAnswer first = list("pageSize", "2");

    assertThat(HubCaller.json(list("pageSize", "2", "page", "2")))
        .isEqualTo(HubCaller.json(next(first, "pageSize", "2")));
    assertThat(list("pageSize", "2", "page", "3").returnedCount()).hasValue(1);
    assertThat(list("pageSize", "2", "page", "4").returnedCount()).hasValue(0);
  }

  @Test
  default void aPageSizeAboveTheProvidersIsTrimmedAndSaidSo() {
    store("one");

    HubAnswer answer = list("pageSize", "1000000");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.returnedCount()).hasValue(1);
    assertThat(answer.warningText()).hasValueSatisfying(it -> assertThat(it).contains("pageSize"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"made up", "0.../x", "0.https://evil.example.com/", "1", "-1.", "0.x?y"})
  default void aTokenThatIsNoneIsRefused(String token) {
    ApiException failure = failure("nextPage", token);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("nextPage");
  }

  @Test
  default void aTokenThatTheVendorHasForgottenIsRefusedInTheSameWords() {
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
  default void aWalkThroughWhatAConditionSelectsGivesEachRecordOnce() {
    List<String> ids = IntStream.range(0, 7).mapToObj(i -> store("wanted " + i)).toList();
    fill(3);

    assertThat(walk(2, "where", textField() + " LIKE 'wanted%'"))
        .containsExactlyInAnyOrderElementsOf(ids);
  }
}
