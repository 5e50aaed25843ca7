package dev.valence.instances;

import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.Sender;
import dev.valence.engine.Engine;
import dev.valence.instances.Instance.Value;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Client;
import dev.valence.oauth.OAuth1Settings;
import dev.valence.oauth.OAuth2Client;
import dev.valence.oauth.OAuth2Settings;
import dev.valence.oauth.OAuthException;
import dev.valence.oauth.TokenSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** OAuth for elements: what a definition and an instance say, in the protocol's words. */
@ApplicationScoped
class Authorizations {

  private static final String OAUTH2 = "oauth2";
  private static final String OAUTH1 = "oauth1";

  private final OAuth2Client client;
  private final OAuth1Client oauth1;
  private final Engine engine;
  private final Egress egress;
  private final PkceVerifiers verifiers;

  Authorizations(
      OAuth2Client client,
      OAuth1Client oauth1,
      Engine engine,
      Egress egress,
      PkceVerifiers verifiers) {
    this.client = client;
    this.oauth1 = oauth1;
    this.engine = engine;
    this.egress = egress;
    this.verifiers = verifiers;
  }

  /**
   * Finds out whether an account can be connected with a configuration.
   *
   * @throws ApiException 400 that names every entry that is missing or wrong
   */
  void check(ConfiguredElement asked) {
    switch (asked.element().authentication().type()) {
      case OAUTH2 -> OAuth2Settings.of(asked::find);
      case OAUTH1 -> OAuth1Settings.of(asked::find);
      default -> {
        // Others have nothing that is written in a protocol's words.
      }
    }
  }

  /**
   * Exchanges what a provider takes once for tokens.
   *
   * @param organizationId whose caller delivers it
   * @return the values that the configuration keeps of the answer
   * @throws OAuthException when there are none
   */
  Map<String, Value> exchange(long organizationId, ConfiguredElement asked, Grant.Once grant) {
    Element element = asked.element();
    return switch (grant) {
      case Grant.Code(Secret code) -> {
        OAuth2Settings settings = OAuth2Settings.of(asked::find);
        yield StoredTokens.values(
            element,
            client.exchange(
                sender(element),
                settings,
                code,
                verifiers.of(organizationId, element, settings, code),
                tokenParameters(asked)));
      }
      case Grant.Verified(Secret token, Secret tokenSecret, Secret verifier) ->
          StoredTokens.values(
              element,
              oauth1.accessToken(
                  sender(element), OAuth1Settings.of(asked::find), token, tokenSecret, verifier));
    };
  }

  /**
   * Exchanges the credential of a renewal for an access token.
   *
   * @throws OAuthException when there is none
   */
  TokenSet refresh(ConfiguredElement connected, Secret credential) {
    return client.refresh(
        sender(connected.element()),
        OAuth2Settings.of(connected::find),
        credential,
        tokenParameters(connected));
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
  void revoke(ConfiguredElement connected) {
    Optional<StoredTokens> stored = StoredTokens.of(connected);
    if (stored.isEmpty() || !connected.element().authentication().type().equals(OAUTH2)) {
      return;
    }
    OAuth2Settings settings = OAuth2Settings.of(connected::find);
    StoredTokens tokens = stored.get();
    switch (settings.revokeStyle()) {
      // RFC 7009 revokes a whole grant by its refresh token.
      case FORM, TOKEN ->
          client.revoke(
              sender(connected.element()), settings, tokens.refresh().orElse(tokens.access()));
      case BEARER -> revokeByItself(connected, settings, tokens);
    }
  }

  /** A token that signs its own revocation has to be good; one that is over is renewed for it. */
  private void revokeByItself(
      ConfiguredElement connected, OAuth2Settings settings, StoredTokens tokens) {
    Sender sender = sender(connected.element());
    try {
      client.revoke(sender, settings, tokens.access());
    } catch (OAuthException e) {
      if (e.kind() != OAuthException.Kind.REFUSED || tokens.credential().isEmpty()) {
        throw e;
      }
      client.revoke(sender, settings, refresh(connected, tokens.credential().get()).accessToken());
    }
  }

  private Sender sender(Element element) {
    return egress.bind(AllowedHosts.of(element.hosts()));
  }
}
