package dev.valence.sandbox.dropbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.dropbox.core.TokenAccessType;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.sandbox.face.SandboxClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The face against Dropbox's description of its API, where that is at hand: every argument that is
 * given there as an example is understood, and every answer is of the described type.
 */
class DropboxSpecificationTest extends DropboxTest {

  @TempDir static Path directory;
  private static Map<String, Route> routes;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Answered without regard to its argument, or only after its time is over. */
  private static final List<String> NOT_BY_EXAMPLE = List.of("/2/files/list_folder/longpoll");

  @BeforeAll
  static void readRoutes() throws Exception {
    routes = new DropboxFace(new SandboxClock(), directory).routes();
  }

  @TestFactory
  Stream<DynamicTest> everyRouteIsAsDescribed() {
    assumeTrue(Specification.atHand().isPresent(), "Dropbox's specification is not at hand");
    Specification specification = Specification.atHand().orElseThrow();
    return routes.keySet().stream()
        .sorted()
        .map(name -> dynamicTest(name, () -> judge(specification, name)));
  }

  @Test
  void theJudgeFindsWhatDoesNotFit() throws Exception {
    assumeTrue(Specification.atHand().isPresent(), "Dropbox's specification is not at hand");
    Specification specification = Specification.atHand().orElseThrow();

    assertThat(deviations(specification, "files.DeleteArg", "{\"path\":\"/a\"}")).isEmpty();
    assertThat(deviations(specification, "files.DeleteArg", "{}")).hasSize(1);
    assertThat(deviations(specification, "files.DeleteArg", "{\"path\":\"a\"}")).hasSize(1);
    assertThat(deviations(specification, "files.DeleteArg", "{\"path\":\"/a\",\"b\":1}"))
        .hasSize(1);
    assertThat(deviations(specification, "files.DeleteError", "{\".tag\":\"path_lookup\"}"))
        .hasSize(1);
    assertThat(
            deviations(
                specification,
                "files.DeleteError",
                "{\".tag\":\"path_lookup\",\"path_lookup\":{\".tag\":\"lost\"}}"))
        .hasSize(1);
  }

  private static List<String> deviations(Specification specification, String type, String json)
      throws Exception {
    return specification.deviations(type, MAPPER.readTree(json));
  }

  private void judge(Specification specification, String name) throws Exception {
    Specification.Route described = specification.route("/2/" + name);
    Route route = routes.get(name);
    assertThat(route.style().name().toLowerCase(Locale.ROOT))
        .isEqualTo(described.attributes().path("style").asText());
    if (route.scope() != null) {
      assertThat(route.scope()).isEqualTo(described.attributes().path("scope").asText());
    }
    if (NOT_BY_EXAMPLE.contains(described.path()) || described.argument().equals("Void")) {
      return;
    }
    reset();
    String token = authorize(TokenAccessType.ONLINE).getAccessToken();
    List<String> deviations = new ArrayList<>();
    for (JsonNode example : specification.examples(described.argument()).values()) {
      HttpResponse<String> response = call(described, example, token);
      assertThat(response.statusCode())
          .as(example + ": " + response.body())
          .isIn(200, 409, 401, 403);
      if (response.statusCode() == 409) {
        deviations.addAll(
            specification.deviations(
                described.error(), MAPPER.readTree(response.body()).path("error")));
      } else if (response.statusCode() == 200 && route.style() != Route.Style.DOWNLOAD) {
        deviations.addAll(
            specification.deviations(described.result(), MAPPER.readTree(response.body())));
      }
    }
    assertThat(deviations).isEmpty();
  }

  private static HttpResponse<String> call(
      Specification.Route route, JsonNode argument, String token) throws Exception {
    JsonNode attributes = route.attributes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "https://"
                        + attributes.path("host").asText()
                        + ".dropboxapi.com"
                        + route.path()))
            .header("Authorization", "Bearer " + token);
    String json = MAPPER.writeValueAsString(argument);
    if (attributes.path("style").asText().equals("rpc")) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(json));
    } else {
      request
          .header("Content-Type", "application/octet-stream")
          .header("Dropbox-API-Arg", json)
          .POST(HttpRequest.BodyPublishers.noBody());
    }
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
