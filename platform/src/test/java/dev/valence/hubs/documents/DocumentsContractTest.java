package dev.valence.hubs.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.model.Resource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsContractTest {

  private final DocumentsContract contract = new DocumentsContract();

  @Test
  void everyResourceIsNamedDescribedAndBelongsToAnOperation() {
    assertThat(contract.resources()).extracting(Resource::operationId).doesNotHaveDuplicates();
    assertThat(contract.resources())
        .allSatisfy(resource -> {
          assertThat(resource.description()).isNotBlank();
          assertThat(resource.path()).startsWith("/hubs/documents/");
          assertThat(contract.operation(resource)).isNotNull();
          assertThat(resource.parameters())
              .allSatisfy(parameter -> assertThat(parameter.description()).isNotBlank());
        });
    assertThat(contract.resources()).map(contract::operation).contains(DocumentsOperation.values());
  }

  @Test
  void everyPlaceholderIsAParameter() {
    for (Resource resource : contract.resources()) {
      List<String> placeholders =
          Stream.of(resource.path().split("/"))
              .filter(segment -> segment.startsWith("{"))
              .map(segment -> segment.replaceAll("[{}]", ""))
              .toList();

      assertThat(resource.parameters())
          .filteredOn(parameter -> parameter.type().equals("path"))
          .extracting(parameter -> parameter.name())
          .isEqualTo(placeholders);
    }
  }

  @Test
  void examplesAreJson() throws Exception {
    for (Resource resource : contract.resources()) {
      if (!resource.response().sampleData().isEmpty()) {
        assertThat(new ObjectMapper().readTree(resource.response().sampleData())).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "photo.jpg, image/jpeg",
    "PHOTO.JPG, image/jpeg",
    "number #1.pdf, application/pdf",
    "archive.tar.gz, application/gzip",
    "letter.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "table.csv, text/csv",
    "README, application/octet-stream",
    "what.ever, application/octet-stream"
  })
  void theMediaTypeGoesWithTheExtension(String name, String type) {
    assertThat(MimeTypes.ofName(name)).isEqualTo(type);
  }

  @Test
  void theParentOfAPathIsItsFolder() {
    assertThat(new FileReference.ByPath("/a/b/c").parent().orElseThrow().text()).isEqualTo("/a/b");
    assertThat(new FileReference.ByPath("/a").parent().orElseThrow().root()).isTrue();
    assertThat(new FileReference.ByPath("/").parent()).isEmpty();
  }
}
