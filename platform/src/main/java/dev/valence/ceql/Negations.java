package dev.valence.ceql;

import dev.valence.ceql.Condition.And;
import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Operator;
import dev.valence.ceql.Condition.Or;
import java.util.List;

/** Conditions said without NOT, for vendors that have no word for it. */
final class Negations {

  private Negations() {}

  /** A condition that means the same, with {@link Not} around {@link Like} only. */
  static Condition resolve(Condition condition) {
    return resolve(condition, false);
  }

  private static Condition resolve(Condition condition, boolean negated) {
    return switch (condition) {
      case Not(Condition part) -> resolve(part, !negated);
      case And(List<Condition> parts) -> joined(parts, !negated, negated);
      case Or(List<Condition> parts) -> joined(parts, negated, negated);
      default -> negated ? opposite(condition) : condition;
    };
  }

  private static Condition joined(List<Condition> parts, boolean all, boolean negated) {
    List<Condition> resolved = parts.stream().map(part -> resolve(part, negated)).toList();
    return all ? new And(resolved) : new Or(resolved);
  }

  /** What holds where a condition that has no parts does not. */
  private static Condition opposite(Condition condition) {
    return switch (condition) {
      case Comparison(String field, Operator operator, Literal value) -> {
        Condition opposite = new Comparison(field, operator.opposite(), value);
        // A field without a value is on neither side of another value.
        yield operator == Operator.EQUAL || operator == Operator.NOT_EQUAL
            ? opposite
            : new Or(List.of(opposite, new IsNull(field, false)));
      }
      case In(String field, List<Literal> values) -> {
        List<Condition> parts =
            values.stream()
                .<Condition>map(value -> new Comparison(field, Operator.NOT_EQUAL, value))
                .toList();
        yield parts.size() == 1 ? parts.getFirst() : new And(parts);
      }
      case IsNull(String field, boolean negated) -> new IsNull(field, !negated);
      default -> new Not(condition);
    };
  }
}
