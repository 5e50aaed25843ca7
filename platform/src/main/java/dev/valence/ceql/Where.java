package dev.valence.ceql;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A condition of the query language (contract, core 5.6), such as {@code name = 'x' AND size > 3}.
 *
 * @param text the condition as it was written
 * @param condition the condition as a tree
 * @param comparisons its comparisons from left to right, whatever joins them
 */
public record Where(String text, Condition condition, List<Comparison> comparisons) {

  public Where {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * A comparison as hooks see it (contract, element format 7.1).
   *
   * @param attribute the field, without backticks
   * @param operator the operator as it was written: {@code =}, {@code like}, {@code IS NOT NULL}
   * @param value the value without quotes; the values of {@code IN} joined by commas; empty for
   *     {@code IS NULL}
   */
  public record Comparison(String attribute, String operator, String value) {}

  /**
   * Reads a condition.
   *
   * @throws CeqlException for one that cannot be read
   */
  public static Where parse(String text) {
    return WhereReader.read(text);
  }

  /**
   * Whether the condition holds for something in memory. Texts are compared without case, and a
   * value in quotes as what the field holds.
   *
   * @param fields the values of a field by its name, none for a field without a value: texts,
   *     numbers, booleans, {@link java.time.Instant}s and {@link java.time.LocalDate}s
   */
  public boolean holds(Function<String, List<Object>> fields) {
    return new Evaluation(fields).holds(condition);
  }

  /**
   * What stands after WHERE in a query in SOQL that means the same. Values are written as the
   * fields want them, in quotes or not.
   *
   * @param types what a field of Salesforce holds, by its name as it was written, in which capitals
   *     do not matter there; empty where it is not known, so that the value decides
   * @throws CeqlException for a field that Salesforce cannot have, a value that a field cannot
   *     have, or a comparison that SOQL has not for the field
   */
  public String soql(Function<String, Optional<SoqlType>> types) {
    return new SoqlFilter(types).write(condition);
  }

  /** Whether there is a conversion of that name. */
  public static boolean converts(String converter) {
    return Conversions.BY_NAME.containsKey(converter);
  }

  /**
   * The condition in a vendor's words (contract, element format 6.2).
   *
   * @param converter the conversion, such as {@code toODataFilter}
   * @throws CeqlException for a condition that the vendor has no words for
   */
  public Converted convert(String converter) {
    Conversions.Conversion conversion = Conversions.BY_NAME.get(converter);
    if (conversion == null) {
      throw new CeqlException("There is no conversion '" + converter + "'.", 0);
    }
    return conversion.convert(condition);
  }
}
