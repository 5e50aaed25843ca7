package dev.valence.apidocs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.model.ApiException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a call says what document it wants. */
class DocumentRequestTest {

  private static final ApiLocation LOCATION =
      new ApiLocation(
          Optional.of(URI.create("http://localhost:8080/valence/")), "/elements/api-v2");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-        | -                                           | SWAGGER",
        "openapi  | -                                           | OPENAPI",
        "OpenApi  | application/json                            | OPENAPI",
        "swagger  | application/vnd.oai.openapi+json            | SWAGGER",
        "-        | application/vnd.oai.openapi+json            | OPENAPI",
        "-        | text/html, Application/vnd.OAI.openapi+json; version=3.1 | OPENAPI",
        "-        | application/vnd.oai.openapi+json;version=2.0 | SWAGGER",
        "-        | */*                                         | SWAGGER"
      })
  void theQueryDecidesAndThenWhatIsAccepted(String format, String accept, DocumentFormat wanted) {
    assertThat(request(format == null ? Map.of() : Map.of("format", format), accept).format())
        .isEqualTo(wanted);
  }

  @Test
  void theLocationIsTheServersUnlessAnotherIsNamed() {
    assertThat(request(Map.of(), "").location().url())
        .isEqualTo("http://localhost:8080/valence/elements/api-v2");
    ApiLocation other = request(Map.of("baseUrl", "HTTPS://foo.bar:8443"), "").location();
    assertThat(other.url()).isEqualTo("https://foo.bar:8443/elements/api-v2");
    assertThat(other.host()).contains("foo.bar:8443");
    assertThat(new ApiLocation(Optional.empty(), "/elements/api-v2").url())
        .isEqualTo("/elements/api-v2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo.bar",
        "/foo",
        "ftp://foo.bar",
        "https://",
        "https://a b",
        "https://u:p@foo.bar",
        "https://foo.bar?x=1",
        "https://foo.bar#x",
        "javascript:alert(1)"
      })
  void whatIsNoServersUrlIsRefused(String baseUrl) {
    assertThatThrownBy(() -> request(Map.of("baseUrl", baseUrl), ""))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.status()).isEqualTo(400);
              assertThat(e.message()).contains("baseUrl");
            });
  }

  @Test
  void anUnknownFormatIsRefused() {
    assertThatThrownBy(() -> request(Map.of("format", "raml"), ""))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.message()).contains("format"));
  }

  @Test
  void switchesAreOnWhenTheySayTrue() {
    DocumentRequest on = request(Map.of("basic", "TRUE", "resolveReferences", "true"), "");
    assertThat(on.basic()).isTrue();
    assertThat(on.resolveReferences()).isTrue();
    DocumentRequest off = request(Map.of("basic", "1", "resolveReferences", "false"), "");
    assertThat(off.basic()).isFalse();
    assertThat(off.resolveReferences()).isFalse();
  }

  private static DocumentRequest request(Map<String, String> query, String accept) {
    return DocumentRequest.of(
        name -> Optional.ofNullable(query.get(name)), accept == null ? "" : accept, LOCATION);
  }
}
