package dev.valence.oauth;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuthException.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The client's side of OAuth 1.0a (RFC 5849, 2; contract, core 4.5). */
@ApplicationScoped
public class OAuth1Client {

  private static final Secret NO_SECRET = Secret.of("");
  private static final String CONFIRMED = "oauth_callback_confirmed";

  private final OAuth1Signer signer;

  /** A client whose requests this signer signs. */
  public OAuth1Client(OAuth1Signer signer) {
    this.signer = signer;
  }

  /**
   * Gets a request token (RFC 5849, 2.1). A configured scope is sent in the query, as vendors that
   * have scopes want it.
   *
   * @throws OAuthException when there is none; REFUSED also when the vendor does not take the
   *     callback URL
   */
  public RequestToken requestToken(Sender sender, OAuth1Settings settings) {
    URI url = settings.requestUrl();
    if (settings.scope() != null) {
      url = Parameter.append(url, List.of(new Parameter("scope", settings.scope())));
    }
    Map<String, String> step = Map.of("oauth_callback", settings.callbackUrl());
    TokenAnswer answer = call(sender, settings, url, step, NO_SECRET, List.of());
    // A vendor of OAuth 1.0 says nothing of it; one that says no would send the user elsewhere.
    if (answer.text(CONFIRMED).filter("false"::equalsIgnoreCase).isPresent()) {
      throw new OAuthException(
          Kind.REFUSED, url.getHost() + " refused the callback URL.", null, null, null);
    }
    return new RequestToken(
        secret(answer, "oauth_token", url),
        secret(answer, "oauth_token_secret", url),
        answer.others());
  }

  /**
   * The URL at which the user consents (RFC 5849, 2.2).
   *
   * @param requestToken the token of a {@link RequestToken}
   * @param state what a vendor that knows it gives back; null for none
   * @param parameters further parameters; they never replace those of the protocol
   */
  public String authorizationUrl(
      OAuth1Settings settings,
      Secret requestToken,
      @Nullable String state,
      Map<String, String> parameters) {
    AuthorizationUrl url =
        new AuthorizationUrl(settings.authorizationUrl(), settings.consumerSecret());
    url.add(Parameter.of(parameters));
    url.set("oauth_token", requestToken.reveal());
    if (state != null) {
      url.set("state", state);
    }
    return url.toString();
  }

  /**
   * Exchanges a request token that the user consented to for an access token (RFC 5849, 2.3).
   *
   * @param requestToken the token that came back with the verifier
   * @param requestTokenSecret the secret that came with the request token
   * @param verifier what the vendor gave with the user's consent
   * @throws OAuthException when there is none
   */
  public AccessToken accessToken(
      Sender sender,
      OAuth1Settings settings,
      Secret requestToken,
      Secret requestTokenSecret,
      Secret verifier) {
    URI url = settings.tokenUrl();
    Map<String, String> step =
        Map.of("oauth_token", requestToken.reveal(), "oauth_verifier", verifier.reveal());
    TokenAnswer answer =
        call(sender, settings, url, step, requestTokenSecret, List.of(requestToken, verifier));
    return new AccessToken(
        secret(answer, "oauth_token", url),
        secret(answer, "oauth_token_secret", url),
        answer.others());
  }

  private TokenAnswer call(
      Sender sender,
      OAuth1Settings settings,
      URI url,
      Map<String, String> step,
      Secret tokenSecret,
      List<Secret> sent) {
    EgressRequest request = signer.sign(EgressRequest.of("POST", url), settings, step, tokenSecret);
    String consumerSecret = settings.consumerSecret().reveal();
    // The key is what a signature in plain text consists of.
    Secret key = Secret.of(OAuth1Signature.key(consumerSecret, tokenSecret.reveal()));
    List<Secret> secrets =
        Stream.concat(Stream.of(settings.consumerSecret(), tokenSecret, key), sent.stream())
            .toList();
    return TokenEndpoint.call(sender, request, secrets);
  }

  private static Secret secret(TokenAnswer answer, String name, URI url) {
    return answer.text(name).map(Secret::of).orElseThrow(() -> TokenEndpoint.malformed(url));
  }
}
