package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What the account has, and which fields. */
interface MetadataBehaviours extends ObjectsUnderTest {

  @Test
  default void objectsAreNamedTheHubsNamesFirst() {
    JsonNode names = hub().json("/objects");

    assertThat(names.valueStream().map(JsonNode::asText))
        .contains(object(), otherObject().object())
        .doesNotHaveDuplicates();
  }

  @Test
  default void theFieldsOfAnObjectAreToldWithTheirTypesByEitherName() {
    JsonNode fields = hub().json("/objects/" + object() + "/metadata").path("fields");

    JsonNode text = field(fields, textField());
    assertThat(text.path("type").asText()).isEqualTo("string");
    assertThat(text.path("vendorPath").asText()).isEqualTo(textField());
    assertThat(text.path("createable").asBoolean()).isTrue();
    assertThat(text.path("filterable").asBoolean()).isTrue();
    assertThat(text.path("vendorReadOnly").asBoolean()).isFalse();
    JsonNode created = field(fields, createdField());
    assertThat(created.path("type").asText()).isEqualTo("date");
    assertThat(created.path("vendorReadOnly").asBoolean()).isTrue();
  }

  @Test
  default void everyFieldOfARecordIsInTheMetadata() {
    keepNulls();
    for (Sample sample : samples()) {
      JsonNode record = hub().send("POST", "/" + sample.object(), sample.body());

      JsonNode fields = hub().json("/objects/" + sample.object() + "/metadata").path("fields");

      assertThat(fields.findValuesAsText("path"))
          .as(sample.object())
          .containsAll(
              record
                  .propertyStream()
                  .map(it -> it.getKey())
                  .filter(it -> !it.equals("id"))
                  .toList());
    }
  }

  @Test
  default void choicesAreToldWithTheFieldThatHasThem() {
    JsonNode fields = hub().json("/objects/" + object() + "/metadata").path("fields");

    assertThat(
            fields
                .valueStream()
                .filter(field -> field.path("vendorNativeType").asText().equals("picklist")))
        .isNotEmpty()
        .allSatisfy(
            field -> assertThat(field.path("picklistValues").path(0).has("value")).isTrue());
  }

  @Test
  default void anObjectThatIsNoneHasNoMetadata() {
    assertThat(hub().failure("GET", "/objects/nosuchthings/metadata").status()).isEqualTo(404);
  }

  private static JsonNode field(JsonNode fields, String name) {
    return fields
        .valueStream()
        .filter(field -> field.path("path").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
