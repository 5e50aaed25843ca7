package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an app sees of changes since it last asked. */
@Needs({DocumentsOperation.CHANGES, DocumentsOperation.UPLOAD})
interface ChangeBehaviours extends HubUnderTest {

  @Test
  default void withoutACursorEverythingIsTold() {
    hub().upload("/a/one.txt", HubCaller.HELLO);
    hub().upload("/two.txt", HubCaller.HELLO);

    assertThat(names(changes(null, 200))).contains("one.txt", "two.txt");
  }

  @Test
  default void fromNowOnNothingHasChangedYet() {
    hub().upload("/old.txt", HubCaller.HELLO);

    HubAnswer now = hub().call("GET", "/changes", "cursor", "latest");

    assertThat(HubCaller.json(now)).isEmpty();
    assertThat(changes(cursor(now), 200).items()).isEmpty();
  }

  @Test
  default void whatIsNewIsToldOnce() {
    hub().upload("/old.txt", HubCaller.HELLO);
    String before = cursor(hub().call("GET", "/changes", "cursor", "latest"));
    hub().upload("/new.txt", HubCaller.HELLO);

    Told told = changes(before, 200);

    assertThat(names(told)).containsOnly("new.txt");
    assertThat(changes(told.cursor(), 200).items()).isEmpty();
  }

  @Test
  @Needs(DocumentsOperation.DELETE)
  default void whatIsGoneIsTold() {
    hub().upload("/old.txt", HubCaller.HELLO);
    String before = cursor(hub().call("GET", "/changes", "cursor", "latest"));
    hub().call("DELETE", "/files", "path", "/old.txt");

    Told told = changes(before, 200);

    assertThat(told.items())
        .filteredOn(item -> item.path("deleted").asBoolean())
        .hasSize(1)
        .allSatisfy(item -> assertThat(item.path("id").asText()).isNotEmpty());
  }

  @Test
  @Needs(DocumentsOperation.UPDATE)
  default void whatIsRenamedIsTold() {
    hub().upload("/old.txt", HubCaller.HELLO);
    String before = cursor(hub().call("GET", "/changes", "cursor", "latest"));
    hub().send("PATCH", "/files/metadata", to("/renamed.txt"), "path", "/old.txt");

    assertThat(names(changes(before, 200))).contains("renamed.txt");
  }

  @Test
  default void manyChangesComeInPagesOfTheSizeThatWasAskedFor() {
    String before = cursor(hub().call("GET", "/changes", "cursor", "latest"));
    List<String> names = IntStream.range(0, 7).mapToObj(i -> "file " + i + ".txt").toList();
    names.forEach(name -> hub().upload("/" + name, HubCaller.HELLO));

    for (int pageSize : List.of(1, 3, 100)) {
      assertThat(names(changes(before, pageSize))).containsAll(names);
    }
  }

  @Test
  default void aCursorThatIsNoneIsRefused() {
    assertThat(hub().failure("GET", "/changes", "cursor", "made up").status()).isEqualTo(400);
  }

  /**
   * All changes since a cursor.
   *
   * @param items the changes
   * @param cursor where later ones begin
   */
  record Told(List<JsonNode> items, String cursor) {}

  private Told changes(String cursor, int pageSize) {
    List<String> parameters = new ArrayList<>(List.of("pageSize", String.valueOf(pageSize)));
    if (cursor != null) {
      parameters.addAll(List.of("cursor", cursor));
    }
    List<JsonNode> items = new ArrayList<>();
    HubAnswer page = hub().call("GET", "/changes", parameters.toArray(String[]::new));
    while (true) {
      assertThat(HubCaller.json(page)).hasSizeLessThanOrEqualTo(pageSize);
      HubCaller.json(page).forEach(items::add);
      if (page.nextPage().isEmpty()) {
        return new Told(items, cursor(page));
      }
      assertThat(page.changesCursor()).isEmpty();
      List<String> next = new ArrayList<>(parameters);
      next.addAll(List.of("nextPage", page.nextPage().get()));
      page = hub().call("GET", "/changes", next.toArray(String[]::new));
    }
  }

  private static List<String> names(Told told) {
    return told.items().stream().map(item -> item.path("name").asText()).toList();
  }

  private static String cursor(HubAnswer answer) {
    return answer.changesCursor().orElseThrow();
  }
}
