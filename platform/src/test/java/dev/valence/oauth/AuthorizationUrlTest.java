package dev.valence.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.valence.model.ApiException;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationUrlTest {

  private static final String CLIENT_SECRET = "s3cr3t/with+&\"signs";

  private final OAuth2Client client = new OAuth2Client();
  private final Map<String, String> configuration =
      new HashMap<>(
          Map.of(
              "oauth.authorization.url", "https://login.example.com/authorize",
              "oauth.token.url", "https://login.example.com/token",
              "oauth.api.key", "the key",
              "oauth.api.secret", CLIENT_SECRET,
              "oauth.callback.url", "https://app.example.com/cb?a=b&c=d e"));

  @Test
  void theAuthorizationUrlHasTheParametersOfTheProtocol() {
    configuration.put("oauth.authorization.parameters", "token_access_type=offline&state=evil");
    configuration.put("oauth.scope", "a.read b.write");
    String url =
        client.authorizationUrl(
            settings(),
            "x?y=z&w",
            null,
            Map.of("locale", "de", "redirect_uri", "https://evil"),
            null);
    assertThat(URI.create(url)).hasHost("login.example.com").hasPath("/authorize");
    assertThat(url).containsOnlyOnce("?").contains("scope=a.read%20b.write");
    assertThat(query(url))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "response_type", List.of("code"),
                "client_id", List.of("the key"),
                "redirect_uri", List.of("https://app.example.com/cb?a=b&c=d e"),
                "scope", List.of("a.read b.write"),
                "state", List.of("x?y=z&w"),
                "token_access_type", List.of("offline"),
                "locale", List.of("de")));
  }

  @ParameterizedTest
  @CsvSource({
    "https://l.example.com/a?api-version=2.0, api-version=2.0",
    "https://l.example.com/a?, ''",
    "https://l.example.com/a?x=1&x=2&y=%C3%A4, x=1&x=2&y=%C3%A4",
    "https://l.example.com/a?x=a?b&client_id=other&client_id=more, x=a%3Fb",
    "https://l.example.com/a?x=1#fragment, x=1",
    "https://l.example.com/a?x=1&CLIENT_SECRET=y, x=1",
  })
  void aQueryOfTheElementsUrlIsKeptAndTheQuestionMarkIsOne(String configured, String kept) {
    configuration.put("oauth.authorization.url", configured);
    String url = client.authorizationUrl(settings(), "s", null, Map.of(), null);
    assertThat(url)
        .startsWith("https://l.example.com/a?" + kept + (kept.isEmpty() ? "" : "&"))
        .containsOnlyOnce("?")
        .containsOnlyOnce("client_id=")
        .doesNotContainIgnoringCase("client_secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with space",
        "a+b",
        "a&b=c",
        "a?b#c",
        "100%",
        "%41",
        "\u00e4\u20ac\ud83d\ude00",
        "a\"<>\\^`{|}",
        "a;b,c/d:e@f",
        "~-._*!'()",
        "line\r\nbreak",
        "https://app.example.com/cb?x=1&y=%2F"
      })
  void everyValueSurvivesTheRoundTrip(String value) {
    configuration.put("oauth.callback.url", value);
    configuration.put("oauth.api.key", value);
    String url = client.authorizationUrl(settings(), value, value, Map.of(value, value), value);
    assertThat(url).matches("https://[A-Za-z0-9/.?&=_~%-]+").containsOnlyOnce("?");
    Map<String, List<String>> query = query(url);
    for (String name :
        List.of("redirect_uri", "client_id", "state", "scope", "code_challenge", value)) {
      assertThat(query).containsEntry(name, List.of(value));
    }
    assertThat(query).containsEntry("code_challenge_method", List.of("S256"));
  }

  @Test
  void theSecretIsNeverInTheUrl() {
    configuration.put(
        "oauth.authorization.url", "https://l.example.com/a?k=" + Parameter.encode(CLIENT_SECRET));
    String url =
        client.authorizationUrl(
            settings(), "s", null, Map.of("client_secret", "x", "other", CLIENT_SECRET), null);
    assertThat(query(url)).containsOnlyKeys("response_type", "client_id", "redirect_uri", "state");
  }

  @Test
  void aScopeOfTheCallerReplacesTheConfiguredOne() {
    configuration.put("oauth.scope", "default");
    assertThat(query(client.authorizationUrl(settings(), "s", "own", Map.of(), null)))
        .containsEntry("scope", List.of("own"));
    assertThat(query(client.authorizationUrl(settings(), "s", " ", Map.of(), null)))
        .containsEntry("scope", List.of("default"));
  }

  @ParameterizedTest
  @CsvSource({
    "basic+comments+relationships+likes, basic+comments+relationships+likes",
    "full refresh_token, full%20refresh_token",
    "'a,b:c', a%2Cb%3Ac",
    "a+b c, a+b%20c",
  })
  void theSeparatorsOfAConfiguredScopeAreKept(String configured, String written) {
    configuration.put("oauth.scope", configured);
    configuration.put("oauth.callback.url", " https://app.example.com/cb ");
    configuration.put("oauth.authorization.url", " https://l.example.com/a?api-version=2.0\n");
    configuration.put("oauth.api.key", "fake_OneDrive Business_api_key");
    assertThat(client.authorizationUrl(settings(), "s", null, Map.of("scope", "evil"), null))
        .isEqualTo(
            "https://l.example.com/a?api-version=2.0&response_type=code"
                + "&client_id=fake_OneDrive%20Business_api_key"
                + "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb&scope="
                + written
                + "&state=s");
  }

  @Test
  void noFurtherParameterReplacesOneOfTheProtocol() {
    Map<String, String> further =
        Map.of(
            "response_type",
            "token",
            "client_id",
            "evil",
            "redirect_uri",
            "evil",
            "scope",
            "evil",
            "state",
            "evil",
            "code_challenge",
            "evil",
            "code_challenge_method",
            "plain",
            CLIENT_SECRET,
            "evil");
    assertThat(query(client.authorizationUrl(settings(), "s", "own", further, "challenge")))
        .isEqualTo(
            Map.of(
                "response_type", List.of("code"),
                "client_id", List.of("the key"),
                "redirect_uri", List.of("https://app.example.com/cb?a=b&c=d e"),
                "scope", List.of("own"),
                "state", List.of("s"),
                "code_challenge", List.of("challenge"),
                "code_challenge_method", List.of("S256")));
  }

  @Test
  void theVerifierIsThatOfTheRfc() {
    byte[] seed = Base64.getUrlDecoder().decode("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    PkceVerifier verifier = PkceVerifier.of(seed);
    // RFC 7636, appendix B
    assertThat(verifier.value().reveal()).isEqualTo("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    assertThat(verifier.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    assertThatThrownBy(() -> PkceVerifier.of(Arrays.copyOf(seed, 31)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyFaultOfAConfigurationIsNamedAtOnce() {
    configuration.remove("oauth.api.key");
    configuration.put("oauth.api.secret", " ");
    configuration.put("oauth.token.url", "ftp://x");
    configuration.put("oauth.token.refresh_url", "not a url");
    configuration.put("oauth.pkce", "plain");
    assertThatThrownBy(this::settings)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessageContainingAll(
            "oauth.api.key",
            "oauth.api.secret",
            "oauth.token.url",
            "oauth.token.refresh_url",
            "oauth.pkce")
        .hasMessageNotContaining("oauth.callback.url");
  }

  private OAuth2Settings settings() {
    return OAuth2Settings.of(key -> Optional.ofNullable(configuration.get(key)));
  }

  private static Map<String, List<String>> query(String url) {
    return URLUtils.parseParameters(URI.create(url).getRawQuery());
  }
}
