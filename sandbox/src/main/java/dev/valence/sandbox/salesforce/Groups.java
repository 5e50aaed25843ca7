package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes one of several records, by GROUP BY or by functions such as MAX.
 *
 * @param keys the values that the records of a group have in common; nothing for one group of all
 * @param columns what is told of each group
 * @param having which groups
 */
record Groups(List<Operand> keys, List<Column> columns, Condition having) {

  /** How several values become one. */
  enum Function {
    COUNT,
    COUNT_DISTINCT,
    SUM,
    AVG,
    MIN,
    MAX
  }

  /**
   * A value of a group, which is also an operand of its conditions and its order.
   *
   * @param label what it is called in the answer
   * @param hidden whether it is only there to be compared
   * @param function how it comes about; null for one of the keys
   * @param of of what; null for the records themselves
   */
  record Column(String label, boolean hidden, @Nullable Function function, @Nullable Operand of)
      implements Operand {

    @Override
    public String name() {
      return label;
    }

    @Override
    public FieldType type() {
      Operand operand = of;
      return operand == null || function == Function.COUNT || function == Function.COUNT_DISTINCT
          ? FieldType.INT
          : function == Function.AVG ? FieldType.DOUBLE : operand.type();
    }

    @Override
    public JsonNode of(ObjectNode group) {
      return group.get(label);
    }

    boolean isSame(@Nullable Function otherFunction, @Nullable Operand other) {
      return function == otherFunction
          && (of == null ? other == null : other != null && Groups.sameValue(of, other));
    }

    private JsonNode valueOf(List<ObjectNode> records) {
      Operand operand = of;
      if (operand == null) {
        return IntNode.valueOf(records.size());
      }
      if (function == null) {
        return operand.of(records.getFirst());
      }
      FieldType.Kind kind = operand.type().kind();
      List<JsonNode> values =
          records.stream().map(operand::of).filter(value -> !value.isNull()).toList();
      return switch (function) {
        case COUNT -> IntNode.valueOf(values.size());
        case COUNT_DISTINCT ->
            IntNode.valueOf(
                (int) values.stream().map(value -> Condition.key(kind, value)).distinct().count());
        case SUM -> values.isEmpty() ? NullNode.getInstance() : number(sum(values));
        case AVG ->
            values.isEmpty()
                ? NullNode.getInstance()
                : number(
                    sum(values).divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64));
        case MIN -> values.stream().min(by(kind)).orElse(NullNode.getInstance());
        case MAX -> values.stream().max(by(kind)).orElse(NullNode.getInstance());
      };
    }

    private static Comparator<JsonNode> by(FieldType.Kind kind) {
      return (one, other) -> Condition.compare(kind, one, other);
    }

    private static BigDecimal sum(List<JsonNode> values) {
      return values.stream().map(JsonNode::decimalValue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static JsonNode number(BigDecimal value) {
      return DoubleNode.valueOf(value.doubleValue());
    }
  }

  /** The groups of some records, in the order in which their first records come. */
  List<ObjectNode> of(List<ObjectNode> records) {
    Map<List<JsonNode>, List<ObjectNode>> groups = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      groups.put(List.of(), records);
    }
    for (ObjectNode record : keys.isEmpty() ? List.<ObjectNode>of() : records) {
      List<JsonNode> key =
          keys.stream()
              .map(operand -> Condition.key(operand.type().kind(), operand.of(record)))
              .toList();
      groups.computeIfAbsent(key, it -> new ArrayList<>()).add(record);
    }
    return groups.values().stream().map(this::tell).filter(having::test).toList();
  }

  private ObjectNode tell(List<ObjectNode> records) {
    ObjectNode group = Json.object();
    for (Column column : columns) {
      group.set(column.label(), column.valueOf(records));
    }
    return group;
  }

  /** Whether two operands have the same value for all records. */
  static boolean sameValue(Operand one, Operand other) {
    return switch (one) {
      case FieldPath path ->
          other instanceof FieldPath same
              && path.field().equals(same.field())
              && path.references().equals(same.references());
      case DatePart part ->
          other instanceof DatePart same
              && part.part() == same.part()
              && sameValue(part.of(), same.of());
      default -> Objects.equals(one, other);
    };
  }
}
