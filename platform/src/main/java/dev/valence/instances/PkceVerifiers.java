package dev.valence.instances;

import dev.valence.instances.ProxiedConsentRepository.Asked;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth2Settings;
import dev.valence.oauth.OAuth2Settings.Pkce;
import dev.valence.oauth.PkceVerifier;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proofs that accompany codes (RFC 7636), for elements that want them. */
@ApplicationScoped
class PkceVerifiers {

  private static final int BYTES = 32;

  private final Vault vault;
  private final ProxiedConsentRepository consents;
  private final SecureRandom random = new SecureRandom();

  PkceVerifiers(Vault vault, ProxiedConsentRepository consents) {
    this.vault = vault;
    this.consents = consents;
  }

  /**
   * The verifier that belongs to a code.
   *
   * @return null where there was none
   */
  @Nullable PkceVerifier of(
      long organizationId, Element element, OAuth2Settings settings, Secret code) {
    Optional<Asked> proxied = consents.findByCode(organizationId, element.id(), code);
    return proxied.isPresent() ? proxied.get().verifier() : derived(element, settings);
  }

  /**
   * The verifier of the flow of two calls. They share no session, so it is derived: the same on
   * every node, never shown, and nobody's who does not hold the installation's key.
   *
   * @return null where the element wants none
   */
  @Nullable PkceVerifier derived(Element element, OAuth2Settings settings) {
    if (settings.pkce() == Pkce.NONE) {
      return null;
    }
    return PkceVerifier.of(
        vault.derive("pkce", element.key(), settings.app().id().reveal(), settings.redirectUri()));
  }

  /**
   * A verifier of its own for a flow that the platform hosts.
   *
   * @return null where the element wants none
   */
  @Nullable PkceVerifier fresh(OAuth2Settings settings) {
    if (settings.pkce() == Pkce.NONE) {
      return null;
    }
    byte[] seed = new byte[BYTES];
    random.nextBytes(seed);
    return PkceVerifier.of(seed);
  }
}
