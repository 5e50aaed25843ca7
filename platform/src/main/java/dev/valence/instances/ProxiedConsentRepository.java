package dev.valence.instances;

import dev.valence.model.Secret;
import dev.valence.oauth.PkceVerifier;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Consents that come by an OAuth proxy. Each has a state of its own, which nobody can guess and
 * which works once (RFC 9700, 4.7); what belongs to the code that came with it is found by the
 * code.
 */
@ApplicationScoped
class ProxiedConsentRepository {

  private static final String STATE = "oauth-state";
  private static final String CODE = "proxied-code";
  private static final int STATE_BYTES = 32;

  /** How long a user may take to consent. */
  private static final Duration STATE_KEPT = Duration.ofMinutes(10);

  /** How long after that an application may take to post the code. */
  private static final Duration CODE_KEPT = Duration.ofMinutes(15);

  private final Database database;
  private final Vault vault;
  private final SecureRandom random = new SecureRandom();

  ProxiedConsentRepository(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /**
   * A consent that is asked for.
   *
   * @param organizationId whose it is
   * @param proxyId by which proxy it comes
   * @param elementId at which element
   * @param redirectUri the proxy's URL, where the provider sends the user to
   * @param verifier the proof that is to accompany the code; null for none
   */
  record Asked(
      long organizationId,
      long proxyId,
      long elementId,
      String redirectUri,
      @Nullable PkceVerifier verifier) {}

  /**
   * The application that a user comes from and goes back to.
   *
   * @param url where it listens
   * @param state what it gets back
   */
  record Application(String url, String state) {}

  /** Keeps a consent that is about to be asked for, and gives its state. */
  Secret begin(Asked asked, Application application) {
    byte[] bytes = new byte[STATE_BYTES];
    random.nextBytes(bytes);
    Secret state = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    byte[] hash = vault.lookupHash(STATE, state);
    byte @Nullable [] verifier =
        asked.verifier() == null
            ? null
            : vault.seal(asked.organizationId(), row(hash), asked.verifier().value());
    database.change(handle -> {
      handle.execute("delete from oauth_proxy_consents where expires_at < now()");
      handle
          .createUpdate(
              """
              insert into oauth_proxy_consents
                (state_hash, organization_id, proxy_id, element_id, redirect_uri, application_url,
                 application_state, verifier_sealed, expires_at)
              values
                (:hash, :organization, :proxy, :element, :redirect, :url, :state, :verifier,
                 now() + :kept)
              """)
          .bind("hash", hash)
          .bind("organization", asked.organizationId())
          .bind("proxy", asked.proxyId())
          .bind("element", asked.elementId())
          .bind("redirect", asked.redirectUri())
          .bind("url", application.url())
          .bind("state", application.state())
          .bind("verifier", verifier)
          .bind("kept", STATE_KEPT)
          .execute();
    });
    return state;
  }

  /**
   * Uses a state up: the look-up that begins without an organization, since it is a browser that
   * brings the state.
   *
   * @param code what came with it; empty when the user or the provider refused
   * @return the application; empty for a state that is unknown, used or too old
   */
  Optional<Application> use(Secret state, Optional<Secret> code) {
    return database.transact(handle ->
        handle
            .createQuery(
                """
                update oauth_proxy_consents
                set used_at = now(), code_hash = :code, expires_at = now() + :kept
                where state_hash = :hash and used_at is null and expires_at > now()
                returning application_url, application_state
                """)
            .bind("hash", vault.lookupHash(STATE, state))
            .bind("code", code.map(secret -> vault.lookupHash(CODE, secret)).orElse(null))
            .bind("kept", CODE_KEPT)
            .map((row, context) -> new Application(row.getString(1), row.getString(2)))
            .findOne());
  }

  /**
   * Whose consent it was that a state was used up by.
   *
   * @param organizationId the organization
   * @param elementId at which element
   */
  record Used(long organizationId, long elementId) {}

  /** The consent whose state has come before, as long as it is remembered. */
  Optional<Used> findUsed(Secret state) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select organization_id, element_id from oauth_proxy_consents
                where state_hash = :hash and used_at is not null
                """)
            .bind("hash", vault.lookupHash(STATE, state))
            .map((row, context) -> new Used(row.getLong(1), row.getLong(2)))
            .findOne());
  }

  /** The consent whose code this is, for some minutes after it came. */
  Optional<Asked> findByCode(long organizationId, long elementId, Secret code) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select state_hash, proxy_id, redirect_uri, verifier_sealed
                from oauth_proxy_consents
                where organization_id = :organization and element_id = :element
                  and code_hash = :code and expires_at > now()
                order by used_at desc limit 1
                """)
            .bind("organization", organizationId)
            .bind("element", elementId)
            .bind("code", vault.lookupHash(CODE, code))
            .map((row, context) ->
                new Asked(
                    organizationId,
                    row.getLong("proxy_id"),
                    elementId,
                    row.getString("redirect_uri"),
                    verifier(
                        organizationId,
                        row.getBytes("state_hash"),
                        row.getBytes("verifier_sealed"))))
            .findOne());
  }

  private @Nullable PkceVerifier verifier(
      long organizationId, byte[] stateHash, byte @Nullable [] sealed) {
    return sealed == null
        ? null
        : new PkceVerifier(vault.open(organizationId, row(stateHash), sealed));
  }

  private static String row(byte[] stateHash) {
    return "proxied-consent:" + HexFormat.of().formatHex(stateHash);
  }
}
