package dev.valence.ceql;

import java.util.List;
import java.util.stream.Stream;

/**
 * A condition as a tree. A field is named as it was written, without backticks; the dots of its
 * path are part of the name.
 */
public sealed interface Condition {

  /** All of them hold. There are two at least. */
  record And(List<Condition> conditions) implements Condition {
    public And {
      conditions = List.copyOf(conditions);
    }
  }

  /** One of them holds. There are two at least. */
  record Or(List<Condition> conditions) implements Condition {
    public Or {
      conditions = List.copyOf(conditions);
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {}

  /** A field compared with a value; the empty text is none, as is a field that has it. */
  record Comparison(String field, Operator operator, Literal value) implements Condition {}

  /** A text that is like a pattern, in which {@code %} stands for any characters. */
  record Like(String field, String pattern) implements Condition {}

  /** A field that has one of some values. There is one at least. */
  record In(String field, List<Literal> values) implements Condition {
    public In {
      values = List.copyOf(values);
    }
  }

  /**
   * A field without a value.
   *
   * @param negated whether the field has to have one instead
   */
  record IsNull(String field, boolean negated) implements Condition {}

  /** How a comparison compares. */
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    GREATER(">"),
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** The operator in the query language. */
    public String sign() {
      return sign;
    }

    /** The operator that holds for two values where this one does not. */
    public Operator opposite() {
      return switch (this) {
        case EQUAL -> NOT_EQUAL;
        case NOT_EQUAL -> EQUAL;
        case LESS -> GREATER_OR_EQUAL;
        case GREATER -> LESS_OR_EQUAL;
        case LESS_OR_EQUAL -> GREATER;
        case GREATER_OR_EQUAL -> LESS;
      };
    }
  }

  /** The conditions that all have to hold: those of an {@link And} at any depth, or this one. */
  default Stream<Condition> conjuncts() {
    return this instanceof And(List<Condition> conditions)
        ? conditions.stream().flatMap(Condition::conjuncts)
        : Stream.of(this);
  }

  /** The condition in the query language. */
  default String text() {
    return CeqlText.of(this);
  }
}
