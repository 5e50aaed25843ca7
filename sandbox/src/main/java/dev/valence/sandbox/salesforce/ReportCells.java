package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The cells of a report's rows: a value, and what people read. */
final class ReportCells {

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.US);
  private static final int DATE_LENGTH = 10;

  private ReportCells() {}

  static ObjectNode cell(FieldPath path, ObjectNode record) {
    JsonNode value = path.of(record);
    ObjectNode cell = Json.object();
    if (value.isNull()) {
      return cell.put("label", "-").putNull("value");
    }
    // By its name a record is told with its id.
    if (path.field().nameField()) {
      String id = path.place(record).map(place -> place.record().get("Id").textValue()).orElse("");
      return cell.put("label", value.asText()).put("value", id);
    }
    switch (path.type()) {
      case CURRENCY -> {
        cell.put("label", String.format(Locale.US, "$%,.2f", value.doubleValue()));
        cell.putObject("value").put("amount", value.doubleValue()).putNull("currency");
      }
      case PERCENT -> cell.put("label", value.asText() + "%").set("value", value);
      case DATE, DATETIME ->
          cell.put(
                  "label",
                  DATE.format(LocalDate.parse(value.textValue().substring(0, DATE_LENGTH))))
              .set("value", value);
      default -> cell.put("label", value.asText()).set("value", value);
    }
    return cell;
  }
}
