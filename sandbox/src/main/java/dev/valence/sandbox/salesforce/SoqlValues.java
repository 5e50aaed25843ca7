package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.apexdevtools.apexparser.ApexParser.ValueContext;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the literals of a query. */
final class SoqlValues {

  private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}(?=\\d)");

  private final LocalDate today;

  SoqlValues(LocalDate today) {
    this.today = today;
  }

  /** The days that a literal stands for; empty when it stands for no days. */
  Optional<DateRange> range(Operand operand, ValueContext value) {
    if (value.dateFormula() == null) {
      return Optional.empty();
    }
    FieldType.Kind kind = operand.type().kind();
    if (kind != FieldType.Kind.DATE && kind != FieldType.Kind.DATETIME) {
      throw wrongType(operand, value);
    }
    String literal = value.dateFormula().getText();
    return Optional.of(
        DateRange.of(literal, today).orElseThrow(() -> SoqlError.unsupported(value)));
  }

  /** A literal in the form in which the values of an operand are kept. */
  JsonNode of(Operand operand, ValueContext value) {
    if (value.NULL() != null) {
      return NullNode.getInstance();
    }
    if (value.boundExpression() != null || value.subQuery() != null || value.valueList() != null) {
      throw SoqlError.unexpected(value.getStart());
    }
    Optional<? extends JsonNode> literal =
        switch (operand.type().kind()) {
          case TEXT -> Optional.ofNullable(value.StringLiteral()).map(node -> text(node.getText()));
          case ID ->
              Optional.ofNullable(value.StringLiteral()).map(node -> id(operand, node.getText()));
          case NUMBER -> number(value);
          case BOOLEAN ->
              Optional.ofNullable(value.BooleanLiteral())
                  .map(node -> BooleanNode.valueOf(Boolean.parseBoolean(node.getText())));
          case DATE ->
              Optional.ofNullable(value.DateLiteral())
                  .flatMap(node -> Times.canonicalDate(node.getText()))
                  .map(TextNode::valueOf);
          case DATETIME ->
              Optional.ofNullable(value.DateTimeLiteral())
                  .flatMap(node -> Times.canonicalDateTime(node.getText()))
                  .map(TextNode::valueOf);
        };
    return literal.isPresent() ? literal.get() : wrong(operand, value);
  }

  /** An empty text is no value at all, as everywhere in Salesforce. */
  private static JsonNode text(String literal) {
    String text = SoqlText.decode(literal);
    return text.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(text);
  }

  /** Apex has suffixes that tell kinds of numbers; queries have none, but may name a currency. */
  private static Optional<DecimalNode> number(ValueContext value) {
    if (value.signedNumber() == null && value.IntegralCurrencyLiteral() == null) {
      return Optional.empty();
    }
    try {
      String digits = CURRENCY.matcher(value.getText()).replaceFirst("");
      return Optional.of(DecimalNode.valueOf(new BigDecimal(digits)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static JsonNode id(Operand operand, String literal) {
    String id = SoqlText.decode(literal);
    if (id.isEmpty()) {
      return NullNode.getInstance();
    }
    return TextNode.valueOf(
        Ids.normalize(id)
            .orElseThrow(() ->
                new RestException(
                    400,
                    "INVALID_QUERY_FILTER_OPERATOR",
                    "invalid ID field: " + id,
                    operand.name())));
  }

  private static JsonNode wrong(Operand operand, ValueContext value) {
    throw wrongType(operand, value);
  }

  /** A literal of another kind than the values that it is compared with. */
  static RestException wrongType(Operand operand, ValueContext value) {
    FieldType type = operand.type();
    boolean quoted = type.kind() == FieldType.Kind.TEXT || type.kind() == FieldType.Kind.ID;
    return SoqlError.field(
        value,
        "value of filter criterion for field '"
            + operand.name()
            + "' must be of type "
            + (type == FieldType.DATETIME ? "dateTime" : type.word())
            + " and should "
            + (quoted ? "" : "not ")
            + "be enclosed in quotes");
  }
}
