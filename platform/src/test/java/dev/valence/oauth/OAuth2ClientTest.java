package dev.valence.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuthException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
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

class OAuth2ClientTest {

  private static final String CLIENT_SECRET = "s3cr3t/with+&\"signs";
  private static final Secret CODE = Secret.of("the code/1=");

  private final Map<String, String> configuration = new HashMap<>();
  private final OAuth2Client client = new OAuth2Client();
  private Vendor vendor;
  private Sender sender;

  @BeforeEach
  void start() throws IOException {
    vendor = new Vendor();
    sender = vendor.sender();
    configuration.putAll(
        Map.of(
            "oauth.authorization.url",
            "https://login.example.com/authorize",
            "oauth.token.url",
            vendor.url() + "/token?v=1",
            "oauth.token.revoke_url",
            vendor.url() + "/revoke",
            "oauth.api.key",
            "the key",
            "oauth.api.secret",
            CLIENT_SECRET,
            "oauth.callback.url",
            "https://app.example.com/cb?a=b&c=d e"));
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  @Test
  void aCodeIsExchangedWithTheCredentialsInTheForm() {
    PkceVerifier verifier = PkceVerifier.of(new byte[32]);
    client.exchange(sender, settings(), CODE, verifier, Map.of());
    Vendor.Seen request = vendor.seen.getFirst();
    assertThat(request.path()).isEqualTo("/token?v=1");
    assertThat(request.form())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "grant_type", List.of("authorization_code"),
                "code", List.of(CODE.reveal()),
                "redirect_uri", List.of("https://app.example.com/cb?a=b&c=d e"),
                "client_id", List.of("the key"),
                "client_secret", List.of(CLIENT_SECRET),
                "code_verifier", List.of(verifier.value().reveal())));
    assertThat(request.authorization()).isEmpty();
    assertThat(request.headers())
        .containsEntry("Content-type", List.of("application/x-www-form-urlencoded"))
        .containsEntry("Accept", List.of("application/json"));
  }

  @Test
  void withABasicHeaderTheFormHasNoCredentials() {
    configuration.put("oauth.basic.header", "true");
    configuration.put("oauth.api.key", "a+b:c");
    configuration.put("oauth.api.secret", "% \u00e4/~");
    client.exchange(sender, settings(), CODE, null, Map.of());
    assertThat(vendor.seen.getFirst().authorization())
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("a%2Bb%3Ac:%25+%C3%A4%2F%7E".getBytes(StandardCharsets.UTF_8)));
    assertThat(vendor.seen.getFirst().form())
        .containsOnlyKeys("grant_type", "code", "redirect_uri");
  }

  @Test
  void aRefreshGoesToItsOwnUrlWhereThereIsOne() {
    client.refresh(sender, settings(), Secret.of("rt"), Map.of());
    configuration.put(
        "oauth.token.refresh_url", configuration.get("oauth.token.url").replace("token", "again"));
    client.refresh(sender, settings(), Secret.of("rt"), Map.of());
    assertThat(vendor.seen)
        .extracting(Vendor.Seen::path)
        .containsExactly("/token?v=1", "/again?v=1");
    assertThat(vendor.seen.getFirst().form())
        .containsEntry("grant_type", List.of("refresh_token"))
        .containsEntry("refresh_token", List.of("rt"))
        .containsOnlyKeys("grant_type", "refresh_token", "client_id", "client_secret");
  }

  @Test
  void aTokenIsRevokedInTheVendorsStyle() {
    answer(200, "");
    client.revoke(sender, settings(), Secret.of("token"));
    configuration.put("oauth.token.revoke_style", "token");
    client.revoke(sender, settings(), Secret.of("token"));
    answer(200, "null");
    configuration.put("oauth.token.revoke_style", "bearer");
    client.revoke(sender, settings(), Secret.of("token"));
    configuration.remove("oauth.token.revoke_url");
    client.revoke(sender, settings(), Secret.of("token"));
    assertThat(vendor.seen).hasSize(3);
    assertThat(vendor.seen.get(1).form()).isEqualTo(Map.of("token", List.of("token")));
    assertThat(vendor.seen.get(1).authorization()).isEmpty();
    assertThat(vendor.seen.getFirst().form())
        .containsOnlyKeys("token", "client_id", "client_secret");
    assertThat(vendor.seen.getFirst().authorization()).isEmpty();
    assertThat(vendor.seen.getLast().body()).isEmpty();
    assertThat(vendor.seen.getLast().authorization()).isEqualTo("Bearer token");
  }

  @Test
  void aRefusedRevocationIsReported() {
    answer(400, "{\"error\":\"unsupported_token_type\"}");
    OAuthException refused =
        catchThrowableOfType(
            OAuthException.class, () -> client.revoke(sender, settings(), Secret.of("some-token")));
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void anAnswerIsReadWhole() {
    answer(
        200,
        """
        {"access_token":"at","token_type":"bearer","expires_in":14400,"refresh_token":"rt",
         "scope":"a b","account_id":"dbid:1","uid":7,"id_token":"jwt","none":null,"user":{"a":1}}
        """);
    TokenSet tokens = client.exchange(sender, settings(), CODE, null, Map.of());
    assertThat(tokens.accessToken()).isEqualTo(Secret.of("at"));
    assertThat(tokens.refreshToken()).contains(Secret.of("rt"));
    assertThat(tokens.lifetime()).contains(Duration.ofHours(4));
    assertThat(tokens.scope()).contains("a b");
    assertThat(tokens.others())
        .isEqualTo(
            Map.of(
                "token_type", "bearer", "account_id", "dbid:1", "uid", "7", "user", "{\"a\":1}"));
    assertThat(tokens.toString()).doesNotContain("at,").doesNotContain("rt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"access_token\":\"at\"} |",
        "{\"access_token\":\"at\",\"expires_in\":\"3599\"} | 3599",
        "{\"access_token\":\"at\",\"expires_in\":3600.0} | 3600",
        "{\"access_token\":\"at\",\"expires_in\":\"soon\"} |",
        "{\"access_token\":\"at\",\"expires_in\":0} |",
        "{\"access_token\":\"at\",\"expires_in\":-1} |",
        "{\"access_token\":\"at\",\"expires_in\":null,\"error\":\"\"} |",
        "access_token=at&expires_in=60&token_type=bearer | 60",
        "{\"access_token\":\"at\",\"expires_in\":1e99} | 3153600000",
      })
  void vendorsThatAreLaxAreUnderstood(String text, Long seconds) {
    answer(200, text);
    TokenSet tokens = client.exchange(sender, settings(), CODE, null, Map.of());
    assertThat(tokens.accessToken()).isEqualTo(Secret.of("at"));
    assertThat(tokens.refreshToken()).isEmpty();
    assertThat(tokens.lifetime()).isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"error\":\"invalid_grant\",\"error_description\":\"code expired\"} | invalid_grant",
        "401 | {\"error\":\"invalid_client\"} | invalid_client",
        "403 | error=access_denied | access_denied",
        "200 | {\"error\":\"bad_verification_code\"} | bad_verification_code",
        "200 | error=bad_verification_code&error_description=no | bad_verification_code",
        "200 | {\"ok\":false,\"error\":\"invalid_code\"} | invalid_code",
        "400 | {\"error_type\":\"OAuthException\",\"code\":400,\"error_message\":\"no\"} | OAuthException",
        "400 | {\"error\":{\"message\":\"no\",\"type\":\"OAuthException\",\"code\":100}} | OAuthException",
        "400 | <html>no</html> |",
        "400 | [] |",
      })
  void aVendorThatSaysNoRefuses(int code, String text, String errorCode) {
    answer(code, text);
    OAuthException refused = failedExchange();
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused.errorCode()).isEqualTo(Optional.ofNullable(errorCode));
    assertThat(refused.providerMessage()).contains(text);
    assertThat(refused).hasMessageContaining("127.0.0.1");
    assertThat(vendor.seen).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "500, oops",
    "502, <html>",
    "503, ''",
    "429, slow",
    "408, late",
    "403, <html>blocked</html>",
    "404, not here",
    "400, {\"error\":\"temporarily_unavailable\"}"
  })
  void aVendorThatCannotAnswerNowIsUnavailable(int code, String text) {
    answer(code, text);
    assertThat(failedExchange().kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(vendor.seen).hasSize(1);
  }

  @Test
  void aSilentVendorAndAClosedOneAreUnavailable() {
    vendor.silent = true;
    assertThat(failedExchange().kind()).isEqualTo(Kind.UNAVAILABLE);
    vendor.stop();
    assertThat(failedExchange().kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"accessToken\":\"hidden\"}",
        "200 | {\"access_token\":\"\"}",
        "200 | {\"access_token\":{\"a\":\"hidden\"}}",
        "200 | [\"hidden\"]",
        "200 | <html>access_token=hidden</html>",
        "200 | ''",
        "302 | {\"access_token\":\"hidden\"}",
        "307 | ''",
      })
  void anythingElseIsMalformedAndIsNotRepeated(int code, String text) {
    answer(code, text);
    OAuthException malformed = failedExchange();
    assertThat(malformed.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(malformed.providerMessage()).isEmpty();
    assertThat(vendor.seen).hasSize(1);
  }

  @Test
  void anAnswerOfMoreThanOneMebibyteIsMalformed() {
    answer(200, "{\"access_token\":\"at\",\"x\":\"" + "x".repeat(1024 * 1024) + "\"}");
    assertThat(failedExchange().kind()).isEqualTo(Kind.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aVendorThatRepeatsWhatItWasSentBetraysNothing(boolean basic) {
    configuration.put("oauth.basic.header", String.valueOf(basic));
    String credentials =
        Base64.getEncoder()
            .encodeToString(
                ("the+key:" + java.net.URLEncoder.encode(CLIENT_SECRET, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));
    List<String> echoes =
        List.of(
            CODE.reveal(),
            "the+code%2F1%3D",
            "the%20code%2F1%3D",
            "the code\\/1=",
            CLIENT_SECRET,
            CLIENT_SECRET.replace("\"", "\\\""),
            credentials);
    for (String echo : echoes) {
      answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"no: " + echo + ".\"}");
      OAuthException refused = failedExchange();
      assertThat(refused.providerMessage()).get().asString().contains("no: ********.");
      assertThat(refused.toString()).doesNotContain(echo);
    }
    answer(400, "error=the-refresh-token");
    OAuthException refused =
        catchThrowableOfType(
            OAuthException.class,
            () -> client.refresh(sender, settings(), Secret.of("the-refresh-token"), Map.of()));
    assertThat(refused.providerMessage()).contains("error=********");
    assertThat(refused.getMessage() + refused.errorCode()).doesNotContain("the-refresh-token");
  }

  private void answer(int status, String text) {
    vendor.answer = new Vendor.Answer(status, text);
  }

  private OAuth2Settings settings() {
    return OAuth2Settings.of(key -> Optional.ofNullable(configuration.get(key)));
  }

  private OAuthException failedExchange() {
    return catchThrowableOfType(
        OAuthException.class, () -> client.exchange(sender, settings(), CODE, null, Map.of()));
  }
}
