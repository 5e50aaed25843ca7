package dev.valence.hubs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The tables at the end of a hub's page: what each subject offers, and what became of the hub's
 * suite of behaviours.
 *
 * @param hub the hub's key, and its page's name in {@code docs}
 * @param columns the subjects
 * @param tables what subjects say of themselves, before the behaviours
 */
record CompatibilityMatrix(String hub, List<Column> columns, List<Table> tables) {

  private static final String BEHAVIOURS = "behaviours";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A subject, and what it is called in the tables. */
  record Column(String subject, String title) {}

  /**
   * A table of {@link ContractSubject#offers()}.
   *
   * @param name the table's name there
   * @param title what stands above it
   * @param row what stands above its first column
   * @param descriptions the rows in order, with what they mean; empty for those that subjects name
   */
  record Table(String name, String title, String row, SequencedMap<String, String> descriptions) {}

  Path page() {
    return Path.of("..", "docs", hub + ".md");
  }

  /** The tables, as this run's results make them. */
  String text() {
    List<JsonNode> results = columns.stream().map(this::results).toList();
    StringBuilder text = new StringBuilder();
    for (Table table : tables) {
      text.append("## ").append(table.title()).append("\n\n");
      boolean described = !table.descriptions().isEmpty();
      List<String> rows =
          described
              ? List.copyOf(table.descriptions().keySet())
              : List.copyOf(new TreeSet<>(names(results, table.name())));
      text.append(
          table(table.row(), rows, results, (result, row) -> offered(result, table, row), table));
      text.append('\n');
    }
    return text.append("## Behaviours\n\n")
        .append(
            table(
                "behaviour",
                List.copyOf(new TreeSet<>(names(results, BEHAVIOURS))),
                results,
                (result, row) -> sign(result.path(BEHAVIOURS).path(row).asText()),
                null))
        .toString();
  }

  private static List<String> names(List<JsonNode> results, String table) {
    return results.stream()
        .flatMap(result -> result.path(table).propertyStream())
        .map(Map.Entry::getKey)
        .toList();
  }

  private String table(
      String title,
      List<String> rows,
      List<JsonNode> results,
      BiFunction<JsonNode, String, String> cell,
      @Nullable Table described) {
    StringBuilder table = new StringBuilder("| " + title);
    columns.forEach(column -> table.append(" | ").append(column.title()));
    table.append(" |\n| --- ").append("| :-: ".repeat(columns.size())).append("|\n");
    for (String row : rows) {
      table.append("| ").append(described == null ? row : form(described, row));
      results.forEach(result -> table.append(" | ").append(cell.apply(result, row)));
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String form(Table table, String row) {
    String description = table.descriptions().get(row);
    return description == null ? row : "`" + row + "` " + description;
  }

  private static String offered(JsonNode result, Table table, String row) {
    return result.path(table.name()).path(row).asText("–");
  }

  private static String sign(String outcome) {
    return switch (outcome) {
      case ContractRun.PASSED -> "yes";
      case ContractRun.NOT_OFFERED -> "–";
      default -> "**no**";
    };
  }

  private JsonNode results(Column column) {
    Path file = ContractRun.results(hub).resolve(column.subject() + ".json");
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("The suite of behaviours has not run: " + file, e);
    }
  }
}
