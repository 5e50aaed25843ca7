package dev.valence.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.model.ApiException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhereTest {

  private static final Map<String, String> COLUMNS = Map.of("name", "a.name", "active", "a.active");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "name='x' | a.name | x",
        "name = 'x y' | a.name | x y",
        "name='O''Neill' | a.name | O'Neill",
        "name='a=b and c' | a.name | a=b and c",
        "active=true | a.active | true",
        "active = false | a.active | false",
        "name=-12 | a.name | -12"
      })
  void aConditionIsAFieldAndItsValue(String text, String column, String value) {
    assertThat(Where.parse(text, COLUMNS)).isEqualTo(new Where(column, value));
  }

  @Test
  void aTextMayBeEmpty() {
    assertThat(Where.parse("name=''", COLUMNS)).isEqualTo(new Where("a.name", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "color='x' | 1",
        "'x'=name | 1",
        "name | 5",
        "name > 'x' | 6",
        "name= | 6",
        "name='x | 6",
        "name=x | 6",
        "name='x'' | 6",
        "name='x' or name='y' | 10",
        "active=trueish | 12",
        "a.name='x' | 1"
      })
  void aFaultIsToldWithItsPosition(String text, int position) {
    assertThatThrownBy(() -> Where.parse(text, COLUMNS))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("at position " + position + " ")
        .extracting(failure -> ((ApiException) failure).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name='a\0b'", "name='x'; drop table users", "name='' or ''=''"})
  void nothingElseComesThrough(String text) {
    assertThatThrownBy(() -> Where.parse(text, COLUMNS)).isInstanceOf(ApiException.class);
  }
}
