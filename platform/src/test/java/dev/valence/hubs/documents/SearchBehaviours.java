package dev.valence.hubs.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of searches. */
@Needs({DocumentsOperation.SEARCH, DocumentsOperation.UPLOAD})
interface SearchBehaviours extends HubUnderTest {

  @Test
  default void aTextIsFoundAnywhereInNamesAtAnyDepth() {
    hub().upload("/roof.txt", HubCaller.HELLO);
    hub().upload("/plans/my roof plan.pdf", HubCaller.HELLO);
    hub().upload("/plans/deep/PROOF.txt", HubCaller.HELLO);
    hub().upload("/plans/cellar.txt", HubCaller.HELLO);

    assertThat(hub().walk(2, "/search", "path", "/", "text", "roof"))
        .containsExactlyInAnyOrder("roof.txt", "my roof plan.pdf", "PROOF.txt");
  }

  @Test
  default void contentsAreNotSearched() {
    hub().upload("/greeting.txt", HubCaller.HELLO);

    assertThat(hub().json("/search", "path", "/", "text", "hello")).isEmpty();
  }

  @Test
  default void foldersAreFoundToo() {
    hub().upload("/roof plans/file.txt", HubCaller.HELLO);

    JsonNode found = hub().json("/search", "path", "/", "text", "roof");

    assertThat(found).hasSize(1);
    assertThat(found.path(0).path("directory").asBoolean()).isTrue();
    assertThat(found.path(0).path("path").asText()).isEqualTo("/roof plans");
  }

  @Test
  default void aSearchIsOfTheFolderAndAllBelowIt() {
    hub().upload("/a/roof.txt", HubCaller.HELLO);
    hub().upload("/a/b/roof.txt", HubCaller.HELLO);
    hub().upload("/ab/roof.txt", HubCaller.HELLO);

    assertThat(hub().json("/search", "path", "/a", "text", "roof"))
        .extracting(item -> item.path("path").asText())
        .containsExactlyInAnyOrder("/a/roof.txt", "/a/b/roof.txt");
  }

  @Test
  default void withoutATextEverythingIsFound() {
    hub().upload("/a/one.txt", HubCaller.HELLO);
    hub().upload("/two.txt", HubCaller.HELLO);

    assertThat(hub().walk(1, "/search", "where", "directory='false'"))
        .containsExactlyInAnyOrder("one.txt", "two.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"it's", "100%", "a_b", "#1", "Grüße", "🚀", "(x)"})
  default void anyCharacterIsSearchedAsItIs(String text) {
    assumeFalse(forbids(text), "The vendor has no such names.");
    hub().upload("/so " + text + " there.txt", HubCaller.HELLO);
    hub().upload("/other.txt", HubCaller.HELLO);

    assertThat(hub().walk(5, "/search", "path", "/", "text", text))
        .containsExactly("so " + text + " there.txt");
  }

  @Test
  default void aWalkThroughASearchGivesEachItemOnce() {
    List<String> names = IntStream.range(0, 7).mapToObj(i -> "roof " + i + ".txt").toList();
    names.forEach(name -> hub().upload("/a/" + name, HubCaller.HELLO));

    for (int pageSize : List.of(1, 3, 7, 100)) {
      assertThat(hub().walk(pageSize, "/search", "path", "/", "text", "roof"))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  default void datesLimitASearch() {
    hub().upload("/roof.txt", HubCaller.HELLO);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String[] around = {
      "path",
      "/",
      "text",
      "roof",
      "startDate",
      today.minusDays(1).toString(),
      "endDate",
      today.plusDays(1).toString()
    };

    assertThat(hub().json("/search", around)).hasSize(1);
    around[7] = today.minusDays(1).toString();
    around[5] = today.minusDays(9).toString();
    assertThat(hub().json("/search", around)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"startDate", "endDate"})
  default void oneDateWithoutTheOtherIsRefused(String date) {
    assertThat(
            hub().failure("GET", "/search", "path", "/", "text", "x", date, "2026-05-01").status())
        .isEqualTo(400);
  }

  @Test
  default void aDateThatIsNoneIsRefused() {
    assertThat(
            hub()
                .failure("GET", "/search", "text", "x", "startDate", "May", "endDate", "2026-05-01")
                .status())
        .isEqualTo(400);
  }

  @Test
  default void aMissingFolderIsNotSearched() {
    assertThat(hub().failure("GET", "/search", "path", "/missing", "text", "x").status())
        .isIn(400, 404);
  }
}
