package dev.valence.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.egress.EgressResponse;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Settings.Placement;
import dev.valence.oauth.OAuth1Settings.SignatureMethod;
import dev.valence.oauth.OAuthException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth1ClientTest {

  private static final Secret VERIFIER = Secret.of(OAuth1Vendor.VERIFIER);

  private final OAuth1Signer signer = new OAuth1Signer();
  private final OAuth1Client client = new OAuth1Client(signer);
  private final Map<String, String> configuration = new HashMap<>();
  private OAuth1Vendor vendor;

  @BeforeEach
  void start() throws IOException {
    vendor = new OAuth1Vendor();
    configuration.putAll(
        Map.of(
            "oauth.request.url",
            vendor.url() + "/initiate",
            "oauth.authorization.url",
            "https://login.example.com/authorize?a=b ",
            "oauth.token.url",
            vendor.url() + "/token?x=%C3%A4+b",
            "oauth.api.key",
            OAuth1Vendor.KEY,
            "oauth.api.secret",
            OAuth1Vendor.SECRET,
            "oauth.callback.url",
            "https://app.example.com/cb?a=b c&d=\u00e4"));
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  @ParameterizedTest
  @CsvSource({
    "header, HMAC-SHA1",
    "query, HMAC-SHA1",
    "header, HMAC-SHA256",
    "query, hmac-sha256",
    "Query, PLAINTEXT",
  })
  void aUserIsConnectedAndCallsAreSigned(String placement, String method) {
    configuration.put("oauth.request.authorization.type", placement);
    configuration.put("oauth.signature.method", method);
    configuration.put("oauth.scope", "read write+more");
    RequestToken requestToken = client.requestToken(vendor.sender(), settings());
    assertThat(requestToken)
        .isEqualTo(
            new RequestToken(
                Secret.of("request token"),
                Secret.of("request s\u20accret~"),
                Map.of("oauth_callback_confirmed", "true")));
    AccessToken accessToken =
        client.accessToken(
            vendor.sender(), settings(), requestToken.token(), requestToken.secret(), VERIFIER);
    assertThat(accessToken)
        .isEqualTo(
            new AccessToken(
                Secret.of("access+token"), Secret.of("access=secret"), Map.of("user_id", "7")));
    EgressRequest call = EgressRequest.of("GET", URI.create(vendor.url() + "/photos?size=1"));
    assertThat(status(call, accessToken)).isEqualTo(200);
    assertThat(vendor.signedFrom).isEqualTo(placement.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?",
        "/photos?file=vacation.jpg&",
        "/a%20b/%C3%A4+~/x%2Fy?q=a%20b+c%2B%7E~*'()!",
        "/p?b=&a=&=c&a=2&a=10&A=1&a%5B0%5D=x&a1=y",
        "/p?%C3%A4=%E2%82%AC%F0%9F%98%80&z=%3D%26%25",
      })
  void whatTheVendorSeesIsWhatWasSigned(String path) {
    AccessToken token =
        new AccessToken(Secret.of("access+token"), Secret.of("access=secret"), Map.of());
    EgressRequest get = EgressRequest.of("GET", URI.create(vendor.url() + path));
    byte[] form = "status=a+b%2B%20%C3%A4~&form=3&c%5B%5D=x%3Dy".getBytes(StandardCharsets.UTF_8);
    String type = "application/x-www-form-urlencoded";
    EgressRequest post = EgressRequest.of("POST", get.uri());
    for (String placement : List.of("header", "query")) {
      configuration.put("oauth.request.authorization.type", placement);
      assertThat(status(get, token)).isEqualTo(200);
      assertThat(status(post.withBody(Body.bytes(form, type)), token)).isEqualTo(200);
      assertThat(status(post.withBody(Body.bytes(form, "application/json")), token)).isEqualTo(200);
      Body stream = Body.stream(new ByteArrayInputStream(form), form.length, "text/plain");
      assertThat(status(post.withBody(stream), token)).isEqualTo(200);
    }
  }

  @Test
  void aForgedCallIsSeen() {
    AccessToken token = new AccessToken(Secret.of("access+token"), Secret.of("other"), Map.of());
    assertThat(status(EgressRequest.of("GET", URI.create(vendor.url() + "/photos")), token))
        .isEqualTo(401);
  }

  @Test
  void theAuthorizationUrlNamesTheRequestToken() {
    Map<String, String> further =
        Map.of("perms", "write", "oauth_token", "evil", "other", OAuth1Vendor.SECRET);
    String url =
        client.authorizationUrl(settings(), Secret.of("request token"), "the state", further);
    assertThat(url).startsWith("https://login.example.com/authorize?a=b&");
    assertThat(URLUtils.parseParameters(URI.create(url).getRawQuery()))
        .isEqualTo(
            Map.of(
                "a", List.of("b"),
                "perms", List.of("write"),
                "oauth_token", List.of("request token"),
                "state", List.of("the state")));
    assertThat(client.authorizationUrl(settings(), Secret.of("t"), null, Map.of()))
        .isEqualTo("https://login.example.com/authorize?a=b&oauth_token=t");
  }

  @Test
  void aVendorThatDoesNotTakeTheCallbackRefuses() {
    vendor.confirmation = "";
    assertThat(client.requestToken(vendor.sender(), settings()).others()).isEmpty();
    vendor.confirmation = "&oauth_callback_confirmed=false";
    OAuthException refused =
        catchThrowableOfType(
            OAuthException.class, () -> client.requestToken(vendor.sender(), settings()));
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void aRefusalHasTheVendorsWordsAndNoSecret() {
    OAuthException refused =
        catchThrowableOfType(
            OAuthException.class,
            () ->
                client.accessToken(
                    vendor.sender(),
                    settings(),
                    Secret.of("request token"),
                    Secret.of("request s\u20accret~"),
                    Secret.of("wrong")));
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused.errorCode()).contains("verifier_invalid");
    assertThat(refused.providerMessage())
        .contains("oauth_problem=verifier_invalid&oauth_problem_advice=not%20********");
  }

  @Test
  void anAnswerWithoutATokenIsMalformedAndAClosedVendorUnavailable() {
    configuration.put("oauth.request.url", vendor.url() + "/elsewhere");
    assertThat(failedRequest().kind()).isEqualTo(Kind.MALFORMED);
    vendor.close();
    assertThat(failedRequest().kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void everyFaultOfAConfigurationIsNamedAtOnce() {
    assertThat(settings().placement()).isEqualTo(Placement.HEADER);
    assertThat(settings().signatureMethod()).isEqualTo(SignatureMethod.HMAC_SHA1);
    configuration.keySet().removeIf(key -> !key.equals("oauth.token.url"));
    configuration.put("oauth.request.authorization.type", "body");
    configuration.put("oauth.signature.method", "RSA-SHA1");
    assertThatThrownBy(this::settings)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessageContainingAll(
            "oauth.request.url",
            "oauth.authorization.url",
            "oauth.api.key",
            "oauth.api.secret",
            "oauth.callback.url",
            "oauth.request.authorization.type",
            "oauth.signature.method")
        .hasMessageNotContaining("oauth.token.url");
  }

  private int status(EgressRequest request, AccessToken token) {
    EgressRequest signed = signer.sign(request, settings(), token.token(), token.secret());
    assertThat(signed.toString()).doesNotContain("oauth_");
    try (EgressResponse response = vendor.sender().send(signed)) {
      return response.status();
    }
  }

  private OAuth1Settings settings() {
    return OAuth1Settings.of(key -> Optional.ofNullable(configuration.get(key)));
  }

  private OAuthException failedRequest() {
    return catchThrowableOfType(
        OAuthException.class, () -> client.requestToken(vendor.sender(), settings()));
  }
}
