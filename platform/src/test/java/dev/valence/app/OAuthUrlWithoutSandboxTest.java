package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The URL of consent at the true provider, which no test calls. */
@QuarkusTest
@TestProfile(OAuthUrlWithoutSandboxTest.TrueEndpoints.class)
class OAuthUrlWithoutSandboxTest extends RestTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A server of its own, without a sandbox. */
  public static final class TrueEndpoints implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(TestPlatform.class, Map.of(TestPlatform.SANDBOX, "false")));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  static Stream<FoundingDocument> documents() {
    return FoundingDocument.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void itIsThatOfTheFoundingDocuments(FoundingDocument document) throws Exception {
    for (String word : List.of("your_mom", "element")) {
      String url =
          JSON.readTree(
                  new Curl(document.text(FoundingDocument.URL_REQUEST, word))
                      .run(URI.create(server.toString().replaceFirst("/$", "")), "")
                      .body())
              .path("oauthUrl")
              .asText();
      String sample = document.sample(FoundingDocument.URL_ANSWER, word).path("oauthUrl").asText();

      assertThat(url).as(word).startsWith(sample.substring(0, sample.indexOf('?') + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theDefaultsAreThoseOfTheFoundingDocuments(FoundingDocument document) {
    if (!document.has(FoundingDocument.INSTANCE_ANSWER)) {
      return;
    }
    JsonNode sample =
        document.sample(FoundingDocument.INSTANCE_ANSWER, "element").path("configuration");
    JsonNode entries =
        succeeded(get(ELEMENTS + "/elements/" + document.element() + "/configuration")).json();

    for (String key : List.of("base.url", "oauth.authorization.url", "oauth.token.url")) {
      if (sample.has(key)) {
        assertThat(entries)
            .filteredOn(entry -> entry.path("key").asText().equals(key))
            .extracting(entry -> entry.path("defaultValue").asText())
            .containsExactly(sample.path(key).asText());
      }
    }
  }

  @Test
  void dropboxIsAskedForARefreshToken() {
    String url =
        succeeded(get(ELEMENTS + "/elements/dropbox/oauth/url?apiKey=a&apiSecret=b&callbackUrl=c"))
            .json()
            .path("oauthUrl")
            .asText();

    assertThat(Query.of(url).value("token_access_type")).isEqualTo("offline");
  }
}
