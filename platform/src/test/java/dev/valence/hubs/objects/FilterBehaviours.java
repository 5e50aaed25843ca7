package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.ApiException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records a condition selects (contract, core 5.6). */
interface FilterBehaviours extends ObjectsUnderTest {

  @Test
  default void anEmptyConditionSelectsAll() {
    store("one");

    assertThat(texts("where", "")).containsExactly("one");
  }

  @Test
  default void aRecordIsFoundByItsIdInAnyLetters() {
    String id = store("one");
    store("two");

    for (String field : List.of("id", "Id", "ID")) {
      assertThat(texts("where", field + "='" + id + "'")).containsExactly("one");
    }
  }

  @Test
  default void namesOfFieldsMayHaveAnyCapitals() {
    store("one");
    store("two");

    assertThat(texts("where", textField().toUpperCase(Locale.ROOT) + " = 'two'"))
        .containsExactly("two");
    assertThat(texts("where", "`" + textField().toLowerCase(Locale.ROOT) + "`='two'"))
        .containsExactly("two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "T = 'a'| a",
        "T != 'a'| b,c,d",
        "T <> 'a'| b,c,d",
        "T > 'b'| c,d",
        "T >= 'b'| b,c,d",
        "T < 'b'| a",
        "T <= 'b'| a,b",
        "T in ('a', 'c')| a,c",
        "T IN ('x')| ",
        "T NOT IN ('a','c')| b,d",
        "T = 'a' or T = 'b'| a,b",
        "T = 'a' and T = 'b'| ",
        "T = 'a' or T = 'b' and T = 'c'| a",
        "(T = 'a' or T = 'b') and T != 'a'| b",
        "NOT (T = 'a')| b,c,d",
        "not (T = 'a' or T = 'b') And T != 'd'| c",
        "T IS NULL| ",
        "T is not null| a,b,c,d",
        "E IS NULL| a,b,c,d",
        "E = ''| a,b,c,d",
        "E != ''| ",
        "E IS NOT NULL OR T='d'| d"
      })
  default void aConditionSelects(String condition, String selected) {
    List.of("a", "b", "c", "d").forEach(this::store);
    String where = condition.replaceAll("\\bT\\b", textField()).replaceAll("\\bE\\b", emptyField());

    assertThat(texts("where", where, "orderBy", textField()))
        .as(where)
        .containsExactlyElementsOf(
            selected == null ? List.of() : List.of(selected.strip().split(",")));
    assertThat(list("where", where, "returnCount", "true").totalCount())
        .hasValue(selected == null ? 0 : selected.strip().split(",").length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ab%| abc,abd",
        "%c| abc,xbc",
        "%b%| abc,abd,xbc",
        "abc| abc",
        "a%c| abc",
        "%| abc,abd,xbc",
        "b%| "
      })
  default void aPatternHasAnythingForAPercentSign(String pattern, String selected) {
    List.of("abc", "abd", "xbc").forEach(this::store);

    assertThat(texts("where", textField() + " like '" + pattern + "'", "orderBy", textField()))
        .containsExactlyElementsOf(
            selected == null ? List.of() : List.of(selected.strip().split(",")));
  }

  @Test
  default void everyCharacterOfATextIsItself() {
    List<String> texts =
        List.of(
            "Churro's",
            "it''s",
            "back\\slash",
            "under_score",
            "double \"quotes\"",
            "Grüße 🚀",
            "x' OR Id != '",
            "semi;colon --");
    texts.forEach(this::store);

    for (String text : texts) {
      String quoted = "'" + text.replace("'", "''") + "'";
      assertThat(texts("where", textField() + "=" + quoted)).containsExactly(text);
      assertThat(texts("where", textField() + " IN (" + quoted + ")")).containsExactly(text);
      assertThat(texts("where", textField() + " LIKE " + quoted)).containsExactly(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'2020-01-15T00:00:00.000Z'",
        "2020-01-15T00:00:00.000Z",
        "'2020-01-15T00:00:00+02:00'",
        "'2020-01-15'",
        "2020-01-15"
      })
  default void aDateIsADateInQuotesAndWithout(String date) {
    store("one");

    assertThat(texts("where", createdField() + " >= " + date)).containsExactly("one");
    assertThat(texts("where", createdField() + " < " + date)).isEmpty();
  }

  /** The sign ^ stands before the place. */
  @ParameterizedTest
  @ValueSource(strings = {"T = 'a' AND^", "T =^= 'a'", "T = ^'a", "(T = 'a'^", "T^"})
  default void aFaultInAConditionIsNamedWithItsPlace(String marked) {
    refuse("asked");

    ApiException failure = failure("where", marked.replace("^", ""));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("where, position " + (marked.indexOf('^') + 1) + ":");
    assertThat(failure.providerMessage()).isEmpty();
  }

  @Test
  default void aConditionOnAFieldThatIsNoneIsRefusedWithTheVendorsWords() {
    ApiException failure = failure("where", "no_such_field = 'x'");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage())
        .hasValueSatisfying(it -> assertThat(it).contains("no_such_field"));
  }

  @Test
  default void aValueThatAFieldCannotHaveIsRefused() {
    assertThat(failure("where", createdField() + " > 'yesterday'").status()).isEqualTo(400);
  }
}
