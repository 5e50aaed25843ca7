package dev.valence.instances;

import static dev.valence.engine.Engine.declares;

import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.Sender;
import dev.valence.engine.Engine;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Client;
import dev.valence.oauth.OAuth1Settings;
import dev.valence.oauth.OAuth2Client;
import dev.valence.oauth.OAuth2Grant;
import dev.valence.oauth.OAuth2Settings;
import dev.valence.oauth.OAuthException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * OAuth for elements: what a definition and an instance say, in the protocol's words, or by the
 * steps that an element has in the place of the protocol's.
 */
@ApplicationScoped
class Authorizations {

  private static final String OAUTH2 = "oauth2";
  private static final String OAUTH1 = "oauth1";
  private static final String PASSWORD = "oauth2Password";
  private static final String CLIENT_CREDENTIALS = "oauth2ClientCredentials";

  private final OAuth2Client client;
  private final OAuth1Client oauth1;
  private final TokenSteps steps;
  private final Engine engine;
  private final Egress egress;
  private final PkceVerifiers verifiers;

  Authorizations(
      OAuth2Client client,
      OAuth1Client oauth1,
      TokenSteps steps,
      Engine engine,
      Egress egress,
      PkceVerifiers verifiers) {
    this.client = client;
    this.oauth1 = oauth1;
    this.steps = steps;
    this.engine = engine;
    this.egress = egress;
    this.verifiers = verifiers;
  }

  /** Whether an element's calls are signed by a token. */
  static boolean usesTokens(Element element) {
    return Set.of(OAUTH1, OAUTH2, PASSWORD, CLIENT_CREDENTIALS)
        .contains(element.authentication().type());
  }

  /** Whether an element's tokens come by credentials that can be sent again and again. */
  static boolean repeatsGrant(Element element) {
    return Set.of(PASSWORD, CLIENT_CREDENTIALS).contains(element.authentication().type());
  }

  /**
   * Finds out whether an account can be connected with a configuration. What a step needs, the step
   * says.
   *
   * @throws ApiException 400 that names every entry that is missing or wrong
   */
  void check(ConfiguredElement asked) {
    Element element = asked.element();
    switch (element.authentication().type()) {
      case OAUTH2 -> {
        if (!declares(element, TokenSteps.EXCHANGE)) {
          var _ = OAuth2Settings.of(asked::find);
        }
      }
      case OAUTH1 -> {
        var _ = OAuth1Settings.of(asked::find);
      }
      case PASSWORD -> {
        if (!declares(element, TokenSteps.PASSWORD)) {
          var _ = OAuth2Grant.ofPassword(asked::find);
        }
      }
      case CLIENT_CREDENTIALS -> {
        var _ = OAuth2Grant.ofClientCredentials(asked::find);
      }
      default -> {
        // Others have nothing that is written in a protocol's words.
      }
    }
  }

  /**
   * Exchanges what a provider takes once for tokens.
   *
   * @param organizationId whose caller delivers it
   * @param delivered all that came from the provider's redirect
   * @return the configuration with what it keeps of the answer
   * @throws OAuthException when there are none
   */
  ConfiguredElement exchange(
      long organizationId,
      ConfiguredElement asked,
      Grant.Once grant,
      Map<String, Secret> delivered) {
    Element element = asked.element();
    if (declares(element, TokenSteps.EXCHANGE)) {
      return steps.tokens(
          organizationId, asked, TokenSteps.EXCHANGE, withCallback(asked, delivered));
    }
    return switch (grant) {
      case Grant.Code(Secret code) -> {
        OAuth2Settings settings = OAuth2Settings.of(asked::find);
        yield asked.with(
            StoredTokens.values(
                element,
                client.exchange(
                    sender(element),
                    settings,
                    code,
                    verifiers.of(organizationId, element, settings, code),
                    tokenParameters(asked))));
      }
      case Grant.Verified(Secret token, Secret tokenSecret, Secret verifier) ->
          asked.with(
              StoredTokens.values(
                  element,
                  oauth1.accessToken(
                      sender(element),
                      OAuth1Settings.of(asked::find),
                      token,
                      tokenSecret,
                      verifier)));
    };
  }

  /** What steps of OAuth find as the query of their call (contract, element format 5). */
  static Map<String, Secret> withCallback(
      ConfiguredElement configured, Map<String, Secret> delivered) {
    Map<String, Secret> parameters = new HashMap<>(delivered);
    configured
        .find("oauth.callback.url")
        .ifPresent(url -> parameters.put("callbackUrl", Secret.of(url)));
    return parameters;
  }

  /**
   * Exchanges the credential of a renewal for an access token.
   *
   * @return the configuration with what it keeps of the answer
   * @throws OAuthException when there is none
   */
  ConfiguredElement refresh(long organizationId, ConfiguredElement connected, Secret credential) {
    Element element = connected.element();
    return declares(element, TokenSteps.REFRESH)
        ? steps.tokens(
            organizationId,
            connected,
            TokenSteps.REFRESH,
            withCallback(connected, Map.of("refreshToken", credential)))
        : connected.with(
            StoredTokens.values(
                element,
                client.refresh(
                    sender(element),
                    OAuth2Settings.of(connected::find),
                    credential,
                    tokenParameters(connected))));
  }

  /**
   * Gets an access token by a grant that can be repeated (RFC 6749, 4.3 and 4.4).
   *
   * @param delivered what the caller has sent for the steps
   * @return the configuration with what it keeps of the answer
   * @throws OAuthException when there is none
   */
  ConfiguredElement grant(
      long organizationId, ConfiguredElement asked, Map<String, Secret> delivered) {
    Element element = asked.element();
    boolean password = element.authentication().type().equals(PASSWORD);
    if (password && declares(element, TokenSteps.PASSWORD)) {
      return steps.tokens(
          organizationId, asked, TokenSteps.PASSWORD, withCallback(asked, delivered));
    }
    OAuth2Grant grant =
        password
            ? OAuth2Grant.ofPassword(asked::find)
            : OAuth2Grant.ofClientCredentials(asked::find);
    return asked.with(
        StoredTokens.values(element, client.grant(sender(element), grant, tokenParameters(asked))));
  }

  /**
   * Runs the steps that get something for elements of other kinds of authentication, where these
   * have them. What they keep is all that comes of them.
   *
   * @throws OAuthException when the provider refuses or fails
   */
  ConfiguredElement furtherSteps(
      long organizationId, ConfiguredElement connected, Map<String, Secret> delivered) {
    Element element = connected.element();
    String type = element.authentication().type();
    ConfiguredElement after = connected;
    if (declares(element, TokenSteps.EXCHANGE) && !Set.of(OAUTH1, OAUTH2).contains(type)) {
      after =
          steps.kept(organizationId, after, TokenSteps.EXCHANGE, withCallback(after, delivered));
    }
    if (declares(element, TokenSteps.PASSWORD) && !type.equals(PASSWORD)) {
      after =
          steps.kept(organizationId, after, TokenSteps.PASSWORD, withCallback(after, delivered));
    }
    return after;
  }

  /**
   * Does what an element has to be done after each renewal of its tokens.
   *
   * @return the configuration with what it keeps of that
   * @throws OAuthException when the provider refuses or fails
   */
  ConfiguredElement afterRefresh(long organizationId, ConfiguredElement renewed) {
    return steps.kept(organizationId, renewed, TokenSteps.AFTER_REFRESH, Map.of());
  }

  /** What the provider wants to know whenever it is asked for tokens. */
  Map<String, String> tokenParameters(ConfiguredElement connected) {
    return engine.tokenParameters(connected.element(), connected.configuration());
  }

  /**
   * Revokes tokens where the provider can.
   *
   * @throws OAuthException when the provider does not confirm it
   */
  void revoke(long organizationId, ConfiguredElement connected) {
    Optional<StoredTokens> stored = StoredTokens.of(connected);
    if (stored.isEmpty()) {
      return;
    }
    StoredTokens tokens = stored.get();
    if (declares(connected.element(), TokenSteps.REVOKE)) {
      Map<String, Secret> parameters = new HashMap<>(Map.of("token", tokens.access()));
      tokens.refresh().ifPresent(token -> parameters.put("refreshToken", token));
      var _ = steps.kept(organizationId, connected, TokenSteps.REVOKE, parameters);
    } else if (connected.element().authentication().type().equals(OAUTH2)
        && connected.find("oauth.token.revoke_url").isPresent()) {
      revoke(organizationId, connected, OAuth2Settings.of(connected::find), tokens);
    }
  }

  private void revoke(
      long organizationId,
      ConfiguredElement connected,
      OAuth2Settings settings,
      StoredTokens tokens) {
    switch (settings.revokeStyle()) {
      // RFC 7009 revokes a whole grant by its refresh token.
      case FORM, TOKEN ->
          client.revoke(
              sender(connected.element()), settings, tokens.refresh().orElse(tokens.access()));
      case BEARER -> revokeByItself(organizationId, connected, settings, tokens);
    }
  }

  /** A token that signs its own revocation has to be good; one that is over is renewed for it. */
  private void revokeByItself(
      long organizationId,
      ConfiguredElement connected,
      OAuth2Settings settings,
      StoredTokens tokens) {
    Sender sender = sender(connected.element());
    try {
      client.revoke(sender, settings, tokens.access());
    } catch (OAuthException e) {
      if (e.kind() != OAuthException.Kind.REFUSED || tokens.credential().isEmpty()) {
        throw e;
      }
      ConfiguredElement renewed = refresh(organizationId, connected, tokens.credential().get());
      client.revoke(sender, settings, StoredTokens.of(renewed).orElseThrow().access());
    }
  }

  private Sender sender(Element element) {
    return egress.bind(AllowedHosts.of(element.hosts()));
  }
}
