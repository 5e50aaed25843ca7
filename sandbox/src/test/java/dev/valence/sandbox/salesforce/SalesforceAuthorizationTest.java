package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.User;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class SalesforceAuthorizationTest extends SalesforceTest {

  private static final String VERIFIER = "v".repeat(64);

  @Test
  void theElementsLeadToTheLoginSite() {
    for (String key : List.of("sfdc", "sfdcservicecloud", "sfdcmarketingcloud", "sfdcdocuments")) {
      assertThat(control.elements().get(key).configuration())
          .isEqualTo(Map.of("site.address", login));
      assertThat(control.elements().get(key).hosts())
          .containsExactly(login.substring(7), instance.substring(7));
    }
  }

  @Test
  void aCodeGivesTokensThatDoNotSayWhenTheyEnd() throws Exception {
    User alex = salesforce.users().getFirst();

    JsonNode tokens = tokens();

    assertThat(tokens.get("access_token").textValue()).matches("00D\\w{12}!.{50,}");
    assertThat(tokens.get("refresh_token").textValue()).isNotEmpty();
    assertThat(tokens.get("instance_url").textValue()).isEqualTo(instance).isNotEqualTo(login);
    assertThat(tokens.get("id").textValue())
        .startsWith(login + "/id/00D")
        .endsWith("/" + alex.id());
    assertThat(tokens.get("scope").textValue()).isEqualTo("api refresh_token");
    assertThat(tokens.get("token_type").textValue()).isEqualTo("Bearer");
    assertThat(tokens.get("issued_at").textValue()).matches("\\d{13}");
    assertThat(tokens.has("expires_in")).isFalse();
  }

  @Test
  void theSignatureIsMadeOfTheIdentityAndTheTime() throws Exception {
    JsonNode tokens = tokens();

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = tokens.get("id").textValue() + tokens.get("issued_at").textValue();
    assertThat(tokens.get("signature").textValue())
        .isEqualTo(
            Base64.getEncoder()
                .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void onlyTheScopeForItGivesARefreshToken() throws Exception {
    assertThat(scoped("full").has("refresh_token")).isFalse();
    assertThat(scoped("api+id").has("refresh_token")).isFalse();
    assertThat(scoped("full+refresh_token").has("refresh_token")).isTrue();
    assertThat(scoped("api+offline_access").has("refresh_token")).isTrue();
    assertThat(get(authorizeUrl("&scope=everything")).statusCode()).isEqualTo(400);
  }

  @Test
  void aSecretInTheAddressIsRefused() throws Exception {
    HttpResponse<String> response = get(authorizeUrl("&client_secret=secret"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("client_secret");
  }

  @Test
  void aUserWhoDeniesIsSentBackWithTheState() throws Exception {
    salesforce.denyConsent();

    assertThat(redirect("&state=a%26b"))
        .containsEntry("error", "access_denied")
        .containsEntry("error_description", "end-user denied authorization")
        .containsEntry("state", "a&b")
        .doesNotContainKey("code");
  }

  @Test
  void aCodeWorksOnceAndForTenMinutes() throws Exception {
    String used = redirect("").get("code");
    exchange(used, CREDENTIALS);
    assertError(exchange(used, CREDENTIALS), "invalid_grant", "expired authorization code");

    String old = redirect("").get("code");
    control.advanceClock(Duration.ofMinutes(11));
    assertError(exchange(old, CREDENTIALS), "invalid_grant", "expired authorization code");
  }

  @Test
  void theClientMayAuthenticateByBasic() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(login + "/services/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString("key:secret".getBytes(StandardCharsets.UTF_8)))
            .POST(
                BodyPublishers.ofString(
                    "grant_type=authorization_code&code="
                        + redirect("").get("code")
                        + "&redirect_uri="
                        + encode(REDIRECT_URI)))
            .build();

    assertThat(json(http.send(request, BodyHandlers.ofString())).has("access_token")).isTrue();
  }

  @Test
  void aWrongClientGetsNoTokens() throws Exception {
    salesforce.registerApp("key", "registered", List.of(REDIRECT_URI));
    String code = redirect("").get("code");

    assertError(exchange(code, CREDENTIALS), "invalid_client", "invalid client credentials");
    assertError(exchange(code, "&client_id=key"), "invalid_client", "invalid client credentials");
    assertError(exchange(code, ""), "invalid_client_id", "client identifier invalid");
    assertError(
        exchange(code, "&client_id=other&client_secret=s"),
        "invalid_grant",
        "invalid authorization code");
    assertThat(exchange(code, "&client_id=key&client_secret=registered").has("access_token"))
        .isTrue();
  }

  @Test
  void aRedirectUriThatIsNotTheSameIsRefused() throws Exception {
    salesforce.registerApp("key", "secret", List.of("http://localhost/other"));
    assertThat(get(authorizeUrl("")).body()).contains("redirect_uri_mismatch");

    control.reset();
    salesforce.consentAutomatically();
    assertError(
        json(
            post(
                "/services/oauth2/token",
                "grant_type=authorization_code&redirect_uri=http://x/&code="
                    + redirect("").get("code")
                    + CREDENTIALS)),
        "redirect_uri_mismatch",
        "redirect_uri must match configuration");
  }

  @Test
  void aChallengeHasToBeMet() throws Exception {
    String challenge =
        "&code_challenge_method=S256&code_challenge="
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                    MessageDigest.getInstance("SHA-256")
                        .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    String code = redirect(challenge).get("code");

    assertError(exchange(code, CREDENTIALS), "invalid_grant", "invalid code verifier");
    assertError(
        exchange(code, CREDENTIALS + "&code_verifier=" + "w".repeat(64)),
        "invalid_grant",
        "invalid code verifier");
    assertThat(exchange(code, CREDENTIALS + "&code_verifier=" + VERIFIER).has("access_token"))
        .isTrue();
  }

  @Test
  void theOrganizationMayDemandAChallenge() throws Exception {
    salesforce.options(new FaceOptions(7200, false, false, Map.of("requirePkce", "true")));

    assertThat(get(authorizeUrl("")).body()).contains("missing required code challenge");
    assertThat(redirect("&code_challenge=" + "c".repeat(43))).containsKey("code");
    assertThat(
            get(authorizeUrl("&code_challenge_method=plain&code_challenge=" + "c".repeat(43)))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void aRefreshGivesNoRefreshTokenUnlessTheyRotate() throws Exception {
    String first = tokens().get("refresh_token").textValue();

    JsonNode renewed = refresh(first);
    assertThat(renewed.has("refresh_token")).isFalse();
    assertThat(renewed.get("instance_url").textValue()).isEqualTo(instance);

    salesforce.options(new FaceOptions(7200, true, false, salesforce.options().variants()));
    String second = refresh(first).get("refresh_token").textValue();
    assertError(refresh(first), "invalid_grant", "expired access/refresh token");
    assertThat(refresh(second).has("access_token")).isTrue();
  }

  @Test
  void anAccessTokenLivesForTwoHours() throws Exception {
    JsonNode tokens = tokens();
    String token = tokens.get("access_token").textValue();

    control.advanceClock(Duration.ofMinutes(119));
    assertThat(get(instance + DATA + "/limits", token).statusCode()).isEqualTo(200);

    control.advanceClock(Duration.ofMinutes(1));
    HttpResponse<String> late = get(instance + DATA + "/limits", token);
    assertThat(late.statusCode()).isEqualTo(401);
    assertThat(late.body())
        .isEqualTo(
            "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");
    String renewed = refresh(tokens.get("refresh_token").textValue()).get("access_token").asText();
    assertThat(get(instance + DATA + "/limits", renewed).statusCode()).isEqualTo(200);
  }

  @Test
  void revokingEndsBothTokensByGetAndByPost() throws Exception {
    JsonNode first = tokens();
    assertThat(
            get(login
                    + "/services/oauth2/revoke?token="
                    + encode(first.get("access_token").asText()))
                .statusCode())
        .isEqualTo(200);
    assertError(
        refresh(first.get("refresh_token").asText()),
        "invalid_grant",
        "expired access/refresh token");

    JsonNode second = tokens();
    assertThat(
            post("/services/oauth2/revoke", "token=" + second.get("refresh_token").asText())
                .statusCode())
        .isEqualTo(200);
    assertThat(get(instance + DATA + "/limits", second.get("access_token").asText()).statusCode())
        .isEqualTo(401);
    assertThat(salesforce.tokens().refreshTokens().live()).isZero();
    assertError(
        json(post("/services/oauth2/revoke", "token=unknown")), "invalid_token", "invalid token");
  }

  @Test
  void introspectionTellsWhatATokenIsWorth() throws Exception {
    JsonNode tokens = tokens();
    String token = tokens.get("access_token").textValue();

    JsonNode active = introspect(token);
    assertThat(active.get("active").booleanValue()).isTrue();
    assertThat(active.get("username").textValue()).isEqualTo("alex@example.com");
    assertThat(active.get("sub")).isEqualTo(tokens.get("id"));
    assertThat(active.get("exp").longValue() - active.get("iat").longValue()).isEqualTo(7200);
    assertThat(introspect(tokens.get("refresh_token").textValue()).get("token_type").textValue())
        .isEqualTo("refresh_token");

    salesforce.expireAccessTokens();
    assertThat(introspect(token).toString()).isEqualTo("{\"active\":false}");
  }

  @Test
  void theIdentityIsThatOfTheUserWhoConsented() throws Exception {
    User bea = salesforce.createUser("bea@example.com", "Bea Beispiel");
    salesforce.consentAutomatically(bea);
    JsonNode tokens = tokens();
    String token = tokens.get("access_token").textValue();

    JsonNode identity = json(get(tokens.get("id").textValue(), token));
    assertThat(identity.get("user_id").textValue()).isEqualTo(bea.id());
    assertThat(identity.get("email").textValue()).isEqualTo("bea@example.com");
    assertThat(identity.get("last_name").textValue()).isEqualTo("Beispiel");
    assertThat(identity.get("urls").get("rest").textValue())
        .isEqualTo(instance + "/services/data/v{version}/");

    JsonNode info = json(get(instance + "/services/oauth2/userinfo", token));
    assertThat(info.get("sub")).isEqualTo(tokens.get("id"));
    assertThat(info.get("name").textValue()).isEqualTo("Bea Beispiel");
    assertThat(get(login + "/services/oauth2/userinfo", "none").statusCode()).isEqualTo(403);
    String other =
        tokens.get("id").textValue().replace(bea.id(), salesforce.users().getFirst().id());
    assertThat(get(other, token).body()).isEqualTo("Wrong_Org");
  }

  @Test
  void theLoginSiteHasNoData() throws Exception {
    String token = tokens().get("access_token").textValue();

    assertThat(get(login + DATA + "/limits", token).statusCode()).isEqualTo(404);
    assertThat(get(instance + DATA + "/limits", token).statusCode()).isEqualTo(200);
  }

  @Test
  void underTheVendorsNamesTheTokensLeadToTheVendorsInstance() throws Exception {
    String code = redirect("").get("code");
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(sandbox.trustStore());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    try (HttpClient vendor =
        HttpClient.newBuilder().proxy(ProxySelector.of(sandbox.proxy())).sslContext(tls).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://test.salesforce.com/services/oauth2/token"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(
                  BodyPublishers.ofString(
                      "grant_type=authorization_code&code="
                          + code
                          + "&redirect_uri="
                          + encode(REDIRECT_URI)
                          + CREDENTIALS))
              .build();

      JsonNode tokens = json(vendor.send(request, BodyHandlers.ofString()));

      assertThat(tokens.get("instance_url").textValue())
          .isEqualTo("https://valence-dev-ed.my.salesforce.com");
      assertThat(tokens.get("id").textValue()).startsWith("https://test.salesforce.com/id/00D");
      HttpRequest limits =
          HttpRequest.newBuilder(
                  URI.create(tokens.get("instance_url").textValue() + DATA + "/limits"))
              .header("Authorization", "Bearer " + tokens.get("access_token").textValue())
              .build();
      assertThat(vendor.send(limits, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private static JsonNode scoped(String scope) throws Exception {
    return exchange(redirect("&scope=" + scope).get("code"), CREDENTIALS);
  }

  private static JsonNode introspect(String token) throws Exception {
    return json(post("/services/oauth2/introspect", "token=" + encode(token) + CREDENTIALS));
  }

  private static void assertError(JsonNode answer, String error, String description) {
    assertThat(answer.path("error").asText()).isEqualTo(error);
    assertThat(answer.path("error_description").asText()).isEqualTo(description);
  }
}
