package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.descriptions.RealDescriptionsTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Definitions that are made of descriptions over HTTP (contract, platform 6.1). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class ConvertApiTest extends RestTest {

  private static final String YAML =
      """
      openapi: 3.0.3
      info: {title: Überall, version: '1'}
      paths: {/pets: {get: {responses: {'200': {description: OK}}}}}
      """;

  private Answer convert(String query, String type, byte[] body) {
    return Api.send(
        api.request(ELEMENTS + "/elements/convert" + query)
            .header("Authorization", api.organization())
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private Answer convert(String query, String type, String body) {
    return convert(query, type, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aDocumentIsTheBodyOrThePartOfAForm() {
    Answer raw = succeeded(convert("", "application/yaml", YAML));
    Answer form =
        succeeded(
            api.upload(
                "/elements/convert?type=swagger",
                api.organization(),
                YAML.getBytes(StandardCharsets.UTF_8)));

    assertThat(raw.json().path("name").asText()).isEqualTo("Überall");
    assertThat(raw.json().at("/resources/0/path").asText()).isEqualTo("/hubs/general/pets");
    assertThat(form.json()).isEqualTo(raw.json());
  }

  @Test
  void nothingIsStored() {
    String key = succeeded(convert("", "text/plain", YAML)).json().path("key").asText();

    failed(get(ELEMENTS + "/elements/" + key), 404);
  }

  @Test
  void whereTheServiceIsCanBeSaid() {
    JsonNode made = succeeded(convert("?baseUrl=https://a.example/x/", "text/plain", YAML)).json();

    assertThat(made.at("/configuration/0/defaultValue").asText()).isEqualTo("https://a.example/x");
    failed(convert("?baseUrl=file:///etc/passwd", "text/plain", YAML), 400);
  }

  @Test
  void itNeedsAnOrganization() {
    failed(post(ELEMENTS + "/elements/convert", "{}"), 401);
  }

  @Test
  void whatCannotBeReadIs400WithTheReason() {
    assertThat(failed(convert("?type=odata", "text/plain", YAML), 400).message())
        .contains("not XML");
    assertThat(failed(convert("?type=raml", "text/plain", YAML), 400).message())
        .contains("swagger, odata, soap");
    assertThat(failed(convert("", "application/json", "{\"a\":"), 400).message())
        .contains("no JSON");
    failed(convert("", "application/json", ""), 400);
    assertThat(
            failed(
                    convert(
                        "",
                        "multipart/form-data; boundary=x",
                        "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\na\r\n--x--\r\n"),
                    400)
                .message())
        .contains("'file'");
  }

  @Test
  void aDocumentMayBeLargerThanOtherBodies() {
    String large = YAML + "x-text: |\n" + ("  " + "x".repeat(1000) + "\n").repeat(20_000);

    succeeded(convert("", "application/yaml", large));
    failed(convert("", "application/yaml", "x".repeat((32 << 20) + 1)), 413);
  }

  @Test
  void ourOwnDocumentsBecomeElementsThatCallWhatTheySay() {
    for (String path : new String[] {"/elements/api-docs", ELEMENTS + "/elements/dropbox/docs"}) {
      byte[] document =
          succeeded(get(path, "Accept", "application/json"))
              .response()
              .body()
              .getBytes(StandardCharsets.UTF_8);

      JsonNode made = succeeded(convert("", "application/json", document)).json();

      RealDescriptionsTest.assertSame(document, made);
      assertThat(made.path("resources")).hasSizeGreaterThan(10);
    }
  }
}
