package dev.valence.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressSettings;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuthException.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against an authorization server that others wrote. */
class OAuth2ServerTest {

  private static final PkceVerifier VERIFIER = PkceVerifier.of(new byte[32]);

  private final OAuth2Client client = new OAuth2Client();
  private final Map<String, String> configuration = new HashMap<>();
  private final Egress egress = new Egress(EgressSettings.of("test"));
  private MockOAuth2Server server;
  private Sender sender;

  @BeforeEach
  void start() {
    server = new MockOAuth2Server(new OAuth2Config(false, null, null, true));
    server.start();
    URI authorization = server.authorizationEndpointUrl("issuer").uri();
    sender = egress.bind(AllowedHosts.exactly(List.of(authorization.getAuthority())));
    configuration.putAll(
        Map.of(
            "oauth.authorization.url", authorization.toString(),
            "oauth.token.url", server.tokenEndpointUrl("issuer").toString(),
            "oauth.api.key", "the client:\u00e4+%",
            "oauth.api.secret", "the secret:\u00e4+%&",
            "oauth.callback.url", "https://app.example.com/cb",
            "oauth.scope", "openid files.read"));
  }

  @AfterEach
  void stop() {
    server.shutdown();
    egress.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aUserConsentsAndTheTokensAreRefreshed(boolean basic) throws Exception {
    configuration.put("oauth.basic.header", String.valueOf(basic));
    TokenSet tokens = exchange(consent(), VERIFIER);
    assertThat(application(tokens)).isEqualTo("the client:\u00e4+%");
    assertThat(tokens.lifetime()).get().satisfies(it -> assertThat(it).isPositive());
    Secret refreshToken = tokens.refreshToken().orElseThrow();
    TokenSet refreshed = client.refresh(sender, settings(), refreshToken, Map.of());
    assertThat(refreshed.accessToken()).isNotEqualTo(tokens.accessToken());

    // This server rotates its refresh tokens: the old one is over.
    assertThat(refreshed.refreshToken()).isPresent().get().isNotEqualTo(refreshToken);
    OAuthException refused =
        catchThrowableOfType(
            OAuthException.class, () -> client.refresh(sender, settings(), refreshToken, Map.of()));
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused.errorCode()).contains("invalid_grant");
  }

  @Test
  void aCodeThatIsUsedTwiceIsRefusedInTheServersWords() throws Exception {
    Secret code = consent();
    exchange(code, VERIFIER);
    assertThat(refusal(code, VERIFIER)).contains("already-used");
    assertThat(refusal(Secret.of("another code"), VERIFIER)).contains("unknown");
  }

  @Test
  void aCodeOfSomebodyElsesUrlIsRefused() throws Exception {
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(refusal(consent(), PkceVerifier.of(other))).contains("pkce");
  }

  private Secret consent() throws Exception {
    String url =
        client.authorizationUrl(
            settings(), "the state", null, Map.of("nonce", "n"), VERIFIER.challenge());
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<Void> answer =
          browser.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding());
      URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
      assertThat(location.toString()).startsWith("https://app.example.com/cb?");
      Map<String, List<String>> query = URLUtils.parseParameters(location.getRawQuery());
      assertThat(query).containsEntry("state", List.of("the state"));
      return Secret.of(query.get("code").getFirst());
    }
  }

  private TokenSet exchange(Secret code, PkceVerifier verifier) {
    return client.exchange(sender, settings(), code, verifier, Map.of());
  }

  private String refusal(Secret code, PkceVerifier verifier) {
    OAuthException refused =
        catchThrowableOfType(OAuthException.class, () -> exchange(code, verifier));
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused.errorCode()).contains("invalid_grant");
    return refused.providerMessage().orElseThrow();
  }

  /** Whom the server took the application for. */
  private static String application(TokenSet tokens) throws Exception {
    return SignedJWT.parse(tokens.accessToken().reveal()).getJWTClaimsSet().getStringClaim("azp");
  }

  private OAuth2Settings settings() {
    return OAuth2Settings.of(key -> Optional.ofNullable(configuration.get(key)));
  }
}
