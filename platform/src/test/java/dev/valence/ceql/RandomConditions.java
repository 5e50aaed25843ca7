package dev.valence.ceql;

import dev.valence.ceql.Condition.And;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Operator;
import dev.valence.ceql.Condition.Or;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random conditions, the same ones for the same seed. Their values are what might break out of
 * quotes. The fields have types: {@code name}, {@code from} and {@code address.city} are texts,
 * {@code size} is a number, {@code active} a boolean, {@code created} a time and {@code born} a
 * day.
 */
class RandomConditions {

  private static final List<String> PIECES =
      List.of(
          "'", "''", "\"", "(", ")", " and ", " OR ", "a", "B", " ", "é", "😀", "\\", "{", "}", "[",
          "]", ",", "%", "&", "=", "#", "+", ";", "\n", "null", "eq", "1", "`", "'}OR{'", "_", "É",
          "\t");

  final Random random;

  RandomConditions(long seed) {
    random = new Random(seed);
  }

  Condition next() {
    return next(4);
  }

  private Condition next(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 9)) {
      case 0 -> new IsNull(field(), random.nextBoolean());
      case 1 -> new Like(textField(), pattern());
      case 2 -> {
        String field = field();
        yield new In(field, list(1, 3, () -> literal(field)));
      }
      case 3, 4 -> {
        String field = field();
        Literal literal = literal(field);
        int operators = hasOrder(field, literal) ? 6 : 2;
        yield new Comparison(field, Operator.values()[random.nextInt(operators)], literal);
      }
      case 5 -> new Not(next(depth - 1));
      case 6 -> new Or(list(2, 4, () -> next(depth - 1)));
      default -> new And(list(2, 4, () -> next(depth - 1)));
    };
  }

  final <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  boolean hasOrder(String field, Literal literal) {
    return !field.equals("active");
  }

  private <T> List<T> list(int min, int max, Supplier<T> items) {
    return Stream.generate(items).limit(random.nextInt(min, max + 1)).toList();
  }

  String textField() {
    return one(List.of("name", "from", "address.city"));
  }

  String field() {
    return random.nextBoolean() ? textField() : one(List.of("size", "active", "created", "born"));
  }

  Literal literal(String field) {
    return switch (field) {
      case "size" -> new Literal.Decimal(number());
      case "active" -> new Literal.Bool(Boolean.toString(random.nextBoolean()));
      case "born" -> new Literal.Date(time().toLocalDate().toString());
      case "created" ->
          random.nextBoolean()
              ? new Literal.Date(time() + zone())
              : new Literal.Text(time() + zone());
      default -> new Literal.Text(text());
    };
  }

  final String number() {
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(random.nextInt());
      case 1 -> Long.toString(random.nextLong());
      case 2 -> random.nextInt(1000) + "." + random.nextInt(1000);
      default -> "-0" + random.nextInt(10);
    };
  }

  final LocalDateTime time() {
    return LocalDateTime.of(2000, 1, 1, 0, 0).plusSeconds(random.nextInt(1_000_000_000));
  }

  final String zone() {
    return one(List.of("Z", "+02:00", "-09:30"));
  }

  /** A text of pieces. */
  String text() {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(_ -> one(PIECES))
        .reduce("", String::concat);
  }

  String pattern() {
    return (random.nextBoolean() ? "%" : "")
        + text().replace("%", "")
        + (random.nextBoolean() ? "%" : "");
  }
}
