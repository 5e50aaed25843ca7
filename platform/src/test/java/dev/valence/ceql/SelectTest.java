package dev.valence.ceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.valence.ceql.Select.Order;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SelectTest {

  private static final OptionalInt ALL = OptionalInt.empty();

  private static Arguments query(
      String text, String object, List<String> fields, String where, List<Order> orders) {
    return query(text, object, fields, where, orders, ALL);
  }

  private static Arguments query(
      String text,
      String object,
      List<String> fields,
      String where,
      List<Order> orders,
      OptionalInt limit) {
    return Arguments.of(
        text,
        new Select(
            object,
            fields,
            Optional.of(where).filter(some -> !some.isEmpty()).map(Where::parse),
            orders,
            limit));
  }

  static Stream<Arguments> queries() {
    List<String> all = List.of();
    List<Order> none = List.of();
    return Stream.of(
        query("select * from contacts", "contacts", all, "", none),
        query("select * contacts", "contacts", all, "", none),
        query("SELECT\n*FROM\tcontacts ", "contacts", all, "", none),
        query("select * contacts where a = 1", "contacts", all, "a = 1", none),
        query(
            "select Name, Parent.Name from Account where Name='O''Hara' OR (NOT a in (1))",
            "Account",
            List.of("Name", "Parent.Name"),
            "Name='O''Hara' OR (NOT a in (1))",
            none),
        query(
            "Select `last name`,id From `my things` Where a='😀' Order By `last name` Desc, id"
                + " Limit 10",
            "my things",
            List.of("last name", "id"),
            "a='😀'",
            List.of(new Order("last name", true), new Order("id", false)),
            OptionalInt.of(10)),
        query("select a from b limit 0", "b", List.of("a"), "", none, OptionalInt.of(0)),
        query(
            "select a from b order by c asc",
            "b",
            List.of("a"),
            "",
            List.of(new Order("c", false))),
        query(
            "select value, from, order, select, limit, and, not, like from order where from = 1 and"
                + " order = 2 and limit is null and not where = 3 order by order desc, by, asc asc,"
                + " limit limit 5",
            "order",
            List.of("value", "from", "order", "select", "limit", "and", "not", "like"),
            "from = 1 and order = 2 and limit is null and not where = 3",
            List.of(
                new Order("order", true),
                new Order("by", false),
                new Order("asc", false),
                new Order("limit", false)),
            OptionalInt.of(5)),
        query("select from from x", "x", List.of("from"), "", none),
        query("select * from Order order by x", "Order", all, "", List.of(new Order("x", false))));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aQueryIsRead(String text, Select query) {
    assertThat(Select.parse(text)).isEqualTo(query);
  }

  @Test
  void aConditionOfAQueryIsLikeOneAlone() {
    Where where = Select.parse("select * from x where a <> 'y' and b not in (1)").where().get();

    assertThat(where.comparisons())
        .containsExactly(
            new Where.Comparison("a", "<>", "y"), new Where.Comparison("b", "not in", "1"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "~~                             | 1  | expected 'SELECT', found the end",
        "bad                            | 1  | expected 'SELECT', found 'bad'",
        "select                         | 7  | expected '*' or a field, found the end",
        "select ,                       | 8  | expected '*' or a field, found ','",
        "select 'a' from b              | 8  | expected '*' or a field, found ''a''",
        "select a                       | 9  | expected 'FROM' or ',', found the end",
        "select a b                     | 10 | expected 'FROM' or ',', found 'b'",
        "select a,                      | 10 | expected a field, found the end",
        "select a, * from b             | 11 | expected a field, found '*'",
        "select *, a from b             | 9  | expected 'FROM' or an object, found ','",
        "select *                       | 9  | expected 'FROM' or an object, found the end",
        "select * from                  | 14 | expected an object, found the end",
        "select * from where a = 1      | 15 | expected an object, found 'where'",
        "select * from a, b             | 16 | expected 'WHERE', 'ORDER', 'LIMIT' or the end, found ','",
        "select * from a b              | 17 | expected 'WHERE', 'ORDER', 'LIMIT' or the end, found 'b'",
        "select * from a where          | 22 | expected a field, 'NOT' or '(', found the end",
        "select * from a where b        | 24 | expected 'LIKE', 'IN', 'IS', 'NOT', '=', '!=', '<>', '<', '>', '<=' or '>=', found the end",
        "select * from a where b = 1 c  | 29 | expected 'AND', 'OR', 'ORDER', 'LIMIT' or the end, found 'c'",
        "select * from a where b = c    | 27 | 'c' is neither a number",
        "select * from a where b = 'x   | 27 | what begins with ' is empty or has no end",
        "select * from a order b        | 23 | expected 'BY', found 'b'",
        "select * from a order by       | 25 | expected a field, found the end",
        "select * from a order by b c   | 28 | expected 'ASC', 'DESC', 'LIMIT', ',' or the end, found 'c'",
        "select * from a order by b asc c | 32 | expected 'LIMIT', ',' or the end, found 'c'",
        "select * from a limit          | 22 | expected a number, found the end",
        "select * from a limit x        | 23 | 'x' is not a whole number of at most 9 digits",
        "select * from a limit -1       | 23 | '-1' is not a whole number of at most 9 digits",
        "select * from a limit 1 x      | 25 | expected the end, found 'x'",
        "select * from a limit 1 where a = 1 | 25 | expected the end, found 'where'",
      })
  void aFaultIsNamedWithItsPosition(String text, int position, String message) {
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Select.parse(text))
        .satisfies(fault -> assertThat(fault.position()).isEqualTo(position))
        .withMessageStartingWith("Error parsing query, position " + position + ": ")
        .withMessageContaining(message);
  }

  @Test
  void aQueryIsNeitherTooLongNorTooDeep() {
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Select.parse("select * from a where " + "(".repeat(99_000)))
        .withMessage("Error parsing query, position 73: more than 50 parentheses are open.");
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Select.parse("select * from a where " + "not ".repeat(20_000)))
        .withMessage("Error parsing query, position 223: more than 50 parentheses are open.");
    assertThatExceptionOfType(CeqlException.class)
        .isThrownBy(() -> Select.parse(" ".repeat(100_001)))
        .withMessage("Error parsing query: there are 100000 characters at most.");
  }

  @Test
  void aDamagedQueryIsReadOrNamesAPositionWithinIt() {
    for (int seed = 0; seed < 500; seed++) {
      String text =
          "select a, b from c where "
              + new RandomConditions(seed).next().text()
              + " order by a desc limit 5";
      assertThat(Select.parse(text).limit()).hasValue(5);
      int cut = Math.floorMod(seed * 7919, text.length());
      String damaged = text.substring(0, cut) + text.substring(Math.min(text.length(), cut + 3));
      try {
        assertThat(Select.parse(damaged).object()).isNotEmpty();
      } catch (CeqlException fault) {
        assertThat(fault.position())
            .as(damaged)
            .isBetween(1, damaged.codePointCount(0, damaged.length()) + 1);
        assertThat(fault).hasMessageStartingWith("Error parsing query, position ");
      }
    }
  }
}
