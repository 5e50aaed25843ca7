package dev.valence.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth2Settings.Pkce;
import dev.valence.oauth.OAuth2Settings.RefreshStyle;
import dev.valence.oauth.OAuthException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of OAuth 2.0 that Microsoft, Instagram and Salesforce speak, with their answers. */
class OAuth2VendorsTest {

  private static final Secret CODE = Secret.of("the-code");

  private final OAuth2Client client = new OAuth2Client();
  private final Map<String, String> configuration = new HashMap<>();
  private Vendor vendor;
  private Sender sender;

  @BeforeEach
  void start() throws IOException {
    vendor = new Vendor();
    sender = vendor.sender();
    configuration.putAll(
        Map.of(
            "oauth.authorization.url", "https://login.example.com/authorize",
            "oauth.token.url", vendor.url() + "/token?api-version=2.0 ",
            "oauth.api.key", "key",
            "oauth.api.secret", "client-secret",
            "oauth.callback.url", " https://app.example.com/cb "));
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  @Test
  void furtherParametersGoWithACodeAndNeverReplaceThoseOfTheProtocol() {
    client.exchange(sender, settings(), CODE, PkceVerifier.of(new byte[32]), hostile());
    assertThat(vendor.seen.getFirst().form())
        .containsEntry("resource", List.of("https://contoso-my.sharepoint.com/"))
        .containsEntry("grant_type", List.of("authorization_code"))
        .containsEntry("code", List.of("the-code"))
        .containsEntry("redirect_uri", List.of("https://app.example.com/cb"))
        .containsEntry("client_id", List.of("key"))
        .containsEntry("client_secret", List.of("client-secret"))
        .containsEntry("code_verifier", List.of("A".repeat(43)))
        .doesNotContainKey("scope");
  }

  @Test
  void furtherParametersGoWithARefreshTokenAndTheRedirectUriOnlyAsOneOfThem() {
    client.refresh(sender, settings(), Secret.of("rt"), Map.of());
    client.refresh(sender, settings(), Secret.of("rt"), hostile());
    assertThat(vendor.seen.getFirst().form())
        .containsOnlyKeys("grant_type", "refresh_token", "client_id", "client_secret");
    assertThat(vendor.seen.getLast().form())
        .containsEntry("resource", List.of("https://contoso-my.sharepoint.com/"))
        .containsEntry("redirect_uri", List.of("evil"))
        .containsEntry("grant_type", List.of("refresh_token"))
        .containsEntry("refresh_token", List.of("rt"))
        .containsEntry("client_id", List.of("key"))
        .containsEntry("client_secret", List.of("client-secret"));
  }

  @Test
  void withABasicHeaderNoFurtherParameterNamesAnotherApplication() {
    configuration.put("oauth.basic.header", "true");
    client.refresh(sender, settings(), Secret.of("rt"), hostile());
    assertThat(vendor.seen.getFirst().form()).doesNotContainKeys("client_id", "client_secret");
  }

  @Test
  void microsoftsNumbersAreTexts() {
    answer(
        200,
        """
        {"token_type":"Bearer","expires_in":"3599","ext_expires_in":"3599",
         "expires_on":"1388444763","resource":"https://contoso-my.sharepoint.com/",
         "access_token":"at","refresh_token":"rt","scope":"Files.ReadWrite","id_token":"jwt"}
        """);
    TokenSet tokens = exchange();
    assertThat(tokens.lifetime()).contains(Duration.ofSeconds(3599));
    assertThat(tokens.refreshToken()).contains(Secret.of("rt"));
    assertThat(tokens.others())
        .containsEntry("expires_on", "1388444763")
        .containsEntry("resource", "https://contoso-my.sharepoint.com/")
        .doesNotContainKey("id_token");
  }

  @Test
  void salesforceSaysWhereItIsAndNotHowLong() {
    answer(
        200,
        """
        {"access_token":"00D!AQ","refresh_token":"5Aep","signature":"s=","scope":"full",
         "instance_url":"https://na1.salesforce.com","id":"https://login.salesforce.com/id/00D/005",
         "token_type":"Bearer","issued_at":"1434646531161"}
        """);
    TokenSet tokens = exchange();
    assertThat(tokens.lifetime()).isEmpty();
    assertThat(tokens.others())
        .containsEntry("instance_url", "https://na1.salesforce.com")
        .containsEntry("id", "https://login.salesforce.com/id/00D/005")
        .containsEntry("issued_at", "1434646531161");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\":[{\"access_token\":\"IGQ\",\"user_id\":17841405793187218,\"permissions\":\"a,b\"}]} | a,b",
        "{\"access_token\":\"IGQ\",\"user_id\":17841405793187218,\"permissions\":[\"a\",\"b\"]} | a b",
        "{\"access_token\":\"IGQ\",\"user_id\":\"17841405793187218\",\"permissions\":[]} |",
        "{\"access_token\":\"IGQ\",\"user_id\":17841405793187218,\"permissions\":\"a\",\"scope\":\"s\"} | s",
        "{\"access_token\":\"IGQ\",\"user_id\":17841405793187218,\"data\":[{\"access_token\":\"x\"}]} |",
      })
  void instagramsAnswersAreReadInBothShapes(String text, String scope) {
    answer(200, text);
    TokenSet tokens = exchange();
    assertThat(tokens.accessToken()).isEqualTo(Secret.of("IGQ"));
    assertThat(tokens.scope()).isEqualTo(Optional.ofNullable(scope));
    assertThat(tokens.others()).containsEntry("user_id", "17841405793187218");
    assertThat(tokens.lifetime()).isEmpty();
  }

  @Test
  void aShortLivedTokenIsExchangedForTheOneThatIsKept() {
    instagram();
    vendor.next.add(
        new Vendor.Answer(
            200, "{\"access_token\":\"SHORT+1\",\"user_id\":178,\"permissions\":\"a,b\"}"));
    answer(200, "{\"access_token\":\"LONG\",\"token_type\":\"bearer\",\"expires_in\":5183944}");
    TokenSet tokens = exchange();
    Vendor.Seen second = vendor.seen.getLast();
    assertThat(second.method()).isEqualTo("GET");
    assertThat(second.path()).startsWith("/long?v=1&").doesNotContain("+");
    assertThat(second.query())
        .isEqualTo(
            Map.of(
                "v", List.of("1"),
                "grant_type", List.of("ig_exchange_token"),
                "client_secret", List.of("client-secret"),
                "access_token", List.of("SHORT+1")));
    assertThat(tokens)
        .isEqualTo(
            new TokenSet(
                Secret.of("LONG"),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(5183944)),
                Optional.of("a,b"),
                Map.of("user_id", "178", "permissions", "a,b", "token_type", "bearer")));
  }

  @ParameterizedTest
  @CsvSource({"400, REFUSED", "500, UNAVAILABLE", "200, MALFORMED"})
  void withoutTheLongLivedTokenThereIsNone(int status, Kind kind) {
    instagram();
    vendor.next.add(new Vendor.Answer(200, "{\"access_token\":\"SHORT-LIVED\"}"));
    answer(status, "the token SHORT-LIVED of client-secret");
    OAuthException failure = failedExchange();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(vendor.seen).hasSize(2);
    if (kind != Kind.MALFORMED) {
      assertThat(failure.providerMessage()).contains("the token ******** of ********");
    }
  }

  /** Tokens and secrets are in the URLs of this vendor's, which a redirect would hand on. */
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void noRequestForATokenFollowsARedirect(int status) {
    instagram();
    vendor.next.add(new Vendor.Answer(200, "{\"access_token\":\"SHORT-LIVED\"}"));
    answer(status, "{\"access_token\":\"of somebody else\"}");
    assertThat(failedExchange().kind()).isEqualTo(Kind.MALFORMED);
    assertThatThrownBy(() -> client.refresh(sender, settings(), Secret.of("LONG-LIVED"), Map.of()))
        .isInstanceOf(OAuthException.class);
    assertThat(vendor.seen)
        .extracting(seen -> seen.path().replaceFirst("\\?.*", ""))
        .containsExactly("/token", "/long", "/refresh");
  }

  @Test
  void aTokenThatRefreshesItselfIsSentWithoutTheSecret() {
    instagram();
    answer(200, "{\"access_token\":\"NEXT\",\"expires_in\":5183944}");
    TokenSet tokens = client.refresh(sender, settings(), Secret.of("LONG-LIVED"), hostile());
    assertThat(settings().refresh().style()).isEqualTo(RefreshStyle.ACCESS_TOKEN);
    assertThat(tokens.accessToken()).isEqualTo(Secret.of("NEXT"));
    Vendor.Seen request = vendor.seen.getFirst();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).startsWith("/refresh?").doesNotContain("client");
    assertThat(request.query())
        .containsEntry("grant_type", List.of("ig_refresh_token"))
        .containsEntry("access_token", List.of("LONG-LIVED"));
    assertThat(request.authorization()).isEmpty();
    assertThat(request.body()).isEmpty();

    answer(400, "{\"error\":{\"message\":\"token LONG-LIVED expired\",\"code\":190}}");
    OAuthException refused =
        catchThrowableOfType(
            OAuthException.class,
            () -> client.refresh(sender, settings(), Secret.of("LONG-LIVED"), Map.of()));
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused.providerMessage()).get().asString().contains("token ******** expired");
    assertThat(refused.getMessage()).doesNotContain("LONG-LIVED");
  }

  @Test
  void aTokenIsExchangedByTheNameOfTheGrantWithTheAppsCredentials() {
    configuration.putAll(
        Map.of(
            "oauth.token.long_lived.url", vendor.url() + "/exchange",
            "oauth.token.long_lived.grant", "fb_exchange_token",
            "oauth.token.long_lived.style", "exchange-token",
            "oauth.token.refresh_style", "exchange_token",
            "oauth.token.refresh_url", vendor.url() + "/exchange",
            "oauth.token.refresh_grant", "fb_exchange_token"));
    vendor.next.add(new Vendor.Answer(200, "{\"access_token\":\"SHORT\"}"));
    answer(200, "{\"access_token\":\"LONG\",\"expires_in\":5183944}");

    assertThat(exchange().accessToken()).isEqualTo(Secret.of("LONG"));
    client.refresh(sender, settings(), Secret.of("LONG"), hostile());

    assertThat(vendor.seen.get(1).query())
        .isEqualTo(
            Map.of(
                "grant_type", List.of("fb_exchange_token"),
                "client_id", List.of("key"),
                "client_secret", List.of("client-secret"),
                "fb_exchange_token", List.of("SHORT")));
    assertThat(vendor.seen.get(2).query())
        .containsEntry("client_id", List.of("key"))
        .containsEntry("client_secret", List.of("client-secret"))
        .containsEntry("fb_exchange_token", List.of("LONG"));
    assertThat(settings().refresh().style().selfRefreshing()).isTrue();
  }

  @Test
  void whatTheTwoFormsOfInstagramNeedIsNamedAtOnce() {
    instagram();
    configuration.keySet().removeIf(key -> key.endsWith("grant") || key.endsWith("refresh_url"));
    assertThatThrownBy(this::settings)
        .isInstanceOf(ApiException.class)
        .hasMessageContainingAll(
            "oauth.token.long_lived.grant", "oauth.token.refresh_url", "oauth.token.refresh_grant");
  }

  @Test
  void noProofCanBeAskedForByName() {
    configuration.put("oauth.pkce", "none");
    assertThat(settings().pkce()).isEqualTo(Pkce.NONE);
    assertThat(settings().refresh().style()).isEqualTo(RefreshStyle.REFRESH_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS700082: The refresh token has expired due to inactivity.\\r\\nTrace ID: 1\",\"error_codes\":[700082],\"suberror\":\"bad_token\"}",
        "{\"error\":\"interaction_required\",\"error_description\":\"AADSTS50076\"}",
        "{\"error\":\"invalid_grant\",\"error_description\":\"expired authorization code\"}",
        "{\"error\":\"inactive_org\",\"error_description\":\"no\"}",
        "{\"error_type\":\"OAuthException\",\"code\":400,\"error_message\":\"This authorization code has been used\"}",
        "{\"error\":{\"message\":\"m\",\"type\":\"OAuthException\",\"code\":190,\"error_subcode\":463,\"is_transient\":false}}",
      })
  void whatAVendorRefusesForGoodIsRefusedWithItsWords(String text) {
    answer(400, text);
    assertThat(failedExchange().kind()).isEqualTo(Kind.REFUSED);
    assertThat(failedExchange().providerMessage()).contains(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":{\"message\":\"m\",\"type\":\"OAuthException\",\"code\":190,\"is_transient\":true}}",
        "400 | {\"error\":{\"message\":\"m\",\"type\":\"OAuthException\",\"code\":2}}",
        "400 | {\"error\":{\"message\":\"m\",\"type\":\"OAuthException\",\"code\":4}}",
        "403 | {\"error\":{\"message\":\"m\",\"type\":\"IGApiException\",\"code\":\"17\"}}",
        "400 | {\"error\":\"temporarily_unavailable\",\"error_description\":\"AADSTS90033\"}",
        "400 | {\"error\":\"rate_limit_exceeded\",\"error_description\":\"m\"}",
        "429 | {\"error_type\":\"OAuthRateLimitException\",\"code\":429,\"error_message\":\"m\"}",
        "503 | {\"error\":\"invalid_grant\"}",
      })
  void whatPassesIsNoRefusal(int status, String text) {
    answer(status, text);
    assertThat(failedExchange().kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failedExchange().providerMessage()).contains(text);
  }

  private static Map<String, String> hostile() {
    return Map.of(
        "resource", "https://contoso-my.sharepoint.com/",
        "grant_type", "evil",
        "code", "evil",
        "code_verifier", "evil",
        "refresh_token", "evil",
        "access_token", "evil",
        "redirect_uri", "evil",
        "client_id", "evil",
        "client_secret", "evil");
  }

  private void instagram() {
    configuration.putAll(
        Map.of(
            "oauth.token.long_lived.url", vendor.url() + "/long?v=1",
            "oauth.token.long_lived.grant", "ig_exchange_token",
            "oauth.token.refresh_style", "access_token",
            "oauth.token.refresh_url", vendor.url() + "/refresh",
            "oauth.token.refresh_grant", "ig_refresh_token"));
  }

  private void answer(int status, String text) {
    vendor.answer = new Vendor.Answer(status, text);
  }

  private OAuth2Settings settings() {
    return OAuth2Settings.of(key -> Optional.ofNullable(configuration.get(key)));
  }

  private TokenSet exchange() {
    return client.exchange(sender, settings(), CODE, null, Map.of());
  }

  private OAuthException failedExchange() {
    return catchThrowableOfType(OAuthException.class, this::exchange);
  }
}
