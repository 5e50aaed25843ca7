package dev.valence.ceql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions hold in memory as people mean them. */
class EvaluationTest {

  private static final Map<String, List<Object>> FIELDS =
      Map.of(
          "name", List.of("It's a Roof.txt"),
          "size", List.of(7L),
          "share", List.of(0.5),
          "directory", List.of(false),
          "changed", List.of(Instant.parse("2026-05-01T12:00:00Z")),
          "born", List.of(LocalDate.of(2018, 1, 15)),
          "comment", List.of(""),
          "tags", List.of("red", "blue"),
          "percent", List.of("100% (new)"));

  private static boolean holds(String where) {
    return Where.parse(where).holds(field -> FIELDS.getOrDefault(field, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name = 'It''s a Roof.txt'",
        "name = 'it''s a roof.TXT'",
        "name LIKE '%ROOF%'",
        "name LIKE 'It%txt'",
        "name LIKE 'It''s a Roof.txt'",
        "percent LIKE '100% (new)'",
        "size = 7",
        "size = '7'",
        "size = 7.0",
        "size > 6 AND size < 8",
        "size >= 7 AND size <= 7",
        "size != 8",
        "share < 1",
        "directory = 'false'",
        "directory = false",
        "directory != 'true'",
        "changed > '2026-05-01'",
        "changed > 2026-05-01T11:59:59Z",
        "changed = '2026-05-01T14:00:00+02:00'",
        "changed < '2026-05-02'",
        "changed = 1777636800000",
        "tags = 'red'",
        "tags = 'blue'",
        "tags IN ('green', 'blue')",
        "tags != 'green'",
        "nothing IS NULL",
        "name IS NOT NULL",
        "nothing != 'x'",
        "size = 8 OR name LIKE '%roof%'",
        "NOT size = 8",
        "NOT (size = 7 AND directory = true)",
        "name NOT LIKE 'roof%'",
        "nothing NOT LIKE '%'",
        "tags NOT IN ('green', 'yellow')",
        "nothing NOT IN ('x')",
        "NOT nothing > 1",
        "born = '2018-01-15'",
        "born = 2018-01-15T23:00:00-05:00",
        "born < 2018-02-01",
        "nothing = ''",
        "comment = ''",
        "comment IS NULL",
        "comment IN ('x', '')",
        "comment LIKE ''",
        "name != ''"
      })
  void thisHolds(String where) {
    assertThat(holds(where)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name = 'Roof.txt'",
        "name LIKE 'roof%'",
        "name LIKE 'Itxs a Roof_txt'",
        "size > 7",
        "size = 'seven'",
        "directory = 'true'",
        "changed > '2026-05-02'",
        "changed = 'yesterday'",
        "tags != 'red'",
        "tags = 'green'",
        "nothing = 'x'",
        "nothing IS NOT NULL",
        "nothing < 1",
        "name IS NULL",
        "size = 7 AND name = 'x'",
        "NOT size = 7",
        "NOT (size = 8 OR directory = false)",
        "name NOT LIKE '%roof%'",
        "tags NOT IN ('green', 'blue')",
        "born > 2018-01-15",
        "comment != ''",
        "comment LIKE '%'",
        "name = ''",
        "name > ''",
        "nothing < ''"
      })
  void thisDoesNotHold(String where) {
    assertThat(holds(where)).isFalse();
  }
}
