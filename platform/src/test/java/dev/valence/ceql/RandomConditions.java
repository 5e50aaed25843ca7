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
final class RandomConditions {

  private static final List<String> PIECES =
      List.of(
          "'", "''", "\"", "(", ")", " and ", " OR ", "a", "B", " ", "é", "😀", "\\", "{", "}", "[",
          "]", ",", "%", "&", "=", "#", "+", ";", "\n", "null", "eq", "1", "`", "'}OR{'");

  private final Random random;

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
        Operator[] operators = Operator.values();
        Operator operator = operators[random.nextInt(field.equals("active") ? 2 : 6)];
        yield new Comparison(field, operator, literal(field));
      }
      case 5 -> new Not(next(depth - 1));
      case 6 -> new Or(list(2, 4, () -> next(depth - 1)));
      default -> new And(list(2, 4, () -> next(depth - 1)));
    };
  }

  private <T> List<T> list(int min, int max, Supplier<T> items) {
    return Stream.generate(items).limit(random.nextInt(min, max + 1)).toList();
  }

  private String textField() {
    return List.of("name", "from", "address.city").get(random.nextInt(3));
  }

  private String field() {
    return random.nextBoolean()
        ? textField()
        : List.of("size", "active", "created", "born").get(random.nextInt(4));
  }

  private Literal literal(String field) {
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

  private String number() {
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(random.nextInt());
      case 1 -> Long.toString(random.nextLong());
      case 2 -> random.nextInt(1000) + "." + random.nextInt(1000);
      default -> "-0" + random.nextInt(10);
    };
  }

  private LocalDateTime time() {
    return LocalDateTime.of(2000, 1, 1, 0, 0).plusSeconds(random.nextInt(1_000_000_000));
  }

  private String zone() {
    return List.of("Z", "+02:00", "-09:30").get(random.nextInt(3));
  }

  /** A text of pieces. */
  String text() {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
        .reduce("", String::concat);
  }

  private String pattern() {
    return (random.nextBoolean() ? "%" : "")
        + text().replace("%", "")
        + (random.nextBoolean() ? "%" : "");
  }
}
