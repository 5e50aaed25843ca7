package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.identity.AnotherOrganization;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One redirect URI that an organization's applications share (contract, core 4.6). */
@QuarkusTest
@TestProfile(OAuthVendors.Profile.class)
class OAuthProxyTest extends RestTest {

  private static final String PROXIES = ELEMENTS + "/elements/oauthProxies";
  private static final String CALLBACK = ELEMENTS + "/oauth/callback";
  private static final String APPLICATION = "https://app.example.com/cb?nonce=1";

  @Inject Database database;
  @Inject Vault vault;

  private String name;
  private long id;

  @BeforeEach
  void makeAProxy() {
    disconnectAll();
    name = "proxy " + UUID.randomUUID();
    String body =
        """
        {"name": "%s", "apps": {"proven": {"apiKey": "the proxy's key", "apiSecret": "its secret"}}}
        """
            .formatted(name);
    id = succeeded(organizations("POST", PROXIES, body)).json().path("id").asLong();
    allow(APPLICATION);
  }

  private Answer organizations(String method, String path, String body) {
    return body == null
        ? call(method, path, "Authorization", api.organization())
        : post(path, body, "Authorization", api.organization());
  }

  private Answer allow(String url) {
    return organizations(
        "POST", PROXIES + "/" + id + "/applicationUrl?applicationUrl=" + Api.encode(url), "{}");
  }

  private Answer url(String element, String application, String more) {
    return organizations(
        "GET",
        ELEMENTS
            + "/elements/"
            + element
            + "/oauth/url?isOauthProxy=true&oauthProxyName="
            + Api.encode(name)
            + "&state="
            + Api.encode(application)
            + more,
        null);
  }

  private static Query at(Answer answer) {
    return Query.of(succeeded(answer).json().path("oauthUrl").asText());
  }

  /** What the vendor sends the browser to, at this server. */
  private static String consent(Query url) {
    HttpRequest request = HttpRequest.newBuilder(url.uri()).build();
    String location = Api.send(request).header("Location");
    assertThat(location).startsWith(OAuthVendors.PUBLIC_URL + CALLBACK + "?");
    return location.substring(OAuthVendors.PUBLIC_URL.length());
  }

  private ObjectNode instance(String code) {
    ObjectNode body = Api.dropboxInstance(code);
    body.putObject("element").put("key", "proven");
    body.remove("configuration");
    body.putObject("oauthProxy").put("isOauthProxy", true).put("oauthProxyName", name);
    return body;
  }

  private String code() {
    return Query.of(get(consent(at(url("proven", APPLICATION, "")))).header("Location"))
        .value("code");
  }

  @Test
  void anAccountIsConnectedByIt() {
    Query url = at(url("proven", APPLICATION, ""));
    assertThat(url.value("client_id")).isEqualTo("the proxy's key");
    assertThat(url.value("redirect_uri")).isEqualTo(OAuthVendors.PUBLIC_URL + CALLBACK);
    assertThat(url.value("state")).hasSizeGreaterThanOrEqualTo(43).doesNotContain("example");
    assertThat(url.text()).doesNotContain("oauthProxyName", "its%20secret");

    Answer sentOn = get(consent(url));
    assertThat(sentOn.status()).isEqualTo(302);
    assertThat(sentOn.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(sentOn.header("Cache-Control")).isEqualTo("no-store");
    Query application = Query.of(sentOn.header("Location"));
    assertThat(application.text()).startsWith(APPLICATION + "&");
    assertThat(application.value("state")).isEqualTo(APPLICATION);

    JsonNode instance =
        succeeded(api.post("/instances", api.organization(), instance(application.value("code"))))
            .json();
    assertThat(instance.path("configuration").path("oauth.callback.url").asText())
        .isEqualTo(OAuthVendors.PUBLIC_URL + CALLBACK);
    assertThat(instance.path("configuration").path("oauth.api.secret").asText())
        .isEqualTo("********");
    assertThat(instance.toString()).doesNotContain("the proxy's key", "its secret");
  }

  @Test
  void everyConsentHasAProofAndAStateOfItsOwn() {
    Query first = at(url("proven", APPLICATION, ""));
    Query second = at(url("proven", APPLICATION, ""));

    assertThat(first.value("code_challenge_method")).isEqualTo("S256");
    assertThat(first.value("code_challenge")).isNotEqualTo(second.value("code_challenge"));
    assertThat(first.value("state")).isNotEqualTo(second.value("state"));
  }

  @Test
  void aStateWorksOnce() {
    String callback = consent(at(url("proven", APPLICATION, "")));
    assertThat(get(callback).status()).isEqualTo(302);

    Answer again = failed(get(callback), 400);

    assertThat(again.header("Location")).isEmpty();
  }

  @Test
  void aStateThatComesAgainIsInTheAuditLog() {
    String callback = consent(at(url("proven", APPLICATION, "")));
    assertThat(get(callback).status()).isEqualTo(302);
    String since = Instant.now().toString();
    failed(get(callback), 400);
    failed(get(CALLBACK + "?code=c&state=" + "x".repeat(43)), 400);

    JsonNode events =
        succeeded(api.get("/audit-logs?from=" + Api.encode(since), api.organization())).json();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("action").asText()).isEqualTo("codeReplayed");
    assertThat(events.get(0).path("outcome").asText()).isEqualTo("failure");
    assertThat(events.get(0).path("userId").isNull()).isTrue();
    assertThat(events.get(0).path("ipAddress").asText()).isEqualTo("127.0.0.1");
    assertThat(events.toString()).doesNotContain(Query.of(callback).value("state"));
  }

  @Test
  void aStateThatComesManyTimesAtOnceWorksOnce() {
    String callback = consent(at(url("proven", APPLICATION, "")));
    List<Integer> statuses =
        Parallel.join(Parallel.begin(16, () -> get(callback).status())).stream().sorted().toList();
    assertThat(statuses).containsOnlyOnce(302).hasSize(16);
    assertThat(statuses.subList(1, 16)).containsOnly(400);
  }

  @Test
  void aStateIsGoodForTenMinutes() {
    at(url("proven", APPLICATION, ""));
    assertThat(
            database.<Long>read(handle ->
                handle
                    .createQuery(
                        """
                        select round(extract(epoch from max(expires_at) - now()))
                        from oauth_proxy_consents
                        """)
                    .mapTo(Long.class)
                    .one()))
        .isBetween(590L, 600L);
  }

  @Test
  void aStateThatIsTooOldSendsNobodyAnywhere() {
    String callback = consent(at(url("proven", APPLICATION, "")));
    database.change(handle ->
        handle.execute("update oauth_proxy_consents set expires_at = now() - interval '1 second'"));

    assertThat(failed(get(callback), 400).header("Location")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?code=c", "?state=s", "?code=c&state=unknown", "?code=&state=s"})
  void aCallbackThatIsNotWaitedForSendsNobodyAnywhere(String query) {
    assertThat(failed(get(CALLBACK + query), 400).header("Location")).isEmpty();
  }

  @Test
  void aRefusalIsCarriedOnAndUsesTheStateUp() {
    String state = at(url("proven", APPLICATION, "")).value("state");
    String callback =
        CALLBACK + "?error=access_denied&error_description=no%20thanks&state=" + state;

    Query application = Query.of(get(callback).header("Location"));

    assertThat(application.value("error")).isEqualTo("access_denied");
    assertThat(application.value("error_description")).isEqualTo("no thanks");
    assertThat(application.value("state")).isEqualTo(APPLICATION);
    assertThat(application.all("code")).isEmpty();
    failed(get(callback), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://app.example.com/cb", "https://evil.example/cb?nonce=1", "mine", "//app"})
  void anApplicationThatIsNotAllowedIsRefused(String application) {
    assertThat(failed(url("proven", application, ""), 400).message()).contains("state");
  }

  @Test
  void aPatternAllowsManyAndCanBeTakenAway() {
    String pattern = "test**.com";
    assertThat(succeeded(allow(pattern)).json().path("applicationUrls")).hasSize(2);
    at(url("proven", "https://test-1.example.com/cb", ""));

    String path = PROXIES + "/" + id + "/applicationUrl?applicationUrl=" + Api.encode(pattern);
    assertThat(succeeded(organizations("DELETE", path, null)).response().body()).isEmpty();
    failed(organizations("DELETE", path, null), 404);
    failed(url("proven", "https://test-1.example.com/cb", ""), 400);
  }

  @Test
  void aPatternThatMeansEveryHostIsRefused() {
    failed(allow("https://*"), 400);
    assertThat(
            failed(organizations("POST", PROXIES + "/" + id + "/applicationUrl", "{}"), 400)
                .message())
        .contains("applicationUrl");
  }

  @Test
  void whoeverHasAnAppUsesIt() {
    assertThat(at(url("proven", APPLICATION, "&apiKey=own&apiSecret=s")).value("client_id"))
        .isEqualTo("own");
    assertThat(failed(url("proven", APPLICATION, "&apiKey=own"), 400).message())
        .contains("apiSecret");
  }

  @Test
  void theOperatorsAppIsUsedWhereTheProxyHasNone() {
    assertThat(at(url("dropbox", APPLICATION, "")).value("client_id"))
        .isEqualTo("the operator's key");
  }

  @Test
  void whereNobodyHasAnAppItIsMissing() {
    assertThat(
            failed(url("sited", APPLICATION, "&siteAddress=eu.sites.example&subdomain=eu"), 400)
                .message())
        .isEqualTo("The following parameters are missing: apiKey, apiSecret.");
  }

  @ParameterizedTest
  @CsvSource({ELEMENTS + ", element", YOUR_MOMS + ", your_mom"})
  void itIsAskedForByPostInBothVocabularies(String base, String word) {
    JsonNode answer =
        succeeded(
                organizations(
                    "POST",
                    base + "/elements/proven/oauth/url",
                    "{\"isOAuthProxy\": true, \"oauthProxyName\": \"%s\", \"state\": \"%s\"}"
                        .formatted(name, APPLICATION)))
            .json();

    assertThat(answer.path(word).asText()).isEqualTo("proven");
    assertThat(Query.of(answer.path("oauthUrl").asText()).value("redirect_uri"))
        .isEqualTo(OAuthVendors.PUBLIC_URL + CALLBACK);
  }

  @Test
  void aCallbackProxyNeedsNoNameAndKeepsTheApplicationsState() {
    Query url =
        at(
            organizations(
                "GET",
                ELEMENTS
                    + "/elements/proven/oauth/url?callbackProxy=true&state=mine&callbackUrl="
                    + Api.encode(APPLICATION),
                null));

    Query application = Query.of(get(consent(url)).header("Location"));

    assertThat(application.text()).startsWith(APPLICATION);
    assertThat(application.value("state")).isEqualTo("mine");
  }

  @Test
  void aProxyNeedsItsOrganization() {
    String path = ELEMENTS + "/elements/proven/oauth/url?callbackProxy=true&callbackUrl=https://x";

    failed(get(path), 401);
    failed(get(path, "Authorization", "User " + api.userSecret()), 401);
  }

  @Test
  void aCodeThatCameAnotherWayIsRefused() {
    assertThat(
            failed(api.post("/instances", api.organization(), instance("from elsewhere")), 400)
                .message())
        .contains(name);
    ObjectNode unknown = instance("c");
    ((ObjectNode) unknown.path("oauthProxy")).put("oauthProxyName", "no such");
    failed(api.post("/instances", api.organization(), unknown), 404);
  }

  @Test
  void aNameIsGivenOnce() {
    assertThat(
            failed(organizations("POST", PROXIES, "{\"name\": \" %s \"}".formatted(name)), 409)
                .message())
        .contains(name);
    failed(organizations("POST", PROXIES, "{}"), 400);
  }

  @Test
  void appsAreNamedWithAllTheirFaultsAndNeverShown() {
    assertThat(
            failed(
                    organizations(
                        "POST",
                        PROXIES,
                        """
                        {"apps": {"no-such": {"apiKey": "k", "apiSecret": "s"},
                                  "plain": {"apiKey": "k", "apiSecret": "s"},
                                  "proven": {"apiKey": "k"}}}
                        """),
                    400)
                .message())
        .contains("name", "no-such", "plain", "proven.apiSecret");

    JsonNode mine =
        succeeded(organizations("GET", PROXIES, null)).json().findParents("name").stream()
            .filter(proxy -> proxy.path("name").asText().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(mine.path("applicationUrls").path(0).asText()).isEqualTo(APPLICATION);
    assertThat(mine.path("apps").path("proven").path("apiSecret").asText()).isEqualTo("********");
    assertThat(mine.path("apps").path("proven").path("apiKey").asText()).isEqualTo("********");
  }

  @Test
  void aDeletedProxyIsGoneWithTheConsentsOnTheirWay() {
    String callback = consent(at(url("proven", APPLICATION, "")));

    assertThat(succeeded(organizations("DELETE", PROXIES + "/" + id, null)).response().body())
        .isEmpty();

    failed(organizations("DELETE", PROXIES + "/" + id, null), 404);
    failed(url("proven", APPLICATION, ""), 404);
    failed(get(callback), 400);
  }

  @Test
  void anotherOrganizationsProxyAndCodeAreUnknown() {
    String user = "user-" + UUID.randomUUID();
    String organization = "organization-" + UUID.randomUUID();
    AnotherOrganization.add(
        database,
        vault,
        UUID.randomUUID() + "@example.org",
        Secret.of(user),
        Secret.of(organization));
    String strangers = "User " + user + ", Organization " + organization;
    String code = code();

    assertThat(succeeded(get(PROXIES, "Authorization", strangers)).json()).isEmpty();
    for (Answer answer :
        List.of(
            call("DELETE", PROXIES + "/" + id, "Authorization", strangers),
            call(
                "DELETE",
                PROXIES + "/" + id + "/applicationUrl?applicationUrl=" + Api.encode(APPLICATION),
                "Authorization",
                strangers),
            post(
                PROXIES + "/" + id + "/applicationUrl?applicationUrl=https://evil.example",
                "{}",
                "Authorization",
                strangers),
            api.post("/instances", strangers, instance(code)))) {
      failed(answer, 404);
    }
    ObjectNode withoutProxy = instance(code);
    withoutProxy.remove("oauthProxy");
    withoutProxy
        .putObject("configuration")
        .put("oauth.api.key", "the proxy's key")
        .put("oauth.api.secret", "its secret")
        .put("oauth.callback.url", OAuthVendors.PUBLIC_URL + CALLBACK);
    assertThat(
            failed(api.post("/instances", strangers, withoutProxy), 400)
                .json()
                .path("providerMessage")
                .asText())
        .contains("pkce");
    at(url("proven", APPLICATION, ""));
  }

  @Test
  void nobodyHasTheSecretOfItsAppSentElsewhereLater() {
    JsonNode connected =
        succeeded(api.post("/instances", api.organization(), instance(code()))).json();
    String path = ELEMENTS + "/instances/" + connected.path("id").asLong();
    URI token = URI.create(connected.path("configuration").path("oauth.token.url").asText());
    String elsewhere = "\"oauth.token.url\":\"" + token.resolve("/elsewhere") + "\"";

    for (String change :
        List.of(
            elsewhere, elsewhere + ",\"oauth.api.key\":\"k\",\"oauth.api.secret\":\"********\"")) {
      for (String method : List.of("PATCH", "PUT")) {
        Answer refused =
            api.call(
                method,
                "/instances/" + connected.path("id").asLong(),
                api.organization(),
                "application/json",
                BodyPublishers.ofString("{\"configuration\":{" + change + "}}"));
        assertThat(failed(refused, 400).message()).contains("oauth.token.url", "oauth.api.secret");
      }
    }
    JsonNode read = succeeded(organizations("GET", path, null)).json();
    succeeded(
        api.call(
            "PUT",
            "/instances/" + connected.path("id").asLong(),
            api.organization(),
            "application/json",
            BodyPublishers.ofString(read.toString())));
    succeeded(
        api.call(
            "PATCH",
            "/instances/" + connected.path("id").asLong(),
            api.organization(),
            "application/json",
            BodyPublishers.ofString(
                "{\"configuration\":{" + elsewhere + ",\"oauth.api.secret\":\"mine\"}}")));
  }

  @Test
  void aNulCharacterIsRefused() {
    String url = ELEMENTS + "/elements/proven/oauth/url";
    String asked =
        "{\"callbackProxy\":\"true\",\"callbackUrl\":\""
            + APPLICATION
            + "\",\"state\":\"a\\u0000\"}";
    assertThat(failed(organizations("POST", url, asked), 400).message()).contains("state");
    failed(
        organizations("DELETE", PROXIES + "/" + id + "/applicationUrl?applicationUrl=%00", null),
        400);
    ObjectNode body = instance("code");
    body.withObject("oauthProxy").put("oauthProxyName", "a\u0000");
    failed(api.post("/instances", api.organization(), body), 404);
  }

  @Test
  void aLifetimeThatIsNoNumberIsNotKnown() {
    JsonNode connected =
        succeeded(api.post("/instances", api.organization(), instance(code()))).json();
    succeeded(
        api.call(
            "PATCH",
            "/instances/" + connected.path("id").asLong(),
            api.organization(),
            "application/json",
            BodyPublishers.ofString(
                "{\"configuration\":{\"oauth.user.refresh_interval\":\"abc\"}}")));

    Answer asked = api.get("/hubs/documents/ping", api.element(connected.path("token").asText()));
    assertThat(asked.message()).isEqualTo("The vendor says no.");
  }
}
