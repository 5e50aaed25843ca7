package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import org.junit.jupiter.api.Test;

/** What a list of records is. */
interface ListBehaviours extends ObjectsUnderTest {

  @Test
  default void nothingIsAnEmptyListWithoutANextPage() {
    HubAnswer answer = list();

    assertThat(HubCaller.json(answer)).isEmpty();
    assertThat(answer.returnedCount()).hasValue(0);
    assertThat(answer.nextPage()).isEmpty();
    assertThat(answer.warningText()).isEmpty();
  }

  @Test
  default void aRecordHasItsIdItsFieldsAndNothingOfTheVendorsMachinery() {
    String id = store("Grüße & Küsse 🚀");

    JsonNode record = HubCaller.json(list()).path(0);

    assertThat(record.path("id").asText()).isEqualTo(id);
    assertThat(record.path(textField()).asText()).isEqualTo("Grüße & Küsse 🚀");
    assertThat(record.size()).isGreaterThan(3);
    assertThat(record.has("attributes")).isFalse();
  }

  @Test
  default void fieldsWithoutAValueAreThereOnlyWhenTheyAreKept() {
    store("one");

    assertThat(HubCaller.json(list()).path(0).has(emptyField())).isFalse();

    keepNulls();
    assertThat(HubCaller.json(list()).path(0).path(emptyField()).isNull()).isTrue();
  }

  @Test
  default void theWholeListIsCountedWhenAsked() {
    fill(3);

    HubAnswer answer = list("pageSize", "2", "returnCount", "true");

    assertThat(answer.returnedCount()).hasValue(2);
    assertThat(answer.totalCount()).hasValue(3);
    assertThat(list("pageSize", "2").totalCount()).isEmpty();
  }

  @Test
  default void whatTheVendorSaysOfARecordIsKeptWhenAsked() {
    store("one");

    JsonNode kept = HubCaller.json(list("includeMetadata", "true")).path(0);

    assertThat(kept.path("attributes").path("type").asText()).isNotEmpty();
  }
}
