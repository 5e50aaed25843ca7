package dev.valence.instances;

import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import dev.valence.model.Configuration;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth2Client;
import dev.valence.oauth.OAuth2Settings;
import dev.valence.oauth.OAuthException;
import dev.valence.oauth.TokenSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** OAuth 2.0 for elements: what a definition and an instance say, in the protocol's words. */
@ApplicationScoped
class Authorizations {

  private static final String TYPE = "oauth2";

  private final OAuth2Client client;
  private final Egress egress;
  private final PkceVerifiers verifiers;

  Authorizations(OAuth2Client client, Egress egress, PkceVerifiers verifiers) {
    this.client = client;
    this.egress = egress;
    this.verifiers = verifiers;
  }

  /**
   * Exchanges a code for tokens.
   *
   * @throws OAuthException when there are none
   */
  TokenSet exchange(Element element, Map<String, String> given, Secret code) {
    OAuth2Settings settings = settings(element, given);
    return client.exchange(
        sender(element), settings, code, verifiers.derived(element, settings), Map.of());
  }

  /**
   * Exchanges a refresh token for an access token.
   *
   * @throws OAuthException when there is none
   */
  TokenSet refresh(LiveInstance instance, Secret refreshToken) {
    return client.refresh(
        sender(instance.element()),
        OAuth2Settings.of(instance::configuration),
        refreshToken,
        Map.of());
  }

  /**
   * Revokes an instance's tokens where the provider can.
   *
   * @throws OAuthException when the provider does not confirm it
   */
  void revoke(LiveInstance instance) {
    OAuth2Settings settings = OAuth2Settings.of(instance::configuration);
    StoredTokens.of(instance.instance())
        .ifPresent(tokens -> {
          switch (settings.revokeStyle()) {
            // RFC 7009 revokes a whole grant by its refresh token.
            case FORM, TOKEN ->
                client.revoke(
                    sender(instance.element()), settings, tokens.refresh().orElse(tokens.access()));
            case BEARER -> revokeByItself(instance, settings, tokens);
          }
        });
  }

  /** A token that signs its own revocation has to be good; one that is over is renewed for it. */
  private void revokeByItself(LiveInstance instance, OAuth2Settings settings, StoredTokens tokens) {
    Sender sender = sender(instance.element());
    try {
      client.revoke(sender, settings, tokens.access());
    } catch (OAuthException e) {
      if (e.kind() != OAuthException.Kind.REFUSED || tokens.refresh().isEmpty()) {
        throw e;
      }
      Secret renewed =
          client.refresh(sender, settings, tokens.refresh().get(), Map.of()).accessToken();
      client.revoke(sender, settings, renewed);
    }
  }

  private static OAuth2Settings settings(Element element, Map<String, String> given) {
    if (!element.authentication().type().equals(TYPE)) {
      throw ApiException.badRequest(
          "The element " + element.key() + " does not authenticate with OAuth 2.0.");
    }
    return OAuth2Settings.of(
        Configuration.of(element, key -> Optional.ofNullable(given.get(key)))::find);
  }

  private Sender sender(Element element) {
    return egress.bind(AllowedHosts.of(element.hosts()));
  }
}
