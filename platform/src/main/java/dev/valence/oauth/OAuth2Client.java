package dev.valence.oauth;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuthException.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The client's side of OAuth 2.0 with an authorization code (RFC 6749, 4.1 and 6; RFC 7009). */
@ApplicationScoped
public class OAuth2Client {

  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final int LONGEST_MESSAGE = 4096;
  private static final Pattern ERROR_CODE = Pattern.compile("[\\w.:-]{1,64}");

  /**
   * What refuses without a word; any other status without one is a firewall's or a wrong page's.
   */
  private static final Set<Integer> REFUSING = Set.of(400, 401);

  /** Errors that pass (RFC 6749, 4.1.2.1), from vendors that send them with status 400. */
  private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error");

  /**
   * The URL at which the user consents (RFC 6749, 4.1.1; contract, core 4.1).
   *
   * @param state what the vendor gives back with the code
   * @param scope what to ask for instead of the configured scope; null for that one
   * @param parameters further parameters; they replace the element's, never those of the protocol
   * @param challenge the PKCE challenge; null for none
   */
  public String authorizationUrl(
      OAuth2Settings settings,
      String state,
      @Nullable String scope,
      Map<String, String> parameters,
      @Nullable String challenge) {
    AuthorizationUrl url = new AuthorizationUrl(settings.clientSecret());
    String base = settings.authorizationUrl().toString().replaceFirst("#.*", "");
    int query = base.indexOf('?');
    if (query >= 0) {
      url.addQuery(base.substring(query + 1));
    }
    url.addQuery(settings.authorizationParameters());
    parameters.forEach(url::add);
    url.set("response_type", "code");
    url.set("client_id", settings.clientId().reveal());
    url.set("redirect_uri", settings.redirectUri());
    String asked = scope == null || scope.isBlank() ? settings.scope() : scope;
    if (asked != null) {
      url.set("scope", asked);
    }
    url.set("state", state);
    if (challenge != null) {
      url.set("code_challenge", challenge);
      url.set("code_challenge_method", "S256");
    }
    return url.on(query < 0 ? base : base.substring(0, query));
  }

  /**
   * Exchanges a code for tokens (RFC 6749, 4.1.3).
   *
   * @param verifier the verifier whose challenge was in the authorization URL; null for none
   * @throws OAuthException when there are none
   */
  public TokenSet exchange(
      Sender sender, OAuth2Settings settings, Secret code, @Nullable PkceVerifier verifier) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code.reveal());
    form.put("redirect_uri", settings.redirectUri());
    List<Secret> secrets = new ArrayList<>(List.of(code));
    if (verifier != null) {
      form.put("code_verifier", verifier.value().reveal());
      secrets.add(verifier.value());
    }
    return tokens(sender, settings, settings.tokenUrl(), form, secrets);
  }

  /**
   * Exchanges a refresh token for an access token (RFC 6749, 6).
   *
   * @throws OAuthException when there is none
   */
  public TokenSet refresh(Sender sender, OAuth2Settings settings, Secret refreshToken) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken.reveal());
    return tokens(sender, settings, settings.refreshUrl(), form, List.of(refreshToken));
  }

  /**
   * Revokes a token, in the vendor's style; without a place to revoke it, nothing is done.
   *
   * @throws OAuthException when the vendor does not confirm it
   */
  public void revoke(Sender sender, OAuth2Settings settings, Secret token) {
    URI url = settings.revokeUrl();
    if (url == null) {
      return;
    }
    EgressRequest request =
        switch (settings.revokeStyle()) {
          case FORM -> form(settings, url, Map.of("token", token.reveal()));
          case BEARER ->
              EgressRequest.of("POST", url).withHeader("Authorization", "Bearer " + token.reveal());
        };
    call(sender, settings, request, List.of(token));
  }

  private static TokenSet tokens(
      Sender sender,
      OAuth2Settings settings,
      URI url,
      Map<String, String> form,
      List<Secret> secrets) {
    return call(sender, settings, form(settings, url, form), secrets)
        .tokens()
        .orElseThrow(() -> malformed(url));
  }

  /** A form with the application's credentials, in it or in a header, once. */
  private static EgressRequest form(OAuth2Settings settings, URI url, Map<String, String> form) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    form.forEach((name, value) -> parameters.put(name, List.of(value)));
    EgressRequest request = EgressRequest.of("POST", url).withHeader("Accept", "application/json");
    if (settings.basicHeader()) {
      request = request.withHeader("Authorization", basic(settings));
    } else {
      parameters.put("client_id", List.of(settings.clientId().reveal()));
      parameters.put("client_secret", List.of(settings.clientSecret().reveal()));
    }
    return request.withBody(
        Body.text(URLUtils.serializeParameters(parameters), "application/x-www-form-urlencoded"));
  }

  private static String basic(OAuth2Settings settings) {
    return new ClientSecretBasic(
            new ClientID(settings.clientId().reveal()),
            new com.nimbusds.oauth2.sdk.auth.Secret(settings.clientSecret().reveal()))
        .toHTTPAuthorizationHeader();
  }

  private static TokenAnswer call(
      Sender sender, OAuth2Settings settings, EgressRequest request, List<Secret> secrets) {
    URI url = request.uri();
    int status;
    String text;
    try (EgressResponse response = sender.send(request)) {
      status = response.status();
      byte[] content = response.body().readNBytes(LARGEST_ANSWER + 1);
      if (content.length > LARGEST_ANSWER) {
        throw malformed(url);
      }
      text = new String(content, StandardCharsets.UTF_8);
    } catch (EgressException | IOException e) {
      throw new OAuthException(
          Kind.UNAVAILABLE, url.getHost() + " could not be asked for a token.", null, null, e);
    }
    if (status >= 300 && status < 400) {
      throw malformed(url);
    }
    TokenAnswer answer = TokenAnswer.of(text);
    Optional<String> error = answer.errorCode();
    if (status < 300 && (error.isEmpty() || answer.tokens().isPresent())) {
      return answer;
    }
    List<Secret> all = new ArrayList<>(secrets);
    all.add(settings.clientSecret());
    all.add(Secret.of(basic(settings).substring("Basic ".length())));
    throw failure(url, status, error.orElse(null), text, new Masking(all));
  }

  private static OAuthException failure(
      URI url, int status, @Nullable String error, String text, Masking masking) {
    String masked = masking.apply(text).strip();
    String words = masked.substring(0, Math.min(masked.length(), LONGEST_MESSAGE));
    String code =
        error != null && ERROR_CODE.matcher(error).matches() ? masking.apply(error) : null;
    boolean passing =
        status >= 500
            || status == 429
            || status == 408
            || (code != null && PASSING.contains(code))
            || (error == null && !REFUSING.contains(status));
    String reason = code == null ? "status " + status : code;
    return new OAuthException(
        passing ? Kind.UNAVAILABLE : Kind.REFUSED,
        url.getHost() + (passing ? " cannot answer now: " : " refused: ") + reason + ".",
        code,
        words.isEmpty() ? null : words,
        null);
  }

  private static OAuthException malformed(URI url) {
    return new OAuthException(
        Kind.MALFORMED, url.getHost() + " did not answer with a token.", null, null, null);
  }
}
