package dev.valence.hubs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.hubs.CompatibilityMatrix.Column;
import dev.valence.hubs.CompatibilityMatrix.Table;
import dev.valence.hubs.documents.DocumentsFeature;
import dev.valence.hubs.documents.DocumentsOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes the compatibility matrices of what became of the suites of behaviours, and sees that those
 * in {@code docs} are these. With {@code -Dmatrix=write} they are written there, with {@code
 * -Dmatrix.hub=social} that of one hub alone.
 */
class CompatibilityMatrixIT {

  private static final String BEGIN = "<!-- made by CompatibilityMatrixIT -->";

  static Stream<CompatibilityMatrix> matrices() {
    String hub = System.getProperty("matrix.hub", "");
    return Stream.of(
            documents(),
            social(),
            records("crm", "sfdc", "Salesforce"),
            records("helpdesk", "sfdcservicecloud", "Salesforce Service Cloud"),
            records("marketing", "sfdcmarketingcloud", "Salesforce, campaigns"))
        .filter(matrix -> hub.isEmpty() || matrix.hub().equals(hub));
  }

  private static CompatibilityMatrix documents() {
    return new CompatibilityMatrix(
        "documents",
        List.of(
            new Column("dropbox", "Dropbox"),
            new Column("microsoft", "OneDrive for Business"),
            new Column("salesforcefiles", "Salesforce Files")),
        List.of(
            new Table(
                "operations",
                "Operations",
                "operation",
                described(DocumentsOperation.values(), DocumentsOperation::description)),
            new Table(
                "features",
                "Features",
                "feature",
                described(DocumentsFeature.values(), DocumentsFeature::description))));
  }

  private static CompatibilityMatrix social() {
    return new CompatibilityMatrix(
        "social",
        List.of(
            new Column("instagram", "Instagram, API v1"),
            new Column("instagramgraph", "Instagram Login"),
            new Column("instagramgraph-facebook", "Facebook Login")),
        List.of(new Table("resources", "Resources", "resource", new LinkedHashMap<>())));
  }

  private static CompatibilityMatrix records(String hub, String element, String title) {
    return new CompatibilityMatrix(
        hub,
        List.of(new Column(element, title)),
        List.of(new Table("resources", "Resources", "resource", new LinkedHashMap<>())));
  }

  private static <E extends Enum<E>> SequencedMap<String, String> described(
      E[] rows, Function<E, String> description) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    Stream.of(rows).forEach(row -> all.put(row.name(), description.apply(row)));
    return all;
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void theMatrixInTheDocumentsIsThatOfThisRun(CompatibilityMatrix matrix) throws IOException {
    String document = Files.readString(matrix.page());
    String introduction = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
    String made = introduction + "\n\n" + matrix.text();
    if ("write".equals(System.getProperty("matrix"))) {
      Files.writeString(matrix.page(), made);
      return;
    }
    assertThat(document).isEqualTo(made);
  }
}
