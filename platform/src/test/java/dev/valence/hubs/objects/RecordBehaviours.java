package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How records are made, read, changed and deleted. */
interface RecordBehaviours extends ObjectsUnderTest {

  @Test
  default void aRecordThatIsMadeIsGivenBackWhole() {
    for (Sample sample : samples()) {
      JsonNode made = hub().send("POST", "/" + sample.object(), sample.body());

      assertThat(made.path("id").asText()).as(sample.object()).isNotEmpty();
      assertThat(made.path("id")).isEqualTo(made.path("Id"));
      assertThat(made.has(createdField())).as("fields that the vendor adds").isTrue();
      assertThat(made)
          .isEqualTo(hub().json("/" + sample.object() + "/" + made.path("id").asText()));
    }
  }

  @Test
  default void aRecordIsReadAsItIsListed() {
    for (Sample sample : samples()) {
      String id = create(sample);

      assertThat(hub().json("/" + sample.object(), "where", "id='" + id + "'").path(0))
          .isEqualTo(hub().json("/" + sample.object() + "/" + id));
    }
  }

  @Test
  default void aRecordIsReadWithTheFieldsThatAreAskedForAndItsId() {
    String id = store("one");

    JsonNode record = hub().json("/" + object() + "/" + id, "fields", textField());

    assertThat(record.path(textField()).asText()).isEqualTo("one");
    assertThat(record.path("id").asText()).isEqualTo(id);
    assertThat(record.size()).isLessThanOrEqualTo(3);
  }

  @Test
  default void aChangeIsOfTheFieldsThatAreSentAndGivesTheRecordBack() {
    for (Sample sample : samples()) {
      JsonNode before = hub().send("POST", "/" + sample.object(), sample.body());
      String path = "/" + sample.object() + "/" + before.path("id").asText();

      JsonNode after = hub().send("PATCH", path, sample.change());

      assertThat(after.path(sample.field()).asText()).isEqualTo(sample.value());
      assertThat(after.path("id")).isEqualTo(before.path("id"));
      assertThat(hub().json(path)).isEqualTo(after);
      for (String field : List.of("OwnerId", createdField())) {
        assertThat(after.path(field)).isEqualTo(before.path(field));
      }
    }
  }

  @Test
  default void aRecordThatWasReadCanBeSentBackWithItsId() {
    String id = store("one");

    JsonNode after =
        hub()
            .send(
                "PATCH",
                "/" + object() + "/" + id,
                "{\"id\": \""
                    + id
                    + "\", \"Id\": \""
                    + id
                    + "\", \""
                    + textField()
                    + "\": \"two\"}");

    assertThat(after.path("id").asText()).isEqualTo(id);
    assertThat(after.path(textField()).asText()).isEqualTo("two");
  }

  @Test
  default void aDeletedRecordIsGone() {
    for (Sample sample : samples()) {
      String path = "/" + sample.object() + "/" + create(sample);

      HubAnswer answer = hub().call("DELETE", path);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isInstanceOf(HubAnswer.Empty.class);
      assertThat(hub().failure("GET", path).status()).as(path).isEqualTo(404);
      assertThat(hub().failure("DELETE", path).status()).as(path).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "nosuchid", "001000000000000AAA", "..%2Fx", "a%20b"})
  default void whatIsNotThereIsNotFound(String id) {
    String path = "/" + object() + "/" + id;

    assertThat(hub().failure("GET", path).status()).isEqualTo(404);
    assertThat(hub().failure("DELETE", path).status()).isEqualTo(404);
    ApiException failure =
        HubCaller.failure(() -> hub().send("PATCH", path, sample(object()).change()));
    assertThat(failure.status()).isEqualTo(404);
    assertThat(failure.message()).contains("found with ID");
  }

  @Test
  default void aRecordThatLacksSomethingIsRefusedWithTheVendorsWordsAndNotMade() {
    ApiException failure =
        HubCaller.failure(() -> hub().send("POST", "/" + object(), "{\"no_such_field\": \"x\"}"));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage())
        .hasValueSatisfying(it -> assertThat(it).contains("no_such_field"));
    assertThat(texts()).isEmpty();
  }

  @Test
  default void aChangeThatIsRefusedChangesNothing() {
    String id = store("one");
    String path = "/" + object() + "/" + id;

    ApiException failure =
        HubCaller.failure(() ->
            hub().send("PATCH", path, "{\"" + textField() + "\": \"two\", \"no_such_field\": 1}"));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(hub().json(path).path(textField()).asText()).isEqualTo("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{\"a\":", "no json"})
  default void whatIsNoJsonObjectIsRefused(String body) {
    refuse("asked");

    ApiException failure = HubCaller.failure(() -> hub().send("POST", "/" + object(), body));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage()).isEmpty();
  }

  @Test
  default void anObjectThatTheElementDoesNotDefineIsThereByItsName() {
    Sample other = otherObject();
    String id = create(other);
    String path = "/" + other.object() + "/" + id;

    assertThat(ObjectsUnderTest.ids(hub().call("GET", "/" + other.object()))).contains(id);
    assertThat(hub().json(path).path("id").asText()).isEqualTo(id);
    assertThat(hub().send("PATCH", path, other.change()).path(other.field()).asText())
        .isEqualTo(other.value());
    hub().call("DELETE", path);
    assertThat(hub().failure("GET", path).status()).isEqualTo(404);
  }
}
