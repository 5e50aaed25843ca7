package dev.valence.hubs.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.engine.HubAnswer;
import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of the list of a folder, of whatever depth. */
public interface ListBehaviours extends HubUnderTest {

  /** The folder that is listed. */
  default String listed() {
    return "/";
  }

  @Test
  default void anEmptyFolderIsAnEmptyListWithoutANextPage() {
    HubAnswer answer = hub().call("GET", "/folders/contents", "path", "/");

    assertThat(HubCaller.json(answer)).isEmpty();
    assertThat(answer.returnedCount()).hasValue(0);
    assertThat(answer.nextPage()).isEmpty();
    assertThat(answer.warningText()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8, 100})
  default void aWalkGivesEachItemOnce(int pageSize) {
    List<String> names = fill(7);

    assertThat(hub().walk(listed(), pageSize)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  default void everyPageButTheLastIsFull() {
    fill(7);

    HubAnswer first = hub().call("GET", "/folders/contents", "path", listed(), "pageSize", "3");
    HubAnswer second = next(first, "3");
    HubAnswer third = next(second, "3");

    assertThat(first.returnedCount()).hasValue(3);
    assertThat(second.returnedCount()).hasValue(3);
    assertThat(third.returnedCount()).hasValue(1);
    assertThat(third.nextPage()).isEmpty();
  }

  @Test
  default void aPageSizeMayChangeOnTheWayAndNothingIsLost() {
    List<String> names = fill(7);

    HubAnswer first = hub().call("GET", "/folders/contents", "path", listed(), "pageSize", "4");
    HubAnswer second = next(first, "1");
    HubAnswer third = next(second, "1");
    HubAnswer fourth = next(third, "4");

    assertThat(List.of(first, second, third, fourth))
        .flatMap(page -> HubCaller.json(page).findValuesAsText("name"))
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(fourth.nextPage()).isEmpty();
  }

  @Test
  default void theSameTokenGivesTheSamePageAgain() {
    fill(5);
    HubAnswer first = hub().call("GET", "/folders/contents", "path", listed(), "pageSize", "2");

    assertThat(HubCaller.json(next(first, "2"))).isEqualTo(HubCaller.json(next(first, "2")));
  }

  @Test
  default void pagesAreFoundByNumberToo() {
    fill(5);
    String[] query = {"path", listed(), "pageSize", "2", "page", "2"};
    HubAnswer first = hub().call("GET", "/folders/contents", "path", listed(), "pageSize", "2");

    assertThat(hub().json("/folders/contents", query)).isEqualTo(HubCaller.json(next(first, "2")));
    query[5] = "3";
    assertThat(hub().json("/folders/contents", query)).hasSize(1);
    query[5] = "4";
    assertThat(hub().json("/folders/contents", query)).isEmpty();
  }

  @Test
  default void aPageSizeAboveTheProvidersIsTrimmedAndSaidSo() {
    store("/one.txt", HubCaller.HELLO);

    HubAnswer answer = hub().call("GET", "/folders/contents", "path", "/", "pageSize", "1000000");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.returnedCount()).hasValue(1);
    assertThat(answer.warningText()).hasValueSatisfying(it -> assertThat(it).contains("pageSize"));
  }

  @Test
  default void aTokenThatIsNoneIsRefused() {
    ApiException failure =
        hub().failure("GET", "/folders/contents", "path", "/", "nextPage", "made up");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("nextPage");
  }

  @Test
  default void aPageIsTwoHundredUnlessSaidOtherwise() {
    fill(201);

    HubAnswer first = hub().call("GET", "/folders/contents", "path", listed());

    assertThat(first.returnedCount()).hasValue(200);
    assertThat(first.warningText()).isEmpty();
    assertThat(next(first, "200").returnedCount()).hasValue(1);
  }

  @Test
  default void tenThousandItemsAreWalkedWithoutGapOrDoubleWhileOthersAreAdded() throws Exception {
    List<String> before = IntStream.range(0, 10_000).mapToObj("file %05d.txt"::formatted).toList();
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> seeded = new ArrayList<>();
      before.forEach(name -> seeded.add(workers.submit(() -> seed("/" + name, new byte[1]))));
      for (Future<?> file : seeded) {
        file.get();
      }
    }
    Thread.sleep(1100); // vendors count seconds: nothing else is as new as what is added below

    List<String> walked = new ArrayList<>();
    HubAnswer page = hub().call("GET", "/folders/contents", "path", "/", "pageSize", "900");
    for (int number = 0; ; number++) {
      walked.addAll(HubCaller.json(page).findValuesAsText("name"));
      if (page.nextPage().isEmpty()) {
        break;
      }
      // One before all that was there, one in the midst of it, and one behind it.
      seed("/added %d.txt".formatted(number), new byte[1]);
      seed("/file %05d added.txt".formatted(number * 700), new byte[1]);
      seed("/z added %d.txt".formatted(number), new byte[1]);
      page =
          hub()
              .call(
                  "GET",
                  "/folders/contents",
                  "path",
                  "/",
                  "pageSize",
                  "900",
                  "nextPage",
                  page.nextPage().get());
    }

    assertThat(walked).doesNotHaveDuplicates();
    assertThat(Set.copyOf(walked)).containsAll(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file.txt", "/a//b", "/a/", "/../etc", "/a/./b", "/nul\0.txt"})
  default void whatIsNoPathIsNotListed(String path) {
    assertThat(hub().failure("GET", "/folders/contents", "path", path).status()).isEqualTo(400);
  }

  private HubAnswer next(HubAnswer page, String pageSize) {
    return hub()
        .call(
            "GET",
            "/folders/contents",
            "path",
            listed(),
            "pageSize",
            pageSize,
            "nextPage",
            page.nextPage().orElseThrow());
  }

  private List<String> fill(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "file " + i + ".txt").toList();
    names.forEach(name -> store((listed() + "/" + name).replace("//", "/"), HubCaller.HELLO));
    return names;
  }
}
