package dev.valence.descriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.descriptions.PlainDescription.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions of services that others have written become elements that call what they say. */
public class RealDescriptionsTest {

  /** Where the build puts them. */
  public static final Path DOCUMENTS = Path.of("target", "descriptions");

  @ParameterizedTest
  @CsvSource({
    "apicurio-registry-common/META-INF/openapi.json, 79",
    "apicurio-registry-common/META-INF/openapi-v2.json, 65",
    "camunda-engine-rest-openapi/openapi.json, 386",
    "microprofile-openapi-tck/openapi.yaml, 2",
    "microprofile-openapi-tck/simpleapi.yaml, 6",
    "mockserver-core/org/mockserver/openapi/mock-server-openapi-embedded-model.yaml, 10",
    "nessie-model/META-INF/openapi/openapi.json, 38",
    "nessie-model/META-INF/openapi/openapi.yaml, 38",
    "wiremock/swagger/wiremock-admin-api.json, 41"
  })
  void everyOperationIsOneResourceThatCallsIt(String file, int operations) throws IOException {
    byte[] document = Files.readAllBytes(DOCUMENTS.resolve(file));

    List<Call> calls = PlainDescription.read(document).calls();

    assertThat(calls).hasSize(operations);
    assertSame(document, MadeElement.of(document).json());
  }

  @Test
  void oneOfThemThatIsMadeOfSeveralFilesIsRefusedWithTheNameOfEach() throws IOException {
    byte[] document =
        Files.readAllBytes(DOCUMENTS.resolve("wiremock/swagger/wiremock-admin-api.yaml"));

    assertThatThrownBy(() -> MadeElement.of(document))
        .hasMessageContaining("leads out of the document")
        .hasMessageContaining("schemas/stub-mapping.yaml");
  }

  /** Compares an element with its document. */
  public static void assertSame(byte[] document, JsonNode element) {
    PlainDescription description = PlainDescription.read(document);
    assertThat(element.path("name").asText()).isEqualTo(description.title());
    List<JsonNode> all = element.path("resources").valueStream().toList();
    assertThat(all).hasSameSizeAs(description.calls());
    for (Call call : description.calls()) {
      String name = call.method() + " " + call.path();
      List<JsonNode> resources = all.stream().filter(one -> calls(one, call)).toList();
      assertThat(resources).as(name).hasSize(1);
      JsonNode resource = resources.getFirst();
      assertThat(MadeElement.taken(resource)).as(name).isEqualTo(call.parameters());
      assertThat(MadeElement.body(resource)).as(name).isEqualTo(call.body());
    }
    assertRoutable(element);
  }

  /** Placeholders of the hub's are whole segments, and no two resources answer the same call. */
  private static void assertRoutable(JsonNode element) {
    Map<String, Long> shapes =
        element
            .path("resources")
            .valueStream()
            .map(resource ->
                resource.path("method").asText()
                    + " "
                    + resource.path("path").asText().replaceAll("\\{[^{}/]+}", "{}"))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(shapes.values()).containsOnly(1L);
    assertThat(shapes.keySet())
        .allMatch(
            shape -> shape.matches("[A-Z]+ /hubs/general(/(\\{}|[A-Za-z0-9._~$@!:,;=+&'()*-]+))+"));
  }

  /** Whether a resource is of a call; one with a server of its own has the whole URL. */
  private static boolean calls(JsonNode resource, Call call) {
    String path = resource.path("vendorPath").asText();
    return resource.path("vendorMethod").asText().equals(call.method())
        && (path.equals(call.path()) || path.startsWith("http") && path.endsWith(call.path()));
  }
}
