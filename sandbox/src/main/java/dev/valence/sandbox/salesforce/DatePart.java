package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;

/**
 * A part of a date or a time.
 *
 * @param part which
 * @param of of what
 */
record DatePart(Part part, Operand of) implements Operand {

  /** The parts by Salesforce's names. */
  enum Part {
    CALENDAR_YEAR,
    CALENDAR_QUARTER,
    CALENDAR_MONTH,
    DAY_IN_MONTH,
    DAY_IN_WEEK,
    DAY_IN_YEAR,
    DAY_ONLY,
    FISCAL_YEAR,
    FISCAL_QUARTER,
    FISCAL_MONTH,
    HOUR_IN_DAY
  }

  private static final int DATE_LENGTH = 10;
  private static final int HOUR_START = 11;
  private static final int DAYS_OF_A_WEEK = 7;

  @Override
  public String name() {
    return part + "(" + of.name() + ")";
  }

  @Override
  public FieldType type() {
    return part == Part.DAY_ONLY ? FieldType.DATE : FieldType.INT;
  }

  @Override
  public JsonNode of(ObjectNode record) {
    String text = of.of(record).textValue();
    if (text == null) {
      return NullNode.getInstance();
    }
    LocalDate date = LocalDate.parse(text.substring(0, DATE_LENGTH));
    return switch (part) {
      case DAY_ONLY -> TextNode.valueOf(date.toString());
      case CALENDAR_YEAR, FISCAL_YEAR -> IntNode.valueOf(date.getYear());
      case CALENDAR_QUARTER, FISCAL_QUARTER -> IntNode.valueOf(date.get(IsoFields.QUARTER_OF_YEAR));
      case CALENDAR_MONTH, FISCAL_MONTH -> IntNode.valueOf(date.getMonthValue());
      case DAY_IN_MONTH -> IntNode.valueOf(date.getDayOfMonth());
      // Weeks begin on Sunday, which is day 1.
      case DAY_IN_WEEK -> IntNode.valueOf(date.get(ChronoField.DAY_OF_WEEK) % DAYS_OF_A_WEEK + 1);
      case DAY_IN_YEAR -> IntNode.valueOf(date.getDayOfYear());
      case HOUR_IN_DAY ->
          IntNode.valueOf(
              text.length() > HOUR_START
                  ? Integer.parseInt(text.substring(HOUR_START, HOUR_START + 2))
                  : 0);
    };
  }
}
