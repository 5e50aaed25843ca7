package dev.valence.ceql;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/** Makes a query of what the generated parser has read. */
final class SelectReader {

  private static final Pattern LIMIT = Pattern.compile("\\d{1,9}");

  private final Faults faults = new Faults("Error parsing query");

  private SelectReader() {}

  static Select read(String text) {
    return new SelectReader().query(text);
  }

  private Select query(String text) {
    CeqlParser.SelectContext query = WhereReader.parser(text, faults).select();
    return new Select(
        WhereReader.unticked(query.object()),
        query.listed().stream().map(WhereReader::unticked).toList(),
        Optional.ofNullable(query.disjunction()).map(this::where),
        query.order().stream().map(SelectReader::order).toList(),
        query.WORD() == null
            ? OptionalInt.empty()
            : OptionalInt.of(limit(query.WORD().getSymbol())));
  }

  /** A condition, whose text is a part of the query's. */
  private Where where(CeqlParser.DisjunctionContext condition) {
    Interval place =
        Interval.of(condition.getStart().getStartIndex(), condition.getStop().getStopIndex());
    String text = condition.getStart().getInputStream().getText(place);
    return WhereReader.read(text, condition, faults);
  }

  private static Select.Order order(CeqlParser.OrderContext order) {
    return new Select.Order(WhereReader.unticked(order.listed()), order.DESC() != null);
  }

  private int limit(Token number) {
    if (!LIMIT.matcher(number.getText()).matches()) {
      throw faults.at(number, Faults.shown(number) + " is not a whole number of at most 9 digits");
    }
    return Integer.parseInt(number.getText());
  }
}
