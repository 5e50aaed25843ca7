package dev.valence.oauth;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth2Settings.LongLived;
import dev.valence.oauth.OAuth2Settings.Refresh;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The client's side of OAuth 2.0 (RFC 6749, 4.1, 4.3, 4.4 and 6; RFC 7009). */
@ApplicationScoped
public class OAuth2Client {

  /** Named by the client itself, in the form or in a header. */
  private static final Set<String> CREDENTIALS = Set.of("client_id", "client_secret");

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
    AuthorizationUrl url =
        new AuthorizationUrl(settings.authorizationUrl(), settings.app().secret());
    url.addQuery(settings.authorizationParameters());
    url.add(Parameter.of(parameters));
    url.set("response_type", "code");
    url.set("client_id", settings.app().id().reveal());
    url.set("redirect_uri", settings.redirectUri());
    if (scope != null && !scope.isBlank()) {
      url.set("scope", scope);
    } else if (settings.scope() != null) {
      url.setConfiguredScope(settings.scope());
    }
    url.set("state", state);
    if (challenge != null) {
      url.set("code_challenge", challenge);
      url.set("code_challenge_method", "S256");
    }
    return url.toString();
  }

  /**
   * Exchanges a code for tokens (RFC 6749, 4.1.3), and the access token for a long-lived one where
   * the vendor has such; what only the first answer said is kept.
   *
   * @param verifier the verifier whose challenge was in the authorization URL; null for none
   * @param parameters further parameters of the form, such as {@code resource}; they never replace
   *     those of the protocol
   * @throws OAuthException when there are none
   */
  public TokenSet exchange(
      Sender sender,
      OAuth2Settings settings,
      Secret code,
      @Nullable PkceVerifier verifier,
      Map<String, String> parameters) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code.reveal());
    form.put("redirect_uri", settings.redirectUri());
    List<Secret> secrets = new ArrayList<>(List.of(code));
    if (verifier != null) {
      form.put("code_verifier", verifier.value().reveal());
      secrets.add(verifier.value());
    }
    EgressRequest request = form(settings.app(), settings.tokenUrl(), with(parameters, form));
    TokenSet tokens = tokens(sender, settings.app(), request, secrets);
    LongLived longLived = settings.longLived();
    return longLived == null ? tokens : longLived(sender, settings, longLived, tokens);
  }

  /**
   * Gets another access token for the credential that the settings' {@link OAuth2Settings.Refresh}
   * names: the refresh token (RFC 6749, 6), or the access token itself.
   *
   * @param parameters further parameters, such as {@code resource}, and {@code redirect_uri} for a
   *     vendor that wants it here too; they never replace those of the protocol
   * @throws OAuthException when there is none
   */
  public TokenSet refresh(
      Sender sender, OAuth2Settings settings, Secret credential, Map<String, String> parameters) {
    Refresh refresh = settings.refresh();
    EgressRequest request =
        switch (refresh.style()) {
          case REFRESH_TOKEN ->
              form(
                  settings.app(),
                  refresh.url(),
                  with(
                      parameters,
                      Map.of("grant_type", refresh.grant(), "refresh_token", credential.reveal())));
          case ACCESS_TOKEN ->
              query(
                  refresh.url(),
                  with(
                      parameters,
                      Map.of("grant_type", refresh.grant(), "access_token", credential.reveal())));
          case EXCHANGE_TOKEN ->
              query(
                  refresh.url(),
                  with(parameters, exchanged(settings.app(), refresh.grant(), credential)));
        };
    return tokens(sender, settings.app(), request, List.of(credential));
  }

  /**
   * Gets an access token by a grant that needs no user (RFC 6749, 4.3.2 and 4.4.2).
   *
   * @param parameters further parameters; they never replace those of the protocol
   * @throws OAuthException when there is none
   */
  public TokenSet grant(Sender sender, OAuth2Grant grant, Map<String, String> parameters) {
    Map<String, String> form = new LinkedHashMap<>();
    grant.form().forEach((name, value) -> form.put(name, value.reveal()));
    return tokens(
        sender,
        grant.app(),
        form(grant.app(), grant.tokenUrl(), with(parameters, form)),
        Optional.ofNullable(grant.form().get("password")).stream().toList());
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
    Map<String, String> form = Map.of("token", token.reveal());
    EgressRequest request =
        switch (settings.revokeStyle()) {
          case FORM -> form(settings.app(), url, form);
          case TOKEN -> form(url, form);
          case BEARER ->
              EgressRequest.of("POST", url).withHeader("Authorization", "Bearer " + token.reveal());
        };
    call(sender, settings.app(), request, List.of(token));
  }

  private static TokenSet longLived(
      Sender sender, OAuth2Settings settings, LongLived exchange, TokenSet first) {
    EgressRequest request =
        query(
            exchange.url(),
            switch (exchange.style()) {
              case ACCESS_TOKEN ->
                  Map.of(
                      "grant_type", exchange.grant(),
                      "client_secret", settings.app().secret().reveal(),
                      "access_token", first.accessToken().reveal());
              case EXCHANGE_TOKEN ->
                  exchanged(settings.app(), exchange.grant(), first.accessToken());
            });
    TokenSet second = tokens(sender, settings.app(), request, List.of(first.accessToken()));
    Map<String, String> others = new LinkedHashMap<>(first.others());
    others.putAll(second.others());
    return new TokenSet(
        second.accessToken(),
        second.refreshToken().or(first::refreshToken),
        second.lifetime(),
        second.scope().or(first::scope),
        others);
  }

  /** A token in a parameter that is called like the grant. */
  private static Map<String, String> exchanged(ClientApp app, String grant, Secret token) {
    return Map.of(
        "grant_type",
        grant,
        "client_id",
        app.id().reveal(),
        "client_secret",
        app.secret().reveal(),
        grant,
        token.reveal());
  }

  private static TokenSet tokens(
      Sender sender, @Nullable ClientApp app, EgressRequest request, List<Secret> secrets) {
    return call(sender, app, request, secrets)
        .tokens()
        .orElseThrow(() -> TokenEndpoint.malformed(request.uri()));
  }

  private static TokenAnswer call(
      Sender sender, @Nullable ClientApp app, EgressRequest request, List<Secret> secrets) {
    List<Secret> all = new ArrayList<>(secrets);
    if (app != null) {
      all.add(app.secret());
      all.add(Secret.of(app.authorization().substring("Basic ".length())));
    }
    return TokenEndpoint.call(sender, request, all);
  }

  /** The protocol's parameters, and before them the further ones that are not the protocol's. */
  private static Map<String, String> with(Map<String, String> further, Map<String, String> own) {
    Map<String, String> all = new LinkedHashMap<>(further);
    all.keySet().removeAll(CREDENTIALS);
    all.putAll(own);
    return all;
  }

  /** A form with the application's credentials, in it or in a header, once. */
  private static EgressRequest form(@Nullable ClientApp app, URI url, Map<String, String> form) {
    if (app == null) {
      return form(url, form);
    }
    if (app.basicHeader()) {
      return form(url, form).withHeader("Authorization", app.authorization());
    }
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("client_id", app.id().reveal());
    all.put("client_secret", app.secret().reveal());
    return form(url, all);
  }

  private static EgressRequest form(URI url, Map<String, String> form) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    form.forEach((name, value) -> parameters.put(name, List.of(value)));
    return EgressRequest.of("POST", url)
        .withHeader("Accept", "application/json")
        .withBody(
            Body.text(
                URLUtils.serializeParameters(parameters), "application/x-www-form-urlencoded"));
  }

  private static EgressRequest query(URI url, Map<String, String> parameters) {
    return EgressRequest.of("GET", Parameter.append(url, Parameter.of(parameters)))
        .withHeader("Accept", "application/json");
  }
}
