package dev.valence.sandbox.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.Secrets;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInTest extends MicrosoftTest {

  private static final String SHAREPOINT_NAME = "https://contoso-my.sharepoint.com/";

  @Test
  void theSettingsOfTheElementLeadToTheThreeSites() {
    assertThat(control.elements().get("onedrivebusiness").configuration())
        .isEqualTo(
            Map.of(
                "oauth.authorization.url",
                login + "/common/oauth2/authorize?api-version=2.0",
                "oauth.token.url",
                login + "/common/oauth2/token?api-version=2.0",
                "base.url",
                "http://{siteAddress}/_api/v2.0/me",
                "onedrivebusiness.graph.url",
                graph));
    assertThat(control.elements().get("onedrivebusiness").hosts())
        .containsExactly(
            URI.create(login).getAuthority(),
            URI.create(graph).getAuthority(),
            URI.create(sharepoint).getAuthority());
  }

  @Test
  void versionOneWritesNumbersAsTexts() throws Exception {
    JsonNode tokens = tokens(V1, "resource", GRAPH_NAME);

    assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(tokens.path("expires_in").isTextual()).isTrue();
    assertThat(tokens.path("expires_in").asText()).isEqualTo("3599");
    assertThat(tokens.path("ext_expires_in").textValue()).isEqualTo("3599");
    long lifetime = tokens.path("expires_on").asLong() - tokens.path("not_before").asLong();
    assertThat(tokens.path("expires_on").isTextual()).isTrue();
    assertThat(lifetime).isEqualTo(3599);
    assertThat(tokens.path("resource").asText()).isEqualTo(GRAPH_NAME);
    assertThat(tokens.path("scope").asText()).isEqualTo("Files.ReadWrite.All User.Read");
    assertThat(tokens.path("refresh_token").asText()).isNotEmpty();
  }

  @Test
  void versionOneWritesNumbersAsNumbersWhenAVariantSaysSo() throws Exception {
    microsoft.options(new FaceOptions(60, false, false, Map.of("v1Numbers", "numbers")));

    JsonNode tokens = tokens(V1, "resource", GRAPH_NAME);

    assertThat(tokens.path("expires_in").isInt()).isTrue();
    assertThat(tokens.path("expires_in").intValue()).isEqualTo(60);
  }

  @Test
  void theResourceOfTheTokenRequestComesBeforeThatOfTheAuthorization() throws Exception {
    String code = authorize(V1, Map.of("resource", GRAPH_NAME)).get("code");
    JsonNode tokens = json(token(V1, with(codeForm(code), Map.of("resource", SHAREPOINT_NAME))));

    assertThat(tokens.path("resource").asText()).isEqualTo(SHAREPOINT_NAME);
    assertThat(get(sharepoint + "/me/drive", tokens.path("access_token").asText()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aResourceIsKnownByTheAddressesOfTheVendorAndOfTheSandbox() throws Exception {
    String authority = URI.create(sharepoint).getAuthority();
    for (String name :
        List.of(
            "https://" + authority,
            "http://" + authority + "/",
            "https://contoso-my.sharepoint.com",
            "HTTPS://Contoso-my.sharepoint.com/",
            "00000003-0000-0ff1-ce00-000000000000")) {
      String token = tokens(V1, "resource", name).path("access_token").asText();
      assertThat(get(sharepoint + "/drive", token).statusCode()).as(name).isEqualTo(200);
    }
  }

  @Test
  void versionOneNeedsAResourceItKnows() throws Exception {
    String code = authorize(V1, Map.of()).get("code");

    assertError(token(V1, codeForm(code)), 400, "invalid_request", 900144);
    assertError(
        token(V1, with(codeForm(code), Map.of("resource", "https://elsewhere.example"))),
        400,
        "invalid_resource",
        500011);
    // The code is still good.
    assertThat(token(V1, with(codeForm(code), Map.of("resource", GRAPH_NAME))).statusCode())
        .isEqualTo(200);
    assertThat(askFor(V1, Map.of("resource", "https://elsewhere.example")).body())
        .contains("AADSTS500011");
  }

  @Test
  void oneRefreshTokenOfVersionOneServesEveryResource() throws Exception {
    String refreshToken = tokens(V1, "resource", GRAPH_NAME).path("refresh_token").asText();

    JsonNode same = refresh(V1, refreshToken, Map.of());
    JsonNode other = refresh(V1, refreshToken, Map.of("resource", SHAREPOINT_NAME));

    assertThat(get(graph + "/me", same.path("access_token").asText()).statusCode()).isEqualTo(200);
    assertThat(same.path("resource").asText()).isEqualTo(GRAPH_NAME);
    assertThat(get(sharepoint + "/drive", other.path("access_token").asText()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void everyRenewalGivesANewRefreshTokenAndTheOldOneStaysValid() throws Exception {
    String first = tokens(V1, "resource", GRAPH_NAME).path("refresh_token").asText();

    String second = refresh(V1, first, Map.of()).path("refresh_token").asText();

    assertThat(second).isNotEqualTo(first);
    assertThat(refresh(V1, first, Map.of()).path("access_token").asText()).isNotEmpty();
    assertThat(refresh(V1, second, Map.of()).path("access_token").asText()).isNotEmpty();
  }

  @Test
  void anOptionEndsTheOldRefreshToken() throws Exception {
    microsoft.options(new FaceOptions(3599, true, false));
    String first = tokens(V1, "resource", GRAPH_NAME).path("refresh_token").asText();

    String second = refresh(V1, first, Map.of()).path("refresh_token").asText();

    assertThat(refresh(V1, first, Map.of()).path("error").asText()).isEqualTo("invalid_grant");
    assertThat(refresh(V1, second, Map.of()).path("access_token").asText()).isNotEmpty();
  }

  @Test
  void versionTwoWritesNumbersAndGivesARefreshTokenForOfflineAccessOnly() throws Exception {
    JsonNode online = tokens(V2, "scope", "Files.ReadWrite.All User.Read openid");
    JsonNode offline = tokens(V2, "scope", "offline_access Files.ReadWrite.All");

    assertThat(online.path("expires_in").isInt()).isTrue();
    assertThat(online.path("expires_in").intValue()).isEqualTo(3599);
    assertThat(online.path("scope").asText()).isEqualTo("Files.ReadWrite.All User.Read");
    assertThat(online.has("refresh_token")).isFalse();
    assertThat(online.has("resource")).isFalse();
    assertThat(offline.path("refresh_token").asText()).isNotEmpty();
    assertThat(refresh(V2, offline.path("refresh_token").asText(), Map.of()).path("scope").asText())
        .isEqualTo("Files.ReadWrite.All");
  }

  @Test
  void theScopesOfVersionTwoDecideWhatTheTokenIsFor() throws Exception {
    JsonNode tokens = tokens(V2, "scope", SHAREPOINT_NAME + "MyFiles.Read offline_access");
    String token = tokens.path("access_token").asText();

    assertThat(tokens.path("scope").asText()).isEqualTo(SHAREPOINT_NAME + "MyFiles.Read");
    assertThat(get(sharepoint + "/drive", token).statusCode()).isEqualTo(200);
    assertThat(get(graph + "/me/drive", token).statusCode()).isEqualTo(401);
    String refreshToken = tokens.path("refresh_token").asText();
    assertThat(refresh(V2, refreshToken, Map.of("scope", "Files.Read")).path("error_codes"))
        .hasToString("[65001]");
  }

  @Test
  void aTokenOfVersionTwoIsForOneResource() throws Exception {
    String both = "Files.Read " + SHAREPOINT_NAME + "MyFiles.Read";
    String code = authorize(V2, Map.of("scope", both)).get("code");

    assertError(
        token(V2, with(codeForm(code), Map.of("scope", both))), 400, "invalid_request", 28000);
    assertError(
        token(V2, with(codeForm(code), Map.of("resource", GRAPH_NAME))),
        400,
        "invalid_request",
        901002);
  }

  @Test
  void aCodeIsGoodOnceAndForTenMinutes() throws Exception {
    String code = authorize(V1, Map.of("resource", GRAPH_NAME)).get("code");
    String late = authorize(V1, Map.of("resource", GRAPH_NAME)).get("code");

    assertThat(token(V1, codeForm(code)).statusCode()).isEqualTo(200);
    assertError(token(V1, codeForm(code)), 400, "invalid_grant", 54005);
    control.advanceClock(Duration.ofMinutes(10));
    assertError(token(V1, codeForm(late)), 400, "invalid_grant", 70008);
    assertError(token(V1, codeForm("nonsense")), 400, "invalid_grant", 9002313);
  }

  @Test
  void revokedAndInventedRefreshTokensAreRefused() throws Exception {
    String refreshToken = tokens(V1, "resource", GRAPH_NAME).path("refresh_token").asText();
    microsoft.revokeTokens();

    assertThat(refresh(V1, refreshToken, Map.of()).path("error_codes")).hasToString("[700082]");
    assertThat(refresh(V1, "nonsense", Map.of()).path("error_codes")).hasToString("[9002313]");
  }

  @Test
  void anErrorHasTheFormOfTheVendors() throws Exception {
    HttpResponse<String> response = token(V1, codeForm("nonsense"));
    JsonNode error = json(response);

    assertThat(error.path("error_description").asText())
        .startsWith("AADSTS9002313: ")
        .contains("\r\nTrace ID: " + error.path("trace_id").asText())
        .contains("\r\nCorrelation ID: " + error.path("correlation_id").asText())
        .endsWith("\r\nTimestamp: " + error.path("timestamp").asText());
    assertThat(error.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\d [\\d:]{8}Z");
    assertThat(error.path("error_uri").asText()).isEqualTo(login + "/error?code=9002313");
  }

  @Test
  void theSecretComesInTheFormOrByBasic() throws Exception {
    microsoft.registerApp("app", "s&cret:ü", List.of(REDIRECT_URI));
    String code = authorize(V1, Map.of("resource", GRAPH_NAME)).get("code");

    assertError(
        token(V1, with(codeForm(code), Map.of("client_secret", "wrong"))),
        401,
        "invalid_client",
        7000215);
    assertError(
        post(V1, with(codeForm(code), Map.of("client_id", "app")), Map.of()),
        401,
        "invalid_client",
        7000218);
    String basic =
        Base64.getEncoder()
            .encodeToString("app:s%26cret%3A%C3%BC".getBytes(StandardCharsets.UTF_8));
    assertThat(post(V1, codeForm(code), Map.of("Authorization", "Basic " + basic)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void theRedirectUriHasToBeTheRegisteredOneAndTheSameAgain() throws Exception {
    String code = authorize(V1, Map.of("resource", GRAPH_NAME)).get("code");
    assertError(
        token(V1, with(codeForm(code), Map.of("redirect_uri", "http://localhost/other"))),
        400,
        "invalid_grant",
        500112);

    microsoft.registerApp("app", "secret", List.of("http://localhost/only"));
    HttpResponse<String> page = askFor(V1, Map.of("resource", GRAPH_NAME));
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("AADSTS50011");
  }

  @Test
  void aCodeWithAChallengeNeedsItsVerifierAndNoSecret() throws Exception {
    String verifier = "v".repeat(43);
    String challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Secrets.sha256().digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    String code =
        authorize(
                V2,
                Map.of(
                    "scope",
                    "Files.Read",
                    "code_challenge",
                    challenge,
                    "code_challenge_method",
                    "S256"))
            .get("code");

    assertError(token(V2, codeForm(code)), 400, "invalid_grant", 501481);
    assertError(
        token(V2, with(codeForm(code), Map.of("code_verifier", "w".repeat(43)))),
        400,
        "invalid_grant",
        501481);
    assertThat(
            post(
                    V2,
                    with(codeForm(code), Map.of("client_id", "app", "code_verifier", verifier)),
                    Map.of())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void denialIsReportedWithTheState() throws Exception {
    microsoft.denyConsent();

    Map<String, String> outcome = authorize(V1, Map.of("resource", GRAPH_NAME, "state", "a&b"));

    assertThat(outcome).containsEntry("error", "access_denied").containsEntry("state", "a&b");
    assertThat(outcome.get("error_description")).startsWith("AADSTS65004");
  }

  @Test
  void otherTenantsAndGrantTypesAreRefused() throws Exception {
    assertError(
        token("/fabrikam.onmicrosoft.com/oauth2", codeForm("x")), 400, "invalid_request", 90002);
    assertError(token(V1, Map.of("grant_type", "password")), 400, "unsupported_grant_type", 70003);
    assertThat(get(login + V1 + "/token", Map.of()).body()).contains("AADSTS900561");
  }

  @Test
  void theConfigurationNamesTheEndpointsAtTheCalledHost() throws Exception {
    JsonNode document =
        json(get(login + "/common/v2.0/.well-known/openid-configuration", Map.of()));

    assertThat(document.path("token_endpoint").asText()).isEqualTo(login + V2 + "/token");
    assertThat(document.path("authorization_endpoint").asText())
        .isEqualTo(login + V2 + "/authorize");
    assertThat(json(get(document.path("jwks_uri").asText(), Map.of())).path("keys").isArray())
        .isTrue();
  }

  private static void assertError(HttpResponse<String> response, int status, String error, int code)
      throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).path("error").asText()).isEqualTo(error);
    assertThat(json(response).path("error_codes")).hasToString("[" + code + "]");
  }
}
