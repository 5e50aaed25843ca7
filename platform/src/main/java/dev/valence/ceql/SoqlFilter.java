package dev.valence.ceql;

import static java.util.stream.Collectors.joining;

import dev.valence.ceql.Condition.Comparison;
import dev.valence.ceql.Condition.In;
import dev.valence.ceql.Condition.IsNull;
import dev.valence.ceql.Condition.Like;
import dev.valence.ceql.Condition.Not;
import dev.valence.ceql.Condition.Operator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What stands after WHERE in SOQL. The types of the fields decide how values are written there,
 * whether they were in quotes or not; where one is not known, the value decides: what is in quotes
 * is a text, save for a date with a time.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_conditionexpression.htm">
 *     Condition expression syntax</a>
 */
final class SoqlFilter extends InfixFilter {

  private static final Predicate<String> FIELD =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*").asMatchPredicate();

  /** What SOQL reads as one of its words, and not as a field. */
  private static final Set<String> RESERVED =
      Set.of(
          "and",
          "asc",
          "desc",
          "excludes",
          "first",
          "from",
          "group",
          "having",
          "in",
          "includes",
          "last",
          "like",
          "limit",
          "not",
          "null",
          "nulls",
          "or",
          "select",
          "using",
          "where",
          "with");

  private final Function<String, Optional<SoqlType>> types;

  /**
   * @param types the type of a field by its name as it was written; empty where it is not known
   */
  SoqlFilter(Function<String, Optional<SoqlType>> types) {
    super(" AND ", " OR ");
    this.types = types;
  }

  @Override
  String not(Not not) {
    return not.condition() instanceof In in && isPlain(in)
        ? field(in, in.field()) + " NOT IN " + values(in, in.values())
        : "NOT (" + write(not.condition()) + ")";
  }

  @Override
  String comparison(Comparison comparison) {
    String field = field(comparison, comparison.field());
    Operator operator = comparison.operator();
    Optional<SoqlType> type = types.apply(comparison.field());
    boolean ordering = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
    if (ordering && type.filter(SoqlFilter::hasNoOrder).isPresent()) {
      throw Conversions.unsayable(
          comparison,
          "the field " + comparison.field() + " is " + type.get().words() + ", which has no order");
    }
    if (isEmpty(comparison.value())) {
      if (ordering) {
        throw Conversions.unsayable(comparison, "an empty text is no value, and has no order");
      }
      return presence(field, type, operator == Operator.NOT_EQUAL);
    }
    return field
        + " "
        + operator.sign()
        + " "
        + new SoqlValue(comparison.field(), type).of(comparison.value());
  }

  @Override
  String in(In in) {
    if (types.apply(in.field()).filter(SoqlFilter::hasNoOrder).isPresent()) {
      return super.in(in);
    }
    String field = field(in, in.field());
    List<Literal> present = in.values().stream().filter(value -> !isEmpty(value)).toList();
    if (present.isEmpty()) {
      return field + " = null";
    }
    String list = field + " IN " + values(in, present);
    return present.size() == in.values().size() ? list : field + " = null OR " + list;
  }

  @Override
  String like(Like like) {
    String field = field(like, like.field());
    Optional<SoqlType> type = types.apply(like.field());
    if (type.filter(known -> known != SoqlType.TEXT).isPresent()) {
      throw Conversions.unsayable(
          like,
          "the field " + like.field() + " is " + type.get().words() + ", and LIKE is for texts");
    }
    return like.pattern().isEmpty()
        ? field + " = null"
        : field + " LIKE " + SoqlText.pattern(like.pattern());
  }

  @Override
  String isNull(IsNull isNull) {
    return presence(field(isNull, isNull.field()), types.apply(isNull.field()), isNull.negated());
  }

  /**
   * Whether a field has a value. A boolean always has one, and SOQL takes null for false there.
   *
   * @see <a
   *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_null.htm">
   *     Use null in WHERE</a>
   */
  private static String presence(String field, Optional<SoqlType> type, boolean present) {
    if (type.filter(known -> known == SoqlType.BOOLEAN).isPresent()) {
      return "(" + field + " = true " + (present ? "OR " : "AND ") + field + " = false)";
    }
    return field + (present ? " != null" : " = null");
  }

  /** Whether a list says it as it is. */
  private boolean isPlain(In in) {
    return in.values().stream().noneMatch(SoqlFilter::isEmpty)
        && types.apply(in.field()).filter(SoqlFilter::hasNoOrder).isEmpty();
  }

  private String values(In in, List<Literal> values) {
    SoqlValue value = new SoqlValue(in.field(), types.apply(in.field()));
    return values.stream().map(value::of).collect(joining(", ", "(", ")"));
  }

  /** These take {@code =} and {@code !=}, and neither a list nor an order. */
  private static boolean hasNoOrder(SoqlType type) {
    return type == SoqlType.BOOLEAN || type == SoqlType.MULTIPICKLIST;
  }

  /** An empty text is no value at all, as everywhere in Salesforce. */
  private static boolean isEmpty(Literal value) {
    return value.text().isEmpty();
  }

  private static String field(Condition condition, String field) {
    if (!FIELD.test(field)) {
      throw Conversions.unsayable(
          condition,
          "a field has letters of a to z, digits and underscores there, and dots between names");
    }
    if (RESERVED.contains(field.toLowerCase(Locale.ROOT))) {
      throw Conversions.unsayable(condition, "no field is called " + field + " there");
    }
    return field;
  }
}
