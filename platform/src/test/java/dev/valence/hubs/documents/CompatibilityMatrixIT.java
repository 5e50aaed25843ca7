package dev.valence.hubs.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Makes the compatibility matrix of what became of the suite of behaviours, and sees that the one
 * in {@code docs} is that one. With {@code -Ddocuments.matrix=write} it is written there.
 */
class CompatibilityMatrixIT {

  private static final Path MATRIX = Path.of("..", "docs", "documents.md");
  private static final String BEGIN = "<!-- made by CompatibilityMatrixIT -->";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A connector, and what it is called in the table. */
  private record Column(String connector, String title) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("dropbox", "Dropbox"),
          new Column("microsoft", "OneDrive for Business"),
          new Column("salesforcefiles", "Salesforce Files"));

  @Test
  void theMatrixInTheDocumentsIsThatOfThisRun() throws IOException {
    String document = Files.readString(MATRIX);
    String introduction = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
    String made = introduction + "\n\n" + matrix();
    if ("write".equals(System.getProperty("documents.matrix"))) {
      Files.writeString(MATRIX, made);
      return;
    }
    assertThat(document).isEqualTo(made);
  }

  private static String matrix() {
    List<JsonNode> results = COLUMNS.stream().map(CompatibilityMatrixIT::results).toList();
    return "## Operations\n\n"
        + table(
            "operation",
            Stream.of(DocumentsOperation.values()).map(Enum::name).toList(),
            results,
            (result, row) -> has(result, "operations", row),
            row -> "`" + row + "` " + DocumentsOperation.valueOf(row).description())
        + "\n## Features\n\n"
        + table(
            "feature",
            Stream.of(DocumentsFeature.values()).map(Enum::name).toList(),
            results,
            (result, row) -> has(result, "features", row),
            row -> "`" + row + "` " + DocumentsFeature.valueOf(row).description())
        + "\n## Behaviours\n\n"
        + table(
            "behaviour",
            List.copyOf(
                results.stream()
                    .flatMap(result -> result.path("behaviours").propertyStream())
                    .map(entry -> entry.getKey())
                    .collect(Collectors.toCollection(TreeSet::new))),
            results,
            (result, row) -> sign(result.path("behaviours").path(row).asText()),
            Function.identity());
  }

  private static String table(
      String title,
      List<String> rows,
      List<JsonNode> results,
      BiFunction<JsonNode, String, String> cell,
      Function<String, String> form) {
    StringBuilder table = new StringBuilder("| " + title);
    COLUMNS.forEach(column -> table.append(" | ").append(column.title()));
    table.append(" |\n| --- ").append("| :-: ".repeat(COLUMNS.size())).append("|\n");
    for (String row : rows) {
      table.append("| ").append(form.apply(row));
      results.forEach(result -> table.append(" | ").append(cell.apply(result, row)));
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String has(JsonNode result, String list, String name) {
    return result.path(list).valueStream().anyMatch(it -> it.asText().equals(name)) ? "yes" : "–";
  }

  private static String sign(String outcome) {
    return switch (outcome) {
      case ContractRun.PASSED -> "yes";
      case ContractRun.NOT_OFFERED -> "–";
      default -> "**no**";
    };
  }

  private static JsonNode results(Column column) {
    try {
      return JSON.readTree(ContractRun.RESULTS.resolve(column.connector() + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("The suite of behaviours has not run.", e);
    }
  }
}
