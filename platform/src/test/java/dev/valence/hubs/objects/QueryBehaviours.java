package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.model.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of the query language. */
interface QueryBehaviours extends ObjectsUnderTest {

  @Test
  default void aStatementSelectsFieldsOfRecordsInAnOrder() {
    List.of("b", "c", "a").forEach(this::store);

    JsonNode answer =
        query("select " + textField() + " from " + object() + " order by " + textField() + " desc");

    assertThat(answer.findValuesAsText(textField())).containsExactly("c", "b", "a");
    assertThat(answer.path(0).has("id")).isTrue();
    assertThat(answer.path(0).has(createdField())).isFalse();
  }

  @Test
  default void aStatementHasAConditionAndALimit() {
    fill(5);

    assertThat(
            query("SELECT * FROM " + object() + " WHERE " + textField() + " != 'record 0' LIMIT 3"))
        .hasSize(3)
        .allSatisfy(record -> assertThat(record.has(createdField())).isTrue());
    assertThat(query("select * from " + object() + " where " + textField() + " = 'record 1'"))
        .hasSize(1);
  }

  @Test
  default void theAnswerToAStatementComesInPages() {
    fill(5);
    String statement = "select Id from " + object();

    HubAnswer first = hub().call("GET", "/query", "q", statement, "pageSize", "3");
    HubAnswer second =
        hub()
            .call(
                "GET",
                "/query",
                "q",
                statement,
                "pageSize",
                "3",
                "nextPage",
                first.nextPage().orElseThrow());

    assertThat(first.returnedCount()).hasValue(3);
    assertThat(second.returnedCount()).hasValue(2);
    assertThat(second.nextPage()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from accounts",
        "select from",
        "select Id from accounts where",
        "select Id, (select Id from Contacts) from accounts",
        "select Id from accounts; select Id from users"
      })
  default void aStatementThatIsNoneIsRefusedBeforeTheVendorIsAsked(String statement) {
    refuse("asked");

    ApiException failure = hub().failure("GET", "/query", "q", statement);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("Error parsing query");
    assertThat(failure.providerMessage()).isEmpty();
  }

  private JsonNode query(String statement) {
    return hub().json("/query", "q", statement);
  }
}
