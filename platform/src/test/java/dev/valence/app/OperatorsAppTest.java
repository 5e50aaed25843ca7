package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.oauth.OAuth1Vendor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OAuth 1.0a, sites, and the apps that the operator has (contract, core 2.1 to 2.3 and 4.5). */
@QuarkusTest
@TestProfile(OAuthVendors.Profile.class)
class OperatorsAppTest extends RestTest {

  private static final String APP =
      "?apiKey="
          + Api.encode(OAuth1Vendor.KEY)
          + "&apiSecret="
          + Api.encode(OAuth1Vendor.SECRET)
          + "&callbackUrl="
          + Api.encode(Api.CALLBACK);
  private static final String SITED =
      "/elements/sited/oauth/url?apiKey=a&apiSecret=b&callbackUrl=https://x.example/y";

  @BeforeEach
  void begin() {
    disconnectAll();
  }

  /** Consents as a browser would, and gives where the vendor sends it. */
  private static Query consent(JsonNode answer) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(answer.path("oauthUrl").asText())).build();
    return Query.of(Api.send(request).header("Location"));
  }

  private static ObjectNode signedInstance(Query callback, String secret) {
    ObjectNode body = Api.dropboxInstance("unused");
    body.putObject("element").put("key", "signed");
    body.putObject("providerData")
        .put("oauth_token", callback.value("oauth_token"))
        .put("oauth_verifier", callback.value("oauth_verifier"))
        .put("secret", secret);
    body.putObject("configuration")
        .put("oauth.api.key", OAuth1Vendor.KEY)
        .put("oauth.api.secret", OAuth1Vendor.SECRET)
        .put("oauth.callback.url", Api.CALLBACK);
    return body;
  }

  @ParameterizedTest
  @CsvSource({ELEMENTS + ", element", YOUR_MOMS + ", your_mom"})
  void anAccountIsConnectedWithOAuth1(String base, String word) {
    JsonNode token = succeeded(get(base + "/elements/signed/oauth/token" + APP)).json();
    assertThat(token).hasSize(2);
    JsonNode url =
        succeeded(
                get(
                    base
                        + "/elements/signed/oauth/url"
                        + APP
                        + "&requestToken="
                        + Api.encode(token.path("token").asText())))
            .json();
    assertThat(url.path(word).asText()).isEqualTo("signed");
    assertThat(Query.of(url.path("oauthUrl").asText()).value("state")).isEqualTo("signed");
    assertThat(url.toString()).doesNotContain(Api.encode(OAuth1Vendor.SECRET));

    Query callback = consent(url);
    assertThat(callback.text()).startsWith(Api.CALLBACK + "?");
    JsonNode instance =
        succeeded(
                api.post(
                    "/instances",
                    api.organization(),
                    signedInstance(callback, token.path("secret").asText())))
            .json();

    assertThat(instance.path("element").path("key").asText()).isEqualTo("signed");
    assertThat(instance.path("configuration").path("oauth.user.token").asText())
        .isEqualTo("********");
    assertThat(instance.toString()).doesNotContain("access=secret", "access+token");
    // The vendor refuses what is not signed with the token.
    succeeded(api.get("/hubs/documents/ping", api.element(instance.path("token").asText())));
  }

  @Test
  void aRequestTokenIsPostedForAsWell() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("apiKey", OAuth1Vendor.KEY)
        .put("apiSecret", OAuth1Vendor.SECRET)
        .put("callbackUrl", Api.CALLBACK);

    assertThat(succeeded(api.post("/elements/signed/oauth/token", "", body)).json()).hasSize(2);
  }

  @Test
  void theVendorsRefusalIsToldInItsWords() {
    Answer refused =
        failed(
            get(
                ELEMENTS
                    + "/elements/signed/oauth/token?apiKey=wrong&apiSecret=b&callbackUrl=https://x"),
            400);

    assertThat(refused.json().path("providerMessage").asText()).contains("consumer_key_unknown");
  }

  @Test
  void theUrlOfOAuth1NeedsARequestToken() {
    assertThat(failed(get(ELEMENTS + "/elements/signed/oauth/url"), 400).message())
        .contains("apiKey", "apiSecret", "callbackUrl", "requestToken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "token", "url/default"})
  void anElementWithoutOAuthIsRefused(String what) {
    assertThat(failed(get(ELEMENTS + "/elements/plain/oauth/" + what + APP), 400).message())
        .contains("plain", "does not authenticate with OAuth");
  }

  @ParameterizedTest
  @CsvSource({
    "eu.sites.example, https://eu.sites.example/authorize?",
    "https://eu.sites.example/, https://eu.sites.example/authorize?"
  })
  void theSiteIsAHostOrAUrl(String site, String start) {
    Query url =
        Query.of(
            succeeded(get(ELEMENTS + SITED + "&subdomain=acme&siteAddress=" + site))
                .json()
                .path("oauthUrl")
                .asText());

    assertThat(url.text()).startsWith(start);
    assertThat(url.all("siteAddress")).isEmpty();
    assertThat(url.all("subdomain")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, acme, evil.example",
    "eu.sites.example@evil.example, acme, evil.example",
    "http://eu.sites.example, acme, eu.sites.example",
    "eu.sites.example, evil.example/path, evil.example",
    "eu.sites.example, evil.example?, evil.example"
  })
  void aSiteOfSomebodyElseIsRefused(String site, String subdomain, String named) {
    assertThat(
            failed(
                    get(
                        ELEMENTS
                            + SITED
                            + "&subdomain="
                            + Api.encode(subdomain)
                            + "&siteAddress="
                            + Api.encode(site)),
                    400)
                .message())
        .contains(named, "sited");
  }

  @Test
  void aSiteThatIsNeededIsNamedWithWhatElseIsMissing() {
    assertThat(failed(get(ELEMENTS + "/elements/sited/oauth/url?apiKey=a"), 400).message())
        .isEqualTo(
            "The following parameters are missing: apiSecret, callbackUrl, siteAddress,"
                + " subdomain.");
  }

  @Test
  void anAccountIsConnectedWithTheOperatorsApp() {
    TestPlatform.sandbox().face("dropbox").consentAutomatically();
    JsonNode url =
        succeeded(
                get(
                    ELEMENTS
                        + "/elements/dropbox/oauth/url/default?locale=de&state=mine&callbackUrl="
                        + Api.encode(Api.CALLBACK)))
            .json();
    Query query = Query.of(url.path("oauthUrl").asText());
    assertThat(query.value("client_id")).isEqualTo("the operator's key");
    assertThat(query.value("locale")).isEqualTo("de");
    assertThat(query.value("state")).isEqualTo("mine");
    assertThat(url.toString()).doesNotContain("the operator's secret");
    ObjectNode body = Api.dropboxInstance(consent(url).value("code"));
    body.set("configuration", url.path("configuration"));

    JsonNode instance = succeeded(api.post("/instances", api.organization(), body)).json();

    assertThat(instance.path("configuration").path("oauth.api.secret").asText())
        .isEqualTo("********");
    assertThat(instance.toString()).doesNotContain("the operator's");
    succeeded(api.get("/hubs/documents/ping", api.element(instance.path("token").asText())));
  }

  @Test
  void theOperatorsAppAtAVendorOfOAuth1() {
    JsonNode url = succeeded(get(ELEMENTS + "/elements/signed/oauth/url/default")).json();
    Query callback = consent(url);
    assertThat(callback.text()).startsWith(Api.CALLBACK + "?");
    ObjectNode body = signedInstance(callback, "unused");
    ((ObjectNode) body.path("providerData")).remove("secret");
    body.set("configuration", url.path("configuration"));

    JsonNode instance = succeeded(api.post("/instances", api.organization(), body)).json();

    assertThat(instance.path("configuration").has("secret")).isFalse();
    assertThat(instance.path("configuration").path("oauth.api.secret").asText())
        .isEqualTo("********");
  }

  @Test
  void halfAnAppIsNotCompletedWithTheOperators() {
    ObjectNode body = Api.dropboxInstance("code");
    ((ObjectNode) body.path("configuration")).remove("oauth.api.secret");

    assertThat(failed(api.post("/instances", api.organization(), body), 400).message())
        .contains("oauth.api.secret")
        .doesNotContain("oauth.api.key");
  }

  @Test
  void theCallbackOfTheOperatorsAppIsNamedWhenNobodyHasOne() {
    assertThat(failed(get(ELEMENTS + "/elements/dropbox/oauth/url/default"), 400).message())
        .contains("callbackUrl")
        .doesNotContain("apiKey");
  }

  @ParameterizedTest
  @CsvSource({
    "oauth.token.url, https://mine.sites.example/token",
    "oauth.token.url, https://eu.sites.example/steal",
    "subdomain, mine.sites.example/steal?x=",
    "oauth.authorization.url, https://mine.sites.example/authorize"
  })
  void nobodyChoosesWhereTheSecretOfTheOperatorsAppGoes(String key, String text) {
    ObjectNode body = Api.dropboxInstance("code");
    body.putObject("element").put("key", "lent");
    ObjectNode configuration =
        body.putObject("configuration")
            .put("oauth.callback.url", Api.CALLBACK)
            .put("site.address", "eu.sites.example")
            .put("subdomain", "acme");
    configuration.put(key, text);

    assertThat(failed(api.post("/instances", api.organization(), body), 400).message())
        .contains(key.startsWith("oauth") ? key : "oauth.token.url", "oauth.api.secret");
  }

  @Test
  void theSiteOfAnAccountIsSaidWithTheOperatorsApp() {
    ObjectNode body = Api.dropboxInstance("code");
    body.putObject("element").put("key", "lent");
    body.putObject("configuration")
        .put("oauth.callback.url", Api.CALLBACK)
        .put("site.address", "https://eu.sites.example/")
        .put("subdomain", "acme")
        .put("oauth.token.url", "https://acme.sites.example/token");

    // It is asked for tokens, at a host that nobody has.
    failed(api.post("/instances", api.organization(), body), 502);
  }
}
