package dev.valence.ceql;

import static dev.valence.ceql.Condition.Operator.EQUAL;
import static dev.valence.ceql.Condition.Operator.NOT_EQUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.valence.ceql.Condition.And;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Or;
import dev.valence.ceql.Literal.Bool;
import dev.valence.ceql.Literal.Date;
import dev.valence.ceql.Literal.Decimal;
import dev.valence.ceql.Literal.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhereTest {

  private static final Condition A = new Comparison("a", EQUAL, new Decimal("1"));
  private static final Condition B = new Comparison("b", EQUAL, new Decimal("2"));
  private static final Condition C = new Comparison("c", EQUAL, new Decimal("3"));

  static Stream<Arguments> conditions() {
    return Stream.of(
        Arguments.of("a = 1", A),
        Arguments.of("a=1", A),
        Arguments.of(" \t\r\n a\u00a0=  1 ", A),
        Arguments.of("((a = 1))", A),
        Arguments.of("a = 1 AND b = 2 AND c = 3", new And(List.of(A, B, C))),
        Arguments.of("a = 1 or b = 2 Or c = 3", new Or(List.of(A, B, C))),
        Arguments.of("a = 1 OR b = 2 AND c = 3", new Or(List.of(A, new And(List.of(B, C))))),
        Arguments.of("a = 1 and b = 2 or c = 3", new Or(List.of(new And(List.of(A, B)), C))),
        Arguments.of("(a=1 OR b=2)AND(c=3)", new And(List.of(new Or(List.of(A, B)), C))),
        Arguments.of("(a=1 AND b=2) AND c=3", new And(List.of(new And(List.of(A, B)), C))),
        Arguments.of("x!='y'", new Comparison("x", NOT_EQUAL, new Text("y"))),
        Arguments.of("x <> 'y'", new Comparison("x", NOT_EQUAL, new Text("y"))),
        Arguments.of("x = 'it''s'", new Comparison("x", EQUAL, new Text("it's"))),
        Arguments.of("x = '''quoted'''", new Comparison("x", EQUAL, new Text("'quoted'"))),
        Arguments.of("x = \"it's\"", new Comparison("x", EQUAL, new Text("it's"))),
        Arguments.of("x = \"a \"\"b\"\"\"", new Comparison("x", EQUAL, new Text("a \"b\""))),
        Arguments.of("email=''", new Comparison("email", EQUAL, new Text(""))),
        Arguments.of(
            "x = ' a AND (b = \"c\n%20 '",
            new Comparison("x", EQUAL, new Text(" a AND (b = \"c\n%20 "))),
        Arguments.of("x = 'grin 😀'", new Comparison("x", EQUAL, new Text("grin 😀"))),
        Arguments.of("x = true", new Comparison("x", EQUAL, new Bool("true"))),
        Arguments.of("x = FALSE", new Comparison("x", EQUAL, new Bool("FALSE"))),
        Arguments.of("x = 'true'", new Comparison("x", EQUAL, new Text("true"))),
        Arguments.of("x = -12.50", new Comparison("x", EQUAL, new Decimal("-12.50"))),
        Arguments.of("`d` = 2018-01-15", new Comparison("d", EQUAL, new Date("2018-01-15"))),
        Arguments.of("a.b.c = 1", new Comparison("a.b.c", EQUAL, new Decimal("1"))),
        Arguments.of("`a b.c(d)` = 1", new Comparison("a b.c(d)", EQUAL, new Decimal("1"))),
        Arguments.of("`and` = 1", new Comparison("and", EQUAL, new Decimal("1"))),
        Arguments.of(
            "items[0].x-y:z = 1", new Comparison("items[0].x-y:z", EQUAL, new Decimal("1"))),
        Arguments.of("6 = 1", new Comparison("6", EQUAL, new Decimal("1"))),
        Arguments.of("`*` = 1", new Comparison("*", EQUAL, new Decimal("1"))),
        Arguments.of("a*b = 1", new Comparison("a*b", EQUAL, new Decimal("1"))),
        Arguments.of("größe = 1", new Comparison("größe", EQUAL, new Decimal("1"))),
        Arguments.of("x LIKE 'a%'", new Like("x", "a%")),
        Arguments.of("x like'%'", new Like("x", "%")),
        Arguments.of("x In ( 'a','b' )", new In("x", List.of(new Text("a"), new Text("b")))),
        Arguments.of("x in(1)", new In("x", List.of(new Decimal("1")))),
        Arguments.of("x IS NULL", new IsNull("x", false)),
        Arguments.of("x is not null", new IsNull("x", true)),
        Arguments.of("NOT a = 1", new Not(A)),
        Arguments.of("not(a = 1)", new Not(A)),
        Arguments.of("NOT NOT ((a = 1))", new Not(new Not(A))),
        Arguments.of("NOT a = 1 AND b = 2", new And(List.of(new Not(A), B))),
        Arguments.of(
            "NOT (a=1 AND b=2) OR NOT c=3",
            new Or(List.of(new Not(new And(List.of(A, B))), new Not(C)))),
        Arguments.of("NOT `in` = 1", new Not(new Comparison("in", EQUAL, new Decimal("1")))),
        Arguments.of("NOT null IS NULL", new Not(new IsNull("null", false))),
        Arguments.of("x NOT LIKE 'a%'", new Not(new Like("x", "a%"))),
        Arguments.of("x not in (1)", new Not(new In("x", List.of(new Decimal("1"))))),
        Arguments.of("NOT x NOT IN (1)", new Not(new Not(new In("x", List.of(new Decimal("1")))))),
        Arguments.of("not NOT IN (1)", new Not(new In("not", List.of(new Decimal("1"))))),
        Arguments.of("not LIKE 'a'", new Like("not", "a")),
        Arguments.of("NOT not = 'a'", new Not(new Comparison("not", EQUAL, new Text("a")))));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void aConditionIsReadAsATree(String text, Condition condition) {
    Where where = Where.parse(text);

    assertThat(where.text()).isEqualTo(text);
    assertThat(where.condition()).isEqualTo(condition);
    assertThat(Where.parse(condition.text()).condition()).isEqualTo(condition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"value", "from", "order", "select", "like", "IN", "is", "not", "null", "true"})
  void reservedWordsNameFields(String word) {
    assertThat(Where.parse(word + " = 1 AND " + word + " IS NULL").comparisons())
        .extracting(Where.Comparison::attribute)
        .containsExactly(word, word);
  }

  @Test
  void hooksSeeTheComparisonsFromLeftToRightAsTheyWereWritten() {
    Where where =
        Where.parse(
            "(`last name`>='O''Hara' or b<>2) AND c like '%x' AND d in ('1', 2,3) "
                + "AND e is  Not\tnull AND f=2018-01-15 AND NOT (g = 1) AND h not  IN ('x','y') "
                + "AND not NOT LIKE 'z' AND Not NOT <> 4");

    assertThat(where.comparisons())
        .containsExactly(
            new Where.Comparison("last name", ">=", "O'Hara"),
            new Where.Comparison("b", "<>", "2"),
            new Where.Comparison("c", "like", "%x"),
            new Where.Comparison("d", "in", "1,2,3"),
            new Where.Comparison("e", "is Not null", ""),
            new Where.Comparison("f", "=", "2018-01-15"),
            new Where.Comparison("g", "=", "1"),
            new Where.Comparison("h", "not IN", "x,y"),
            new Where.Comparison("not", "NOT LIKE", "z"),
            new Where.Comparison("NOT", "<>", "4"));
  }

  @Test
  void literalsHaveValues() {
    assertThat(new Decimal("-12.50").value()).isEqualTo(new BigDecimal("-12.50"));
    assertThat(new Bool("TRUE").value()).isTrue();
    assertThat(new Bool("false").value()).isFalse();
  }

  static Stream<Arguments> dates() {
    return Stream.of(
        Arguments.of("2018-01-15", LocalDate.of(2018, 1, 15)),
        Arguments.of("2018-01-15T10:20", LocalDateTime.of(2018, 1, 15, 10, 20)),
        Arguments.of("2018-01-15T10:20:30.5", LocalDateTime.of(2018, 1, 15, 10, 20, 30, 500000000)),
        Arguments.of(
            "2018-01-15T00:00:00.000Z", OffsetDateTime.of(2018, 1, 15, 0, 0, 0, 0, ZoneOffset.UTC)),
        Arguments.of(
            "2018-01-15T00:00:00+02:00",
            OffsetDateTime.of(2018, 1, 15, 0, 0, 0, 0, ZoneOffset.ofHours(2))),
        Arguments.of(
            "2018-01-15T00:00:00.000-0330",
            OffsetDateTime.of(2018, 1, 15, 0, 0, 0, 0, ZoneOffset.ofHoursMinutes(-3, -30))));
  }

  @ParameterizedTest
  @MethodSource("dates")
  void aDateWithoutQuotesIsADate(String text, Temporal value) {
    Condition condition = Where.parse("x = " + text).condition();

    assertThat(condition).isEqualTo(new Comparison("x", EQUAL, new Date(text)));
    assertThat(new Date(text).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "~~                   | 1  | expected a field, 'NOT' or '(', found the end",
        "~   ~                | 4  | expected a field, 'NOT' or '(', found the end",
        "a                    | 2  | expected 'LIKE', 'IN', 'IS', 'NOT', '=', '!=', '<>', '<', '>', '<=' or '>=', found the end",
        "name foo 'x'         | 6  | found 'foo'",
        "a = 1 b = 2          | 7  | expected 'AND', 'OR' or the end, found 'b'",
        "a = 1 AND            | 10 | expected a field, 'NOT' or '(', found the end",
        "a = 1 AND AND b = 2  | 11 | expected a field, 'NOT' or '(', found 'AND'",
        "AND a = 1            | 1  | expected a field, 'NOT' or '(', found 'AND'",
        "(a = 1               | 7  | expected 'AND', 'OR' or ')', found the end",
        "a = 1)               | 6  | expected 'AND', 'OR' or the end, found ')'",
        "()                   | 2  | expected a field, 'NOT' or '(', found ')'",
        "a =                  | 4  | expected a value, found the end",
        "a = = 1              | 5  | expected a value, found '='",
        "a == 1               | 4  | expected a value, found '='",
        "a = b                | 5  | 'b' is neither a number nor true, false or a date; a text stands in quotes",
        "a = null             | 5  | expected a value, found 'null'",
        "a = 1e5              | 5  | '1e5' is neither",
        "a = 2018-02-30       | 5  | '2018-02-30' is neither",
        "a = 2018-01-15T25:00 | 5  | '2018-01-15T25:00' is neither",
        "a LIKE 3             | 8  | expected a text, found '3'",
        "a LIKE               | 7  | expected a text, found the end",
        "a IN 'x'             | 6  | expected '(', found ''x''",
        "a IN ()              | 7  | expected a value, found ')'",
        "a IN ('x' 'y')       | 11 | expected ')' or ',', found ''y''",
        "a IN ('x',)          | 11 | expected a value, found ')'",
        "a IS 3               | 6  | expected 'NOT' or 'NULL', found '3'",
        "a IS NOT 3           | 10 | expected 'NULL', found '3'",
        "NOT                  | 4  | expected a field, 'NOT' or '(', found the end",
        "a = 1 AND NOT        | 14 | expected a field, 'NOT' or '(', found the end",
        "NOT AND a = 1        | 5  | expected a field, 'NOT' or '(', found 'AND'",
        "a NOT = 1            | 7  | expected 'LIKE' or 'IN', found '='",
        "a NOT                | 6  | expected 'LIKE' or 'IN', found the end",
        "NOT in = 1           | 8  | expected '(', found '='",
        "* = 3                | 1  | expected a field, 'NOT' or '(', found '*'",
        "a = from             | 5  | expected a value, found 'from'",
        "'a' = 3              | 1  | expected a field, 'NOT' or '(', found ''a''",
        "a ! 3                | 3  | found '!'",
        "a = 'x               | 5  | what begins with ' is empty or has no end",
        "a = 'it's'           | 9  | expected 'AND', 'OR' or the end, found 's'",
        "`` = 'x'             | 1  | what begins with ` is empty or has no end",
        "a = '😀' b           | 9  | expected 'AND', 'OR' or the end, found 'b'",
        "a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | 3 | found 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'",
      })
  void aFaultIsNamedWithItsPositionAndWhatWasExpected(String text, int position, String message) {
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Where.parse(text))
        .satisfies(fault -> assertThat(fault.position()).isEqualTo(position))
        .withMessageStartingWith("where, position " + position + ": ")
        .withMessageContaining(message);
  }

  @Test
  void parenthesesAreOpenToADepthOf50() {
    Condition deepest = Where.parse("(".repeat(50) + "a = 1" + ")".repeat(50)).condition();

    assertThat(deepest).isEqualTo(A);
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Where.parse("(".repeat(99_000)))
        .withMessage("where, position 51: more than 50 parentheses are open.");
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Where.parse("NOT ".repeat(24_000) + "a = 1"))
        .withMessage("where, position 201: more than 50 parentheses are open.");
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Where.parse("NOT (".repeat(19_000)))
        .withMessage("where, position 126: more than 50 parentheses are open.");
    assertThat(Where.parse("NOT a NOT IN (1) AND ".repeat(100) + "a = 1").comparisons())
        .hasSize(101);
  }

  @Test
  void aConditionHas100000CharactersAtMost() {
    assertThat(Where.parse("a = '" + "x".repeat(99_994) + "'").comparisons()).hasSize(1);
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Where.parse("(".repeat(1_000_000)))
        .withMessage("where: there are 100000 characters at most.");
  }

  @Test
  void manyConditionsInARowAreRead() {
    String text = "a=1 OR ".repeat(14_000) + "a=1";

    Where where = Where.parse(text);

    assertThat(where.comparisons()).hasSize(14_001);
    assertThat(where.convert("toODataFilter").text()).hasSize(14_001 * 6 + 14_000 * 4);
  }
}
