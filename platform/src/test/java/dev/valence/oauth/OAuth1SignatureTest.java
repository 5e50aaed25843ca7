package dev.valence.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.scribejava.core.extractors.BaseStringExtractorImpl;
import com.github.scribejava.core.model.OAuthRequest;
import com.github.scribejava.core.model.Verb;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Settings.Placement;
import dev.valence.oauth.OAuth1Settings.SignatureMethod;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OAuth1SignatureTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** The application of RFC 5849, 1.2. */
  private static final OAuth1Settings PRINTER =
      settings("dpf43f3p2l4k3l03", "kd94hf93k423kf44", SignatureMethod.HMAC_SHA1);

  @Test
  void theBaseStringIsThatOfTheRfc() {
    // RFC 5849, 3.4.1.1
    EgressRequest request =
        EgressRequest.of(
                "POST", URI.create("http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"))
            .withBody(Body.text("c2&a3=2+q", FORM));
    List<Parameter> protocol =
        List.of(
            new Parameter("oauth_consumer_key", "9djdj82h48djs9d2"),
            new Parameter("oauth_token", "kkk9d7dh3k39sjv7"),
            new Parameter("oauth_signature_method", "HMAC-SHA1"),
            new Parameter("oauth_timestamp", "137131201"),
            new Parameter("oauth_nonce", "7d8f3e4a"));
    assertThat(OAuth1Signature.baseString(request, protocol))
        .isEqualTo(
            "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q"
                + "%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key"
                + "%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method"
                + "%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, https://photos.example.net/token, 137131201, walatlh, hfdp7dh39dks9884,"
        + " hh5s93j4hdidpola, hdhd0244k9j7ao03, gKgrFCywp7rO0OXSjdot/IHF7IU=",
    "GET, http://photos.example.net/photos?file=vacation.jpg&size=original, 137131202, chapoH, ,"
        + " nnch734d00sl2jdk, pfkkdhi9sl3r4s00, MdpQcU8iPSUjWoN/UDMsK2sui9I=",
  })
  void theSignaturesAreThoseOfTheRfc(
      String method,
      URI url,
      String timestamp,
      String nonce,
      @Nullable String verifier,
      String token,
      String tokenSecret,
      String signature) {
    // RFC 5849, 1.2, whose requests have no oauth_version
    List<Parameter> protocol =
        new ArrayList<>(
            List.of(
                new Parameter("oauth_consumer_key", PRINTER.consumerKey().reveal()),
                new Parameter("oauth_signature_method", "HMAC-SHA1"),
                new Parameter("oauth_timestamp", timestamp),
                new Parameter("oauth_nonce", nonce),
                new Parameter("oauth_token", token)));
    if (verifier != null) {
      protocol.add(new Parameter("oauth_verifier", verifier));
    }
    String key = OAuth1Signature.key(PRINTER.consumerSecret().reveal(), tokenSecret);
    assertThat(
            OAuth1Signature.of(
                SignatureMethod.HMAC_SHA1, key, EgressRequest.of(method, url), protocol))
        .isEqualTo(signature);
  }

  @ParameterizedTest
  @CsvSource({
    "http://EXAMPLE.com:80/r%20v/X?id=1, http://example.com/r%20v/X",
    "HTTPS://www.example.net:8080/?q=1, https://www.example.net:8080/",
    "https://example.com:443, https://example.com/",
    "http://example.com:443/a%2Fb+c//d, http://example.com:443/a%2Fb+c//d",
    "https://[::1]:80/, https://[::1]:80/",
  })
  void theUrlIsSignedWithoutItsSchemesOwnPort(URI url, String signed) {
    String base = OAuth1Signature.baseString(EgressRequest.of("get", url), List.of());
    assertThat(base).startsWith("GET&");
    assertThat(URLDecoder.decode(base.split("&", -1)[1], StandardCharsets.UTF_8)).isEqualTo(signed);
  }

  @Test
  void aParameterThatIsSentTwiceIsSignedTwice() {
    String url = "http://example.com/a?t=b%20b&t=b+b&t=a&s=%C3%A4";
    OAuthRequest theirs = new OAuthRequest(Verb.GET, url);
    theirs.addOAuthParameter("oauth_nonce", "n");
    assertThat(
            OAuth1Signature.baseString(
                EgressRequest.of("GET", URI.create(url)),
                List.of(new Parameter("oauth_nonce", "n"))))
        .isEqualTo(new BaseStringExtractorImpl().extract(theirs))
        .contains("t%3Db%2520b%26t%3Db%2520b");
  }

  @Test
  void onlyAFormInMemoryIsSigned() {
    EgressRequest request = EgressRequest.of("POST", URI.create("http://example.com/"));
    byte[] form = "a=b".getBytes(StandardCharsets.UTF_8);
    String none = OAuth1Signature.baseString(request, List.of());
    for (Body body :
        List.of(
            Body.bytes(form, "application/json"),
            Body.bytes(form, "text/plain; x=" + FORM),
            Body.stream(new ByteArrayInputStream(form), form.length, FORM))) {
      assertThat(OAuth1Signature.baseString(request.withBody(body), List.of())).isEqualTo(none);
    }
    assertThat(
            OAuth1Signature.baseString(
                request.withBody(Body.bytes(form, "Application/X-www-form-urlencoded; charset=a")),
                List.of()))
        .isEqualTo(none + "a%3Db");
  }

  @Test
  void aSignatureInPlainTextIsTheTwoSecretsEncoded() {
    OAuth1Signer signer =
        new OAuth1Signer(InstantSource.fixed(Instant.ofEpochSecond(137131200)), () -> "nonce");
    EgressRequest signed =
        signer.sign(
            EgressRequest.of("GET", URI.create("https://example.com/")),
            settings("key\"", "djr9rjt0jd78jf88&", SignatureMethod.PLAINTEXT),
            Secret.of("to ken"),
            Secret.of("jjd99$tj88uiths3"));
    // RFC 5849, 3.4.4 and 3.5.1
    assertThat(signed.headers())
        .isEqualTo(
            Map.of(
                "Authorization",
                "OAuth oauth_consumer_key=\"key%22\", oauth_signature_method=\"PLAINTEXT\","
                    + " oauth_timestamp=\"137131200\", oauth_nonce=\"nonce\","
                    + " oauth_version=\"1.0\", oauth_token=\"to%20ken\","
                    + " oauth_signature=\"djr9rjt0jd78jf88%2526%26jjd99%2524tj88uiths3\""));
  }

  private static OAuth1Settings settings(String key, String secret, SignatureMethod method) {
    URI url = URI.create("https://photos.example.net/");
    return new OAuth1Settings(
        url, url, url, Secret.of(key), Secret.of(secret), "oob", null, Placement.HEADER, method);
  }
}
