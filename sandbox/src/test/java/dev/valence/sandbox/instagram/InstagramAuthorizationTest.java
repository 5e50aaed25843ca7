package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.FaceOptions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstagramAuthorizationTest extends InstagramTest {

  @Test
  void bothElementsAreLedToTheirSites() {
    Map<String, SandboxClient.Element> elements = control.elements();

    assertThat(elements.get("instagram").configuration())
        .containsEntry("oauth.authorization.url", api + "/oauth/authorize")
        .containsEntry("oauth.token.url", api + "/oauth/access_token")
        .containsEntry("base.url", api + "/v1");
    assertThat(elements.get("instagramgraph").configuration())
        .containsEntry("oauth.authorization.url", www + "/oauth/authorize")
        .containsEntry("oauth.token.url", api + "/oauth/access_token")
        .containsEntry("oauth.token.long_lived.url", graph + "/access_token")
        .containsEntry("oauth.token.refresh_url", graph + "/refresh_access_token")
        .containsEntry("base.url", graph + "/v24.0");
    assertThat(elements.get("instagramgraph").hosts())
        .contains(www.getAuthority(), api.getAuthority(), graph.getAuthority());
  }

  @Test
  void theRedirectOfTodayEndsInAFragmentThatIsNotPartOfTheCode() throws Exception {
    HttpResponse<String> answer = get(authorizeUrl(www, BASIC, "&state=a%26b"));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location").orElseThrow()).endsWith("#_");
    assertThat(redirect(answer)).containsEntry("state", "a&b").containsKey("code");
    assertThat(get(authorizeUrl(api, "basic", "")).headers().firstValue("location").orElseThrow())
        .doesNotContain("#");
  }

  @Test
  void aDenialSaysWhoDenied() throws Exception {
    instagram.denyConsent();

    assertThat(redirect(get(authorizeUrl(www, BASIC, "&state=s"))))
        .containsEntry("error", "access_denied")
        .containsEntry("error_reason", "user_denied")
        .containsEntry("state", "s")
        .containsKey("error_description")
        .doesNotContainKey("code");
  }

  @Test
  void scopesAreThoseOfTheGenerationInItsOwnNotation() throws Exception {
    String two = BASIC + ",instagram_business_manage_comments";
    assertThat(get(authorizeUrl(www, two, "")).statusCode()).isEqualTo(302);
    assertThat(get(authorizeUrl(api, "basic comments", "")).statusCode()).isEqualTo(302);
    assertThat(get(authorizeUrl(api, "basic+likes", "")).statusCode()).isEqualTo(302);

    for (String scope : List.of("basic", "business_basic", BASIC + ",else", "")) {
      HttpResponse<String> refused = get(authorizeUrl(www, scope, ""));
      assertThat(refused.statusCode()).as(scope).isEqualTo(400);
      assertThat(refused.body()).contains("Invalid scope field(s)");
    }
    JsonNode refused = json(get(authorizeUrl(api, "basic foo", "")));
    assertThat(refused.get("error_type").asText()).isEqualTo("OAuthException");
    assertThat(refused.get("code").asInt()).isEqualTo(400);
    assertThat(refused.get("error_message").asText()).isEqualTo("Invalid scope field(s): foo");
  }

  @Test
  void aRequestWithoutAnApplicationOrAGoodRedirectIsRefused() throws Exception {
    instagram.registerApp(APP, SECRET, List.of("http://localhost:5000/other"));

    assertThat(get(authorizeUrl(www, BASIC, "")).statusCode()).isEqualTo(400);
    assertThat(get(www + "/oauth/authorize?response_type=code&scope=" + BASIC).statusCode())
        .isEqualTo(400);
    assertThat(json(get(authorizeUrl(api, "basic", ""))).get("error_message").asText())
        .isEqualTo("Redirect URI does not match registered redirect URI");
  }

  @Test
  void thePageNamesTheApplicationAndLetsTheUserChoose() throws Exception {
    instagram.createUser("bea@example.com", "Bea Beispiel");
    instagram.consentByPage();

    assertThat(get(authorizeUrl(www, BASIC, "")).body())
        .contains("<strong>app</strong>", BASIC, "Alex Example", "Bea Beispiel");
  }

  @Test
  void aLegacyCodeGivesATokenWithoutAnEnd() throws Exception {
    JsonNode answer = json(exchange(code(api, "basic")));

    assertThat(answer.get("access_token").asText())
        .matches(alex().id() + "\\.[0-9a-f]{7}\\.[0-9a-f]{32}");
    assertThat(answer.get("user").get("id").asText()).isEqualTo(alex().id());
    assertThat(answer.get("user").get("username").asText()).isEqualTo("alex");
    assertThat(answer.get("user").get("full_name").asText()).isEqualTo("Alex Example");
    assertThat(answer.get("user").get("profile_picture").asText()).startsWith("https://");
    assertThat(answer.size()).isEqualTo(2);

    control.advanceClock(Duration.ofDays(3650));
    String url = api + "/v1/users/self?access_token=" + answer.get("access_token").asText();
    assertThat(get(url).statusCode()).isEqualTo(200);
  }

  @Test
  void aCodeOfTodayGivesAShortLivedTokenInTheFormInForce() throws Exception {
    JsonNode flat = json(exchange(code(www, BASIC)));
    assertThat(flat.get("user_id").isIntegralNumber()).isTrue();
    assertThat(flat.get("user_id").asText()).isEqualTo(alex().id());
    assertThat(flat.get("permissions").get(0).asText()).isEqualTo(BASIC);
    assertThat(flat.has("expires_in")).isFalse();

    FaceOptions options = instagram.options();
    instagram.options(
        new FaceOptions(
            options.accessTokenLifetimeSeconds(), false, false, Map.of("tokenShape", "data")));
    String two = "instagram_business_manage_comments," + BASIC;
    JsonNode answer = json(exchange(code(www, two)));
    assertThat(answer.size()).isEqualTo(1);
    JsonNode listed = answer.get("data").get(0);
    assertThat(listed.get("user_id").isTextual()).isTrue();
    assertThat(listed.get("permissions").asText())
        .isEqualTo(BASIC + ",instagram_business_manage_comments");
    assertThat(listed.get("access_token").asText()).isNotEmpty();
  }

  @Test
  void aCodeIsGoodOnceAndForItsApplicationOnly() throws Exception {
    String code = code(www, BASIC);

    assertRefused(exchange(Map.of("code", code, "client_id", "other")), "Matching code was not");
    assertRefused(
        exchange(Map.of("code", code, "redirect_uri", REDIRECT_URI + "/x")), "Redirect URI does");
    assertRefused(exchange(Map.of("code", code, "grant_type", "password")), "grant_type");
    assertRefused(exchange(Map.of("code", code, "client_id", "")), "client_id");
    assertThat(exchange(code).statusCode()).isEqualTo(200);
    assertRefused(exchange(code), "Matching code was not found or was already used.");
    assertRefused(
        exchange(Map.of("code", code(www, BASIC), "client_secret", "wrong")), "Client Secret");
  }

  private static void assertRefused(HttpResponse<String> answer, String message) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("error_type").asText()).isEqualTo("OAuthException");
    assertThat(json(answer).get("code").asInt()).isEqualTo(400);
    assertThat(json(answer).get("error_message").asText()).contains(message);
  }

  @Test
  void aShortLivedTokenIsExchangedForOneOfSixtyDays() throws Exception {
    String path = "access_token?grant_type=ig_exchange_token&client_secret=%s&access_token=%s";
    String shortLived = shortLived();
    for (String prefix : List.of("/", "/v24.0/", "//v19.0//")) {
      JsonNode answer = json(get(graph + prefix + path.formatted(SECRET, shortLived)));
      assertThat(answer.get("token_type").asText()).isEqualTo("bearer");
      assertThat(answer.get("expires_in").asLong()).isEqualTo(5_184_000);
      assertThat(answer.get("access_token").asText()).isNotEqualTo(shortLived);
    }
    assertGraphError(get(graph + "/" + path.formatted("wrong", shortLived)), 1, 0);
    assertGraphError(get(graph + "/" + path.formatted(SECRET, longLived())), 190, 0);
    control.advanceClock(Duration.ofHours(1));
    assertGraphError(get(graph + "/" + path.formatted(SECRET, shortLived)), 190, 463);
  }

  @Test
  void aLongLivedTokenIsRefreshedFromItsSecondDayUntilItsEnd() throws Exception {
    String token = longLived();
    String path = graph + "/refresh_access_token?grant_type=ig_refresh_token&access_token=";

    assertGraphError(get(path + token), 190, 0);
    control.advanceClock(Duration.ofHours(24));
    assertGraphError(get(path + legacyToken()), 190, 467);
    JsonNode answer = json(get(path + token));
    String next = answer.get("access_token").asText();
    assertThat(next).isNotEqualTo(token);
    assertThat(answer.get("expires_in").asLong()).isEqualTo(5_184_000);
    assertThat(get(graph + "/me?access_token=" + token).statusCode()).isEqualTo(200);

    control.advanceClock(Duration.ofDays(59));
    assertGraphError(get(path + token), 190, 463);
    assertThat(get(path + next).statusCode()).isEqualTo(200);
    assertGraphError(get(path.replace("ig_refresh_token", "refresh_token") + next), 100, 0);
  }

  @Test
  void theLifetimeOfLongLivedTokensIsAnOption() throws Exception {
    instagram.options(new FaceOptions(7200, false, false, Map.of()));

    String url = graph + "/me?access_token=" + longLived();
    assertThat(get(url).statusCode()).isEqualTo(200);
    control.advanceClock(Duration.ofHours(2));
    assertGraphError(get(url), 190, 463);
  }

  @Test
  void aTokenOfOneGenerationIsWorthNothingAtTheOther() throws Exception {
    assertGraphError(get(graph + "/me?access_token=" + legacyToken()), 190, 467);
    assertThat(get(api + "/v1/users/self?access_token=" + longLived()).body())
        .contains("OAuthAccessTokenException");
  }

  @Test
  void theControlApiEndsTokensOfBothGenerations() throws Exception {
    String legacy = api + "/v1/users/self?access_token=" + legacyToken();
    String today = graph + "/me?access_token=" + longLived();
    assertThat(get(legacy).statusCode()).isEqualTo(200);
    assertThat(get(today).statusCode()).isEqualTo(200);

    instagram.expireAccessTokens();
    assertThat(get(legacy).body())
        .isEqualTo(
            "{\"meta\":{\"error_type\":\"OAuthAccessTokenException\",\"code\":400,"
                + "\"error_message\":\"The access_token provided is invalid.\"}}");
    assertGraphError(get(today), 190, 463);

    String another = graph + "/me?access_token=" + longLived();
    instagram.revokeTokens();
    assertGraphError(get(another), 190, 467);
  }
}
