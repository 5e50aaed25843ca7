package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of lists of which it wants some items, or another order. */
public interface SelectionBehaviours extends HubUnderTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "name = 'One.txt', One.txt",
        "name='one.TXT', One.txt",
        "extension='.csv', two.csv",
        "extension = 'csv', two.csv",
        "directory='false', One.txt|two.csv|three.pdf",
        "mimeType='application/pdf', three.pdf",
        "size > 5, two.csv|three.pdf",
        "size >= 6 AND size < 7, two.csv",
        "name LIKE 't%', two.csv|three.pdf",
        "extension='.txt' OR extension='.csv', One.txt|two.csv",
        "name IN ('two.csv'|'three.pdf'), two.csv|three.pdf",
        "path='/two.csv', two.csv",
        "modifiedDate > '2001-01-01', One.txt|two.csv|three.pdf",
        "modifiedDate < '2001-01-01T00:00:00Z', ''",
        "name != 'One.txt', two.csv|three.pdf",
        "description IS NULL, One.txt|two.csv|three.pdf",
        "name = 'nothing', ''"
      })
  default void aConditionSelects(String where, String names) {
    threeFiles();

    assertThat(hub().walk(2, "/folders/contents", "path", "/", "where", where.replace("|", ",")))
        .containsExactlyInAnyOrderElementsOf(
            names.equals("''") ? List.of() : List.of(names.split("\\|", -1)));
  }

  @Test
  @Needs(DocumentsOperation.CREATE_FOLDER)
  default void foldersAreSelected() {
    threeFiles();
    hub().send("POST", "/folders", to("/folder.txt"));

    assertThat(hub().walk(5, "/folders/contents", "path", "/", "where", "directory='true'"))
        .containsExactly("folder.txt");
    assertThat(hub().walk(5, "/folders/contents", "path", "/", "where", "extension='.txt'"))
        .containsExactly("One.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name =", "name ~ 'x'", "colour='red'", "= 'x'", "name='unfinished", "AND"})
  default void aConditionThatIsNoneIsRefused(String where) {
    assertThat(hub().failure("GET", "/folders/contents", "path", "/", "where", where).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "name, One.txt|three.pdf|two.csv",
    "name asc, One.txt|three.pdf|two.csv",
    "name desc, two.csv|three.pdf|One.txt",
    "size desc, three.pdf|two.csv|One.txt",
    "size ASC, One.txt|two.csv|three.pdf",
    "extension, two.csv|three.pdf|One.txt"
  })
  default void anOrderIsKeptOverAllPages(String order, String names) {
    threeFiles();

    for (int pageSize : List.of(1, 2, 3, 10)) {
      assertThat(hub().walk(pageSize, "/folders/contents", "path", "/", "orderBy", order))
          .containsExactly(names.split("\\|", -1));
    }
  }

  @Test
  default void whatIsAddedWhileAnOrderedListIsWalkedMakesNoGapAndNoDouble() {
    threeFiles();
    HubAnswer first =
        hub().call("GET", "/folders/contents", "path", "/", "orderBy", "name", "pageSize", "2");
    store("/a first.txt", HubCaller.HELLO);

    JsonNode second =
        hub()
            .json(
                "/folders/contents",
                "path",
                "/",
                "orderBy",
                "name",
                "pageSize",
                "2",
                "nextPage",
                first.nextPage().orElseThrow());

    assertThat(HubCaller.json(first).findValuesAsText("name"))
        .containsExactly("One.txt", "three.pdf");
    assertThat(second.findValuesAsText("name")).containsExactly("two.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "name up", "name asc desc", "name,size"})
  default void anOrderThatIsNoneIsRefused(String order) {
    assertThat(hub().failure("GET", "/folders/contents", "path", "/", "orderBy", order).status())
        .isEqualTo(400);
  }

  @Test
  default void theNumberOfAllItemsIsToldWhenAsked() {
    threeFiles();

    HubAnswer all =
        hub().call("GET", "/folders/contents", "path", "/", "pageSize", "1", "returnCount", "true");
    HubAnswer some =
        hub()
            .call(
                "GET",
                "/folders/contents",
                "path",
                "/",
                "pageSize",
                "1",
                "returnCount",
                "true",
                "where",
                "size > 5");

    assertThat(all.totalCount()).hasValue(3);
    assertThat(some.totalCount()).hasValue(2);
    assertThat(hub().call("GET", "/folders/contents", "path", "/").totalCount()).isEmpty();
  }

  @Test
  default void theLastPageOfASelectionIsKnownToBeTheLast() {
    threeFiles();

    HubAnswer only =
        hub()
            .call(
                "GET",
                "/folders/contents",
                "path",
                "/",
                "pageSize",
                "1",
                "where",
                "name='one.txt'");

    assertThat(only.returnedCount()).hasValue(1);
    assertThat(only.nextPage()).isEmpty();
  }

  private void threeFiles() {
    store("/One.txt", new byte[5]);
    store("/two.csv", new byte[6]);
    store("/three.pdf", new byte[70]);
  }
}
