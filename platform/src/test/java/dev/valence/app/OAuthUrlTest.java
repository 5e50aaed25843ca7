package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a user is sent to consent (contract, core 2.2 and 7.2). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class OAuthUrlTest extends RestTest {

  private static final String PATH = "/elements/dropbox/oauth/url";
  private static final String QUERY = "?apiKey=a&apiSecret=b-secret&callbackUrl=https://x/y";

  private Query url(String query) {
    Answer answer = succeeded(get(ELEMENTS + PATH + query));
    assertThat(answer.json().path("element").asText()).isEqualTo("dropbox");
    return Query.of(answer.json().path("oauthUrl").asText());
  }

  @Test
  void itHasWhatTheProviderNeeds() {
    Query query = url(QUERY + "&state=mine");

    assertThat(query.value("response_type")).isEqualTo("code");
    assertThat(query.value("client_id")).isEqualTo("a");
    assertThat(query.value("redirect_uri")).isEqualTo("https://x/y");
    assertThat(query.value("state")).isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource({"''", "&state="})
  void theStateIsTheElementWhenNoneWasSent(String state) {
    assertThat(url(QUERY + state).value("state")).isEqualTo("dropbox");
  }

  @Test
  void theScopeIsThatOfTheCall() {
    assertThat(url(QUERY + "&scope=files.content.read%20account_info.read").value("scope"))
        .isEqualTo("files.content.read account_info.read");
  }

  @Test
  void theIdIsAsGoodAsTheKey() {
    long id = get(ELEMENTS + "/elements/dropbox").json().path("id").asLong();

    assertThat(succeeded(get(ELEMENTS + "/elements/" + id + "/oauth/url" + QUERY)).json())
        .isEqualTo(get(ELEMENTS + PATH + QUERY).json());
  }

  @ParameterizedTest
  @CsvSource({ELEMENTS + ", element", YOUR_MOMS + ", your_mom"})
  void postIsAsGoodAsGet(String base, String word) {
    JsonNode posted =
        succeeded(
                post(
                    base + PATH,
                    """
                    {"apiKey": "a", "apiSecret": "b-secret", "callbackUrl": "https://x/y",
                     "scope": null, "force_reapprove": true}
                    """))
            .json();

    assertThat(posted).isEqualTo(get(base + PATH + QUERY + "&force_reapprove=true").json());
    assertThat(posted.path(word).asText()).isEqualTo("dropbox");
    assertThat(posted).hasSize(2);
  }

  @Test
  void whatElseWasSentIsPassedOn() {
    Query query = url(QUERY + "&locale=de&force_reapprove=true");

    assertThat(query.value("locale")).isEqualTo("de");
    assertThat(query.value("force_reapprove")).isEqualTo("true");
  }

  @Test
  void whatElseWasSentChangesNothingOfOurs() {
    Query query =
        url(
            QUERY
                + "&client_id=evil&redirect_uri=https://evil&response_type=token&elementKeyOrId=7");

    assertThat(query.all("client_id")).containsExactly("a");
    assertThat(query.all("redirect_uri")).containsExactly("https://x/y");
    assertThat(query.all("response_type")).containsExactly("code");
    assertThat(query.all("elementKeyOrId")).isEmpty();
  }

  @Test
  void aSecretInAQueryIsWarnedOfAndOneInABodyIsNot() {
    assertThat(get(ELEMENTS + "/elements/dropbox/oauth/url" + QUERY).header("Warning"))
        .startsWith("299 - ")
        .doesNotContain("b-secret");
    Answer posted =
        post(
            ELEMENTS + "/elements/dropbox/oauth/url",
            "{\"apiKey\":\"k\",\"apiSecret\":\"s\",\"callbackUrl\":\"https://a.example\"}");
    assertThat(succeeded(posted).header("Warning")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&client_secret=b-secret", "&state=s"})
  void theSecretIsNeverInTheUrl(String more) {
    assertThat(url(QUERY + more).text()).doesNotContain("b-secret", "apiSecret");
  }

  @Test
  void aCallbackKeepsItsQuery() {
    String callback = "https://x.example/y?a=1&b=%2F+ä#f";

    assertThat(
            url("?apiKey=a&apiSecret=b&callbackUrl=" + Api.encode(callback)).value("redirect_uri"))
        .isEqualTo(callback);
  }

  @Test
  void spacesComeOutEncoded() {
    Query query = url("?apiKey=fake%20Dropbox_key&apiSecret=b&callbackUrl=https://x/y");

    assertThat(query.value("client_id")).isEqualTo("fake Dropbox_key");
    assertThat(query.text()).doesNotContain(" ");
  }

  @Test
  void allThatIsMissingIsNamedAtOnce() {
    for (Answer answer :
        new Answer[] {
          get(ELEMENTS + PATH),
          get(ELEMENTS + PATH + "?apiKey=&apiSecret=&callbackUrl=%20"),
          post(ELEMENTS + PATH, "{\"apiKey\": null}")
        }) {
      assertThat(failed(answer, 400).message()).contains("apiKey", "apiSecret", "callbackUrl");
    }
    assertThat(failed(get(ELEMENTS + PATH + "?apiKey=a&apiSecret=b"), 400).message())
        .contains("callbackUrl")
        .doesNotContain("apiKey", "apiSecret");
  }

  @Test
  void anUnknownElementIs404() {
    assertThat(failed(get(ELEMENTS + "/elements/no-such/oauth/url" + QUERY), 404).message())
        .isEqualTo("No element found with ID no-such");
  }

  @Test
  void credentialsAreNotNeededButNotIgnored() {
    succeeded(get(ELEMENTS + PATH + QUERY, "Authorization", api.organization()));
    failed(get(ELEMENTS + PATH + QUERY, "Authorization", "User wrong, Organization wrong"), 401);
  }

  @Test
  void theOldNameGivesTheSame() {
    assertThat(succeeded(get(ELEMENTS + "/elements/dropbox/oauth" + QUERY)).json())
        .isEqualTo(get(ELEMENTS + PATH + QUERY).json());
  }

  @Test
  void aSiteOfAnElementThatHasNoneDoesNoHarm() {
    assertThat(url(QUERY + "&siteAddress=mine.example.com&subdomain=mine").text())
        .isEqualTo(url(QUERY).text());
  }

  @Test
  void anotherKindOfAuthenticationIsRefused() {
    url(QUERY + "&authentication.type=oauth2");
    assertThat(failed(get(ELEMENTS + PATH + QUERY + "&authentication.type=basic"), 400).message())
        .contains("authentication.type", "oauth2");
  }

  @ParameterizedTest
  @ValueSource(strings = {ELEMENTS, YOUR_MOMS})
  void anElementOfOAuth2HasNoRequestTokens(String base) {
    assertThat(failed(get(base + "/elements/dropbox/oauth/token" + QUERY), 400).message())
        .contains("OAuth 1.0a");
    failed(get(base + "/elements/no-such/oauth/token" + QUERY), 404);
  }

  @Test
  void withoutAnAppOfTheOperatorsTheCallerIsToldSo() {
    assertThat(failed(get(ELEMENTS + PATH + "/default?callbackUrl=https://x/y"), 404).message())
        .contains("operator", "dropbox", "apiKey");
  }
}
