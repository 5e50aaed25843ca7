package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.TestVendor.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which an account comes to be connected (contract, core 3.2 to 3.4). */
@QuarkusTest
@TestProfile(TestElements.Profile.class)
class ConnectingTest extends TestElementsTest {

  @Test
  void whatTheTokenAnswerSaysOfTheAccountIsKept() {
    String url = "http://" + vendor.hostAndPort() + "/acme";
    vendor.on("/token", question -> granted(",\"instance_url\":\"" + url + "\""));

    JsonNode instance = connect("testsite");

    assertThat(shown(instance, "instance.url")).isEqualTo(url);
    assertThat(shown(instance, "oauth.user.token")).isEqualTo("********");
    succeeded(ping(instance));
    assertThat(vendor.asked("/ping").getFirst().authorization()).isEqualTo("Bearer access-1");
  }

  @Test
  void aProviderThatNamesAHostOfSomebodyElsesIsNotFollowed() {
    vendor.on("/token", question -> granted(",\"instance_url\":\"https://evil.example/x\""));
    ObjectNode body = body("testsite");

    Answer answer = failed(create(body), 502);

    assertThat(answer.message()).contains("instance.url", "evil.example");
    assertThat(vendor.asked("/revoke"))
        .extracting(revoked -> revoked.parameter("token"))
        .containsExactly("refresh-1");
    assertNothingStored();
    assertThat(failed(create(body), 400).message()).contains("already used");
    assertThat(vendor.asked("/token")).hasSize(1);
  }

  @Test
  void aUrlOfTheCallersThatLeadsElsewhereIsRefusedBeforeAnythingIsSent() {
    ObjectNode body = body("testsite");
    body.withObject("configuration")
        .put("base.url", "https://evil.example")
        .put("oauth.token.url", "http://a.sites.example/token")
        .put("site.address", "evil.example");

    Answer answer = failed(create(body), 400);

    assertThat(answer.message())
        .contains("base.url leads to evil.example")
        .contains("oauth.token.url leads to a.sites.example")
        .contains("site.url leads to evil.example");
    assertThat(vendor.asked()).isEmpty();
  }

  @Test
  void aSiteThatIsFoundOutGetsTokensOfItsOwn() {
    String site = vendor.hostAndPort();
    vendor.on("/me", 200, "{\"site\":\"" + site + "\"}");

    JsonNode instance = connect("testsite");

    assertThat(vendor.asked("/me").getFirst().authorization()).isEqualTo("Bearer access-1");
    assertThat(shown(instance, "site.address")).isEqualTo(site);
    assertThat(vendor.asked("/token"))
        .satisfiesExactly(
            exchange -> {
              assertThat(exchange.parameter("grant_type")).isEqualTo("authorization_code");
              assertThat(exchange.parameters()).doesNotContainKey("resource");
            },
            refresh -> {
              assertThat(refresh.parameter("grant_type")).isEqualTo("refresh_token");
              assertThat(refresh.parameter("refresh_token")).isEqualTo("refresh-1");
              assertThat(refresh.parameter("resource")).isEqualTo(site);
            });
    succeeded(ping(instance));
    assertThat(vendor.asked("/ping").getFirst().authorization()).isEqualTo("Bearer access-2");
  }

  @Test
  void aSiteThatTheCallerNamesIsNotAskedFor() {
    for (boolean inProviderData : new boolean[] {true, false}) {
      vendor.reset();
      vendor.on("/token", question -> granted(""));
      ObjectNode body = body("testsite");
      ObjectNode place = inProviderData ? body.withObject("providerData") : body;
      place.put("siteAddress", vendor.hostAndPort());

      JsonNode instance = succeeded(create(body)).json();

      assertThat(shown(instance, "site.address")).isEqualTo(vendor.hostAndPort());
      assertThat(vendor.asked("/me")).isEmpty();
      assertThat(vendor.asked("/token"))
          .extracting(exchange -> exchange.parameter("resource"))
          .containsExactly(vendor.hostAndPort());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void anAccountThatCannotBeUsedIsNotConnected(int status) {
    vendor.on("/me", status, "no licence");
    ObjectNode body = body("testsite");

    Answer answer = create(body);

    assertThat(answer.status()).isEqualTo(status == 401 ? 400 : status);
    assertThat(vendor.asked("/revoke")).hasSize(1);
    assertNothingStored();
    assertThat(failed(create(body), 400).message()).contains("already used");
  }

  @Test
  void tokensThatTheProviderRefusesForTheSiteAreReportedInItsWords() {
    vendor.on("/me", 200, "{\"site\":\"" + vendor.hostAndPort() + "\"}");
    vendor.on(
        "/token",
        question ->
            question.parameters().containsKey("resource")
                ? new Reply(400, "{\"error\":\"invalid_target\"}")
                : granted(""));

    Answer answer = failed(create(body("testsite")), 400);

    assertThat(answer.json().path("providerMessage").asText()).contains("invalid_target");
    assertNothingStored();
  }

  @Test
  void aRefreshTokenOfTheCallersIsTriedAtOnceAndOwnedFromThenOn() {
    JsonNode instance = succeeded(create(external("their-refresh", null))).json();

    assertThat(instance.path("externalAuthentication").asText()).isEqualTo("initial");
    assertThat(show(instance).path("externalAuthentication").asText()).isEqualTo("initial");
    assertThat(vendor.asked("/token")).hasSize(1);
    assertThat(vendor.asked("/token").getFirst().parameter("refresh_token"))
        .isEqualTo("their-refresh");
    succeeded(ping(instance));
    assertThat(vendor.asked("/ping").getFirst().authorization()).isEqualTo("Bearer access-1");
    vendor.on("/ping", unless("access-2"));
    succeeded(ping(instance));
    assertThat(vendor.asked("/token").getLast().parameter("refresh_token")).isEqualTo("refresh-1");
  }

  @Test
  void aRefreshTokenThatIsNotReplacedStays() {
    vendor.on("/token", question -> Reply.json("{\"access_token\":\"fresh\"}"));
    JsonNode instance = succeeded(create(external("their-refresh", null))).json();
    vendor.on("/token", question -> Reply.json("{\"access_token\":\"fresher\"}"));
    vendor.on("/ping", unless("fresher"));

    succeeded(ping(instance));

    assertThat(vendor.asked("/token").getLast().parameter("refresh_token"))
        .isEqualTo("their-refresh");
  }

  @Test
  void aWrongRefreshTokenIsFoundOut() {
    vendor.on("/token", 400, "{\"error\":\"invalid_grant\",\"error_description\":\"unknown\"}");

    Answer answer = failed(create(external("wrong", null)), 400);

    assertThat(answer.json().path("providerMessage").asText()).contains("invalid_grant", "unknown");
    assertNothingStored();
  }

  @Test
  void anAccessTokenOfTheCallersIsUsedAsItIs() {
    JsonNode instance = succeeded(create(external(null, "their-access"))).json();

    succeeded(ping(instance));
    assertThat(vendor.asked("/token")).isEmpty();
    assertThat(vendor.asked("/ping").getFirst().authorization()).isEqualTo("Bearer their-access");
    assertThat(shown(instance, "oauth.user.refresh_interval")).isNull();

    vendor.on("/ping", 401, "token expired long ago");
    Answer refused = failed(ping(instance), 401);
    assertThat(refused.json().path("providerMessage").asText()).contains("token expired long ago");
    JsonNode after = show(instance);
    assertThat(state(after)).isEqualTo("needs_consent");
    assertThat(after.path("valid").asBoolean()).isFalse();
    failed(ping(instance), 401);
    assertThat(vendor.asked("/ping")).hasSize(2);
  }

  @Test
  void theLifetimeOfAnAccessTokenThatTheCallerKnowsIsKept() {
    ObjectNode body = external(null, "their-access");
    body.withObject("configuration").put("oauth.user.refresh_interval", 3600);

    JsonNode instance = succeeded(create(body)).json();

    assertThat(shown(instance, "oauth.user.refresh_interval")).isEqualTo("3600");
    body.withObject("configuration").put("oauth.user.refresh_interval", "soon");
    assertThat(failed(create(body), 400).message()).contains("oauth.user.refresh_interval");
  }

  @Test
  void externalAuthenticationWithoutTokensOrOfAnUnknownKindIsRefused() {
    assertThat(failed(create(external(null, null)), 400).message())
        .contains("oauth.user.refresh_token", "oauth.user.token");
    ObjectNode code = body("testsite").put("externalAuthentication", "initial");
    assertThat(failed(create(code), 400).message()).contains("oauth.user.refresh_token");
    ObjectNode unknown = body("testsite").put("externalAuthentication", "later");
    assertThat(failed(create(unknown), 400).message()).contains("externalAuthentication");
    ObjectNode basic = basic("ada").put("externalAuthentication", "initial");
    assertThat(failed(create(basic), 400).message()).contains("externalAuthentication");
    assertThat(vendor.asked()).isEmpty();
  }

  @Test
  void tokensThatAreSentWithoutSayingSoAreIgnored() {
    ObjectNode body = body("testsite");
    body.withObject("configuration").put("oauth.user.token", "mine");

    JsonNode instance = succeeded(create(body)).json();

    succeeded(ping(instance));
    assertThat(vendor.asked("/ping").getFirst().authorization()).isEqualTo("Bearer access-1");
  }

  @Test
  void aUserNameAndAPasswordConnectWithoutProviderData() {
    JsonNode instance = succeeded(create(basic("ada"))).json();

    assertThat(shown(instance, "username")).isEqualTo("ada");
    assertThat(shown(instance, "password")).isEqualTo("********");
    succeeded(api.delete(Api.path(instance), api.organization()));
  }

  @Test
  void aUserNameThatTheProviderDoesNotKnowIsNotStored() {
    Answer answer = failed(create(basic("nobody")), 400);

    assertThat(answer.json().path("providerMessage").asText()).isEqualTo("no such user");
    assertNothingStored();
  }

  @Test
  void aVerifiedRequestTokenBecomesAnAccessToken() {
    vendor.on(
        "/oauth1/access", 200, "oauth_token=the-token&oauth_token_secret=the-secret&user_id=7");
    ObjectNode body = body("testoauth1");
    body.putObject("providerData")
        .put("oauth_token", "requested")
        .put("oauth_verifier", "verified")
        .put("secret", "request-secret");

    JsonNode instance = succeeded(create(body)).json();

    assertThat(shown(instance, "oauth.user.token")).isEqualTo("********");
    assertThat(shown(instance, "oauth.user.token.secret")).isEqualTo("********");
    assertThat(vendor.asked("/oauth1/access").getFirst().authorization())
        .contains("oauth_token=\"requested\"", "oauth_verifier=\"verified\"");
    assertThat(failed(create(body), 400).message()).contains("already used");
    body.withObject("providerData").remove("secret");
    assertThat(failed(create(body), 400).message()).contains("secret");
    succeeded(api.delete(Api.path(instance), api.organization()));
  }

  @Test
  void anAuthenticationThatThisVersionDoesNotHaveIs501() {
    assertThat(failed(create(named("testaws")), 501).message()).contains("testaws", "awsv2");
  }

  @Test
  void theListOfSettingsThatOlderCallersSendIsTheConfigurationAsWell() {
    ObjectNode body = body("testsite");
    body.remove("configuration");
    body.putArray("configs")
        .add(setting("oauth.api.key", "key"))
        .add(setting("oauth.api.secret", "the-client-secret"))
        .add(setting("oauth.callback.url", Api.CALLBACK))
        .add(setting("filter.response.nulls", "true"));
    body.putObject("configuration").put("filter.response.nulls", false);

    JsonNode instance = succeeded(create(body)).json();

    assertThat(shown(instance, "oauth.callback.url")).isEqualTo(Api.CALLBACK);
    assertThat(shown(instance, "filter.response.nulls")).isEqualTo("false");
  }

  @Test
  void aTokenThatRenewsItselfIsRenewedAtHalfItsLife() {
    vendor.on("/token", 200, "{\"access_token\":\"first\",\"expires_in\":2}");
    JsonNode instance = connect("testself");
    vendor.on("/renew", 200, "{\"access_token\":\"second\",\"expires_in\":5000}");
    Instant half = Instant.now().plus(Duration.ofMillis(1000));
    ServerProcess.await("half of the life is over", () -> Instant.now().isAfter(half));

    succeeded(ping(instance));

    assertThat(vendor.asked("/renew"))
        .satisfiesExactly(renewal -> {
          assertThat(renewal.method()).isEqualTo("GET");
          assertThat(renewal.parameter("grant_type")).isEqualTo("self_refresh");
          assertThat(renewal.parameter("access_token")).isEqualTo("first");
        });
    assertThat(vendor.asked("/ping").getLast().authorization()).isEqualTo("Bearer second");
    assertThat(shown(show(instance), "oauth.user.refresh_token")).isNull();
    succeeded(ping(instance));
    assertThat(vendor.asked("/renew")).hasSize(1);
  }

  @Test
  void theTokenBeforeRenewsWhatItsSuccessorCannot() {
    vendor.on("/token", 200, "{\"access_token\":\"first\"}");
    JsonNode instance = connect("testself");
    vendor.on("/ping", unless("third"));
    vendor.on("/renew", 200, "{\"access_token\":\"useless\"}");
    failed(ping(instance), 401);
    vendor.on(
        "/renew",
        question ->
            question.parameter("access_token").equals("first")
                ? Reply.json("{\"access_token\":\"third\"}")
                : new Reply(400, "{\"error\":{\"code\":190,\"message\":\"bad\"}}"));

    succeeded(ping(instance));

    assertThat(state(show(instance))).isEqualTo("connected");
  }

  @Test
  void aTokenThatTheProviderNoLongerRenewsNeedsConsent() {
    vendor.on("/token", 200, "{\"access_token\":\"first\"}");
    JsonNode instance = connect("testself");
    vendor.on("/ping", 401, "expired");
    vendor.on("/renew", 400, "{\"error\":{\"code\":190,\"message\":\"Session has expired\"}}");

    Answer answer = failed(ping(instance), 401);

    assertThat(answer.json().path("providerMessage").asText()).contains("Session has expired");
    assertThat(state(show(instance))).isEqualTo("needs_consent");
  }

  @Test
  void whatTheTokenAnswerSaysIsKeptAtEveryRenewalUnlessItLeadsElsewhere() {
    String site = "http://" + vendor.hostAndPort();
    vendor.on("/token", question -> granted(",\"instance_url\":\"" + site + "/a\""));
    JsonNode instance = connect("testsite");
    vendor.on("/token", question -> granted(",\"instance_url\":\"" + site + "/b\""));
    vendor.on("/ping", unless("access-2"));

    succeeded(ping(instance));
    assertThat(shown(show(instance), "instance.url")).isEqualTo(site + "/b");

    vendor.on("/token", question -> granted(",\"instance_url\":\"https://evil.example\""));
    vendor.on("/ping", unless("access-3"));
    succeeded(ping(instance));
    assertThat(shown(show(instance), "instance.url")).isEqualTo(site + "/b");
  }

  @Test
  void anInstanceIsDeletedWhateverItsAuthentication() {
    vendor.on("/revoke", 500, "down");
    JsonNode site = connect("testsite");
    JsonNode basic = succeeded(create(basic("ada"))).json();

    succeeded(api.delete(Api.path(site), api.organization()));
    succeeded(api.delete(Api.path(basic), api.organization()));

    assertNothingStored();
  }

  private static ObjectNode external(String refresh, String access) {
    ObjectNode body = body("testsite").put("externalAuthentication", "initial");
    body.remove("providerData");
    ObjectNode configuration = body.withObject("configuration");
    if (refresh != null) {
      configuration.put("oauth.user.refresh_token", refresh);
    }
    if (access != null) {
      configuration.put("oauth.user.token", access);
    }
    return body;
  }

  private static ObjectNode basic(String user) {
    ObjectNode body = named("testbasic");
    body.withObject("configuration").put("username", user).put("password", "open sesame");
    return body;
  }

  private static ObjectNode setting(String key, String value) {
    return object().put("key", key).put("propertyValue", value);
  }
}
