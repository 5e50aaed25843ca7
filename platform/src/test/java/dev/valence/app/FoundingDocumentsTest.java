package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.model.Secret;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The founding documents "Create Instance": their requests, word for word, in both vocabularies;
 * the answers against their samples, field by field. {@link FoundingDocument} names the slips that
 * are passed over. Ids and tokens are ours.
 */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class FoundingDocumentsTest extends RestTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The samples print secrets, or a placeholder for them. */
  private static final Set<String> SECRETS =
      Set.of("oauth.api.key", "oauth.api.secret", "oauth.user.token", "oauth.user.refresh_token");

  /** Where the sandbox is another place than the provider. */
  private static final Set<String> PLACES =
      Set.of("base.url", "oauth.authorization.url", "oauth.token.url");

  static Stream<Arguments> documents() {
    return FoundingDocument.all()
        .flatMap(document ->
            Stream.of(Arguments.of(document, "your_mom"), Arguments.of(document, "element")));
  }

  @BeforeEach
  void clean() {
    disconnectAll();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("documents")
  void step1GetsTheOAuthInformation(FoundingDocument document, String word) throws Exception {
    Curl request = new Curl(document.text(FoundingDocument.URL_REQUEST, word));
    HttpResponse<String> answer = request.run(base(), "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode information = JSON.readTree(answer.body());
    JsonNode sample = document.sample(FoundingDocument.URL_ANSWER, word);
    assertThat(information.properties().stream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("oauthUrl", word);
    assertThat(information.path(word)).isEqualTo(sample.path(word));
    String url = information.path("oauthUrl").asText();
    assertThat(url).containsOnlyOnce("?").doesNotContain("secret");
    Query ours = Query.of(url);
    Query theirs = Query.of(sample.path("oauthUrl").asText().replaceAll("[<>]", ""));
    for (String parameter : List.of("response_type", "redirect_uri", "scope", "state")) {
      // OneDrive's sample leaves the scope out.
      if (!theirs.all(parameter).isEmpty()) {
        assertThat(ours.value(parameter)).as(parameter).isEqualTo(theirs.value(parameter));
      }
    }
    assertThat(ours.value("client_id"))
        .isEqualTo(Query.of(request.url()).value("apiKey"))
        .startsWith("fake_");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("documents")
  void step2CreatesAnInstance(FoundingDocument document, String word) throws Exception {
    JsonNode printed = document.sample(FoundingDocument.INSTANCE_BODY, "element");
    String callback = printed.path("configuration").path("oauth.callback.url").asText();
    String code =
        api.consent(TestPlatform.sandbox(), document.element(), document.face(), callback);
    String body =
        document
            .text(FoundingDocument.INSTANCE_BODY, word)
            .replaceAll("\"(Code on Return the URL|<Code_On_The_Return_URL>)\"", quoted(code))
            .replaceAll("(?i)\"<INSERT_[A-Z_]*CLIENT_ID>\"", "\"key\"")
            .replaceAll("(?i)\"<INSERT_[A-Z_]*CLIENT_SECRET>\"", "\"secret\"")
            .replaceAll("\"<(INSERT_TAGS|Add_Your_Tag)>\"", "\"documents\"")
            .replaceAll("(?i)\"<INSERT_INSTANCE_NAME>\"", "\"Test\"");

    HttpResponse<String> answer =
        new Curl(document.text(FoundingDocument.INSTANCE_REQUEST, word))
            .with("<INSERT_USER_SECRET>", api.userSecret())
            .with("<INSERT_ORGANIZATION_SECRET>", api.organizationSecret())
            .run(base(), body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode instance = JSON.readTree(answer.body());
    assertThat(instance.path("id").isIntegralNumber()).isTrue();
    assertThat(instance.path("token").asText()).matches("[A-Za-z0-9+/]+=*");
    assertThat(instance.path("tags")).hasSize(1).first().hasToString("\"documents\"");
    assertThat(instance.path(word).path("key").asText()).isEqualTo(document.element());
    assertThat(instance.path("configuration").path("oauth.callback.url").asText())
        .isEqualTo(callback);
    if (document.has(FoundingDocument.INSTANCE_ANSWER)) {
      assertSame(instance, document.sample(FoundingDocument.INSTANCE_ANSWER, word), "");
    }
  }

  private static void assertSame(JsonNode ours, JsonNode sample, String place) {
    for (Map.Entry<String, JsonNode> field : sample.properties()) {
      String key = field.getKey();
      String name = place + "/" + key;
      JsonNode value = ours.path(key);
      JsonNode printed = field.getValue();
      if (key.equals("id") || key.equals("token") || key.equals("name") && place.isEmpty()) {
        assertThat(value.isMissingNode()).as(name).isFalse();
      } else if (place.equals("/configuration") && isOfTheAccount(key)) {
        assertOfTheAccount(key, value, printed);
      } else if (printed.isObject()) {
        assertSame(value, printed, name);
      } else if (printed.isTextual()) {
        assertThat(value.asText()).as(name).isEqualToNormalizingWhitespace(printed.asText());
      } else {
        assertThat(value).as(name).isEqualTo(printed);
      }
    }
  }

  private static boolean isOfTheAccount(String key) {
    return SECRETS.contains(key)
        || PLACES.contains(key)
        || Set.of("onedrivebusiness.site.address", "oauth.user.refresh_time", "oauth.callback.url")
            .contains(key);
  }

  private static void assertOfTheAccount(String key, JsonNode value, JsonNode printed) {
    if (SECRETS.contains(key)) {
      assertThat(value.asText()).as(key).isEqualTo(printed.isNull() ? "null" : Secret.MASK);
    } else if (key.equals("oauth.user.refresh_time") && !printed.isNull()) {
      assertThat(value.asText()).as(key).matches("\\d{13}");
    } else {
      assertThat(value.isMissingNode()).as(key).isFalse();
    }
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(JSON.getNodeFactory().textNode(text).toString());
  }

  private URI base() {
    String text = server.toString();
    return URI.create(text.substring(0, text.length() - 1));
  }
}
