package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which fields are given, and in which order. */
interface SelectionBehaviours extends ObjectsUnderTest {

  @Test
  default void onlyTheFieldsThatAreAskedForAreGivenAndTheId() {
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
  default void aFieldThatIsNoneIsRefusedWithTheVendorsWords() {
    ApiException failure = failure("fields", "no_such_field");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage())
        .hasValueSatisfying(it -> assertThat(it).contains("no_such_field"));
  }

  @Test
  default void recordsAreSortedByAFieldInEitherDirection() {
    List.of("b", "c", "a").forEach(this::store);

    assertThat(texts("orderBy", textField())).containsExactly("a", "b", "c");
    assertThat(texts("orderBy", textField() + " asc")).containsExactly("a", "b", "c");
    assertThat(texts("orderBy", textField() + " DESC")).containsExactly("c", "b", "a");
  }

  @Test
  default void recordsThatAreAlikeKeepTheirPlacesFromPageToPage() {
    List<String> ids = IntStream.range(0, 7).mapToObj(i -> store("alike")).toList();

    assertThat(walk(2, "orderBy", textField() + " desc")).containsExactlyInAnyOrderElementsOf(ids);
  }
}
