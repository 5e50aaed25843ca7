package dev.valence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.jdbc.DatabaseException.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSqlTest {

  @Test
  void everyWayToNameAParameterIsAPlaceToBind() {
    NamedSql read =
        NamedSql.of(
            "select * from t where a = :a and b={b.c} and c = '{a}' and d > {:d}::int limit :a;",
            Set.of("a", "b.c", ":d", "unused"));

    assertThat(read.sql())
        .isEqualTo("select * from t where a = ? and b=? and c = ? and d > ?::int limit ?");
    assertThat(read.names()).isEqualTo(List.of("a", "b.c", "a", ":d", "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 'x :a y', \":a\", ':a''', E'\\':a', e'\\\\'",
        "select 1 -- :a {a}\n + 1",
        "select 1 /* :a {a}\n ; */ + 1",
        "do $$ begin perform :a; perform 2; end $$",
        "do $x$ select '$$' :a; {a} $x$",
        "select now()::text, array[1,2][1:2], '10:20'",
        "select '{}'::jsonb, '{b}'::text[], '{1,2}'::int[]"
      })
  void whatStandsForItselfStays(String sql) {
    NamedSql read = NamedSql.of(sql, Set.of("a"));
    assertThat(read.sql()).isEqualTo(sql);
    assertThat(read.names()).isEmpty();
  }

  @Test
  void operatorsWithQuestionMarksAreNoPlaces() {
    assertThat(NamedSql.of("select a ? 'x', a ?| :a, '?' from t", Set.of("a")).sql())
        .isEqualTo("select a ?? 'x', a ??| ?, '?' from t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "select :b, {c}, :b, :a | no value: 'b', 'c'",
        "select 1; select 2 | one statement",
        "select 1; -- x | one statement",
        "select '%{a}%' | '{a}' stands within",
        "select 'it''{a}' | '{a}' stands within",
        "select E'{a}' | '{a}' stands within",
        "select * from \"{a}\" | '{a}' stands within"
      })
  void whatCannotBeBoundIsRefused(String sql, String reason) {
    DatabaseException failure =
        catchThrowableOfType(DatabaseException.class, () -> NamedSql.of(sql, Set.of("a")));
    assertThat(failure.kind()).isEqualTo(Kind.INVALID);
    assertThat(failure).hasMessageContaining(reason);
  }

  @Test
  void longStatementsAreRead() {
    String text = "'" + "x''".repeat(100_000) + "'";
    String escaped = "E'" + "\\\\".repeat(2_000) + "'";
    String comment = "/*" + "*".repeat(100_000) + "*/";
    String sql = "select " + text + ", " + escaped + comment + " , :a";
    assertThat(NamedSql.of(sql, Set.of("a")).names()).containsExactly("a");
  }
}
