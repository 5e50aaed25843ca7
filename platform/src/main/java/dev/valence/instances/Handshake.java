package dev.valence.instances;

import dev.valence.engine.Engine;
import dev.valence.identity.AuditEvent;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.AuditLog;
import dev.valence.identity.Principal;
import dev.valence.instances.CodeExchangeRepository.Attempt;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuthException;
import dev.valence.store.Database;
import dev.valence.store.HeldLease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Connects an account with its provider: gets tokens for what the caller delivers, lets the engine
 * find out about the account, and has everything stored or nothing.
 */
@ApplicationScoped
class Handshake {

  private static final Logger LOG = Logger.getLogger(Handshake.class);

  private final Database database;
  private final CodeExchangeRepository codes;
  private final Authorizations authorizations;
  private final Engine engine;
  private final ProviderTurns turns;
  private final AuditLog audit;

  Handshake(
      Database database,
      CodeExchangeRepository codes,
      Authorizations authorizations,
      Engine engine,
      ProviderTurns turns,
      AuditLog audit) {
    this.database = database;
    this.codes = codes;
    this.authorizations = authorizations;
    this.engine = engine;
    this.turns = turns;
    this.audit = audit;
  }

  /** Stores an account that is connected. */
  @FunctionalInterface
  interface Storing {

    /**
     * Stores it.
     *
     * @param handle the transaction
     * @param connected all that its configuration is to have
     */
    Instance store(Handle handle, ConfiguredElement connected);
  }

  /**
   * Connects an account.
   *
   * @param asked the configuration, without tokens
   * @param delivered all that the caller has got of the provider
   * @param revokes whether the tokens are revoked when nothing comes of it; not those of an
   *     instance that exists, whose good ones a provider may revoke with them
   * @throws ApiException 400 with the provider's words when it refuses; 502 when it fails, or leads
   *     to hosts that the element does not declare; what the element says of an account that cannot
   *     be used
   */
  Instance complete(
      Principal owner,
      ConfiguredElement asked,
      Grant grant,
      Map<String, Secret> delivered,
      boolean revokes,
      Storing storing) {
    return switch (grant) {
      case Grant.Once once -> {
        // Whoever sends the same at the same time waits, and hears what became of it.
        try (HeldLease _ =
            turns.take(codes.lease(once.identity())).orElseThrow(() -> busy(asked.element()))) {
          yield redeem(owner, asked, once, delivered, revokes, storing);
        }
      }
      case Grant.Tokens tokens ->
          store(provisioned(owner, adopted(owner, asked, tokens), delivered), storing);
      case Grant.Credentials _ ->
          store(provisioned(owner, granted(owner, asked, delivered), delivered), storing);
    };
  }

  private Instance store(ConfiguredElement connected, Storing storing) {
    return database.transact(handle -> storing.store(handle, connected));
  }

  private Instance redeem(
      Principal owner,
      ConfiguredElement asked,
      Grant.Once grant,
      Map<String, Secret> delivered,
      boolean revokes,
      Storing storing) {
    ConfiguredElement connected = exchange(owner, asked, grant, delivered);
    try {
      ConfiguredElement provisioned = provisioned(owner, connected, delivered);
      return database.transact(handle -> {
        Instance stored = storing.store(handle, provisioned);
        codes.end(handle, owner.organizationId(), grant.identity());
        return stored;
      });
    } catch (RuntimeException e) {
      abandon(owner, connected, grant, revokes);
      throw e;
    }
  }

  private ConfiguredElement exchange(
      Principal owner, ConfiguredElement asked, Grant.Once grant, Map<String, Secret> delivered) {
    Element element = asked.element();
    long organizationId = owner.organizationId();
    Optional<Attempt> earlier = codes.begin(organizationId, element.id(), grant.identity());
    if (earlier.filter(Attempt::ended).isPresent()) {
      audit.record(
          AuditEvent.of(organizationId, Action.CODE_REPLAYED, Kind.ELEMENT, element.id())
              .by(owner)
              .failed());
      // Sent twice, a code can cost the tokens that came of it (RFC 6749, 4.1.2).
      throw ApiException.badRequest(
          "The code was already used, at "
              + earlier.get().startedAt()
              + ": a code works once. Ask the user for consent again.");
    }
    try {
      return authorizations.exchange(organizationId, asked, grant, delivered);
    } catch (OAuthException e) {
      if (e.kind() == OAuthException.Kind.REFUSED && earlier.isEmpty()) {
        codes.forget(organizationId, grant.identity()); // what became of it is known
      }
      throw failure(
          element, e, "the code", earlier.map(attempt -> lostBefore(element, attempt)).orElse(""));
    }
  }

  /** The code is spent; its tokens are of no use to anybody. None of this may hide the failure. */
  private void abandon(
      Principal owner, ConfiguredElement connected, Grant.Once grant, boolean revokes) {
    try {
      database.change(handle -> codes.end(handle, owner.organizationId(), grant.identity()));
      if (revokes) {
        authorizations.revoke(owner.organizationId(), connected);
      }
    } catch (RuntimeException e) {
      LOG.warnf(
          "The tokens of an account of %s that was not stored are not revoked: %s",
          connected.element().key(), e.getMessage());
    }
  }

  /** Tokens of the caller's; a wrong refresh token is found out now, not at night. */
  private ConfiguredElement adopted(Principal owner, ConfiguredElement asked, Grant.Tokens tokens) {
    ConfiguredElement given = asked.with(StoredTokens.values(tokens));
    Secret refresh = tokens.refresh();
    return refresh == null ? given : refreshed(owner, given, refresh, "the refresh token");
  }

  private ConfiguredElement refreshed(
      Principal owner, ConfiguredElement connected, Secret credential, String what) {
    try {
      return authorizations.refresh(owner.organizationId(), connected, credential);
    } catch (OAuthException e) {
      throw failure(connected.element(), e, what, "");
    }
  }

  /** Credentials, with the token that they give where the element wants one. */
  private ConfiguredElement granted(
      Principal owner, ConfiguredElement asked, Map<String, Secret> delivered) {
    if (!Authorizations.repeatsGrant(asked.element())) {
      return asked;
    }
    try {
      return authorizations.grant(
          owner.organizationId(), asked.without(StoredTokens.KEYS), delivered);
    } catch (OAuthException e) {
      throw failure(asked.element(), e, "the credentials", "");
    }
  }

  private ConfiguredElement provisioned(
      Principal owner, ConfiguredElement connected, Map<String, Secret> delivered) {
    Destinations.requireAllowed(connected);
    ConfiguredElement begun = begun(owner, StoredSession.undated(connected), delivered);
    Destinations.requireAllowed(begun);
    UnstoredInstance account = new UnstoredInstance(owner.organizationId(), begun);
    engine.provision(account, revealed(delivered));
    ConfiguredElement complete = StoredSession.dated(account.connected());
    if (authorizations
        .tokenParameters(complete)
        .equals(authorizations.tokenParameters(connected))) {
      return complete;
    }
    Secret credential =
        StoredTokens.of(complete)
            .flatMap(StoredTokens::credential)
            .orElseThrow(() ->
                ApiException.of(
                    502,
                    connected.element().name() + " gave no refresh token, and one is needed."));
    ConfiguredElement renewed = refreshed(owner, complete, credential, "a token for this account");
    Destinations.requireAllowed(renewed);
    return renewed;
  }

  private ConfiguredElement begun(
      Principal owner, ConfiguredElement connected, Map<String, Secret> delivered) {
    try {
      return authorizations.furtherSteps(owner.organizationId(), connected, delivered);
    } catch (OAuthException e) {
      throw failure(connected.element(), e, "the credentials", "");
    }
  }

  /** What the steps find of it; the code is spent. */
  private static Map<String, String> revealed(Map<String, Secret> delivered) {
    Map<String, String> revealed = new HashMap<>();
    delivered.forEach((name, value) -> revealed.put(name, value.reveal()));
    revealed.remove("code");
    return revealed;
  }

  private static ApiException busy(Element element) {
    return ApiException.of(
        502,
        "The code is being exchanged by another call and " + element.name() + " does not answer.");
  }

  private static String lostBefore(Element element, Attempt earlier) {
    return " It was already sent, at "
        + earlier.startedAt()
        + ", by a call that did not come to its end: "
        + element.name()
        + " has probably taken it then. Ask the user for consent again.";
  }

  private static ApiException failure(
      Element element, OAuthException failure, String what, String explanation) {
    String provider = element.name();
    return switch (failure.kind()) {
      case REFUSED ->
          ApiException.ofProvider(
              400,
              provider + " refused " + what + "." + explanation,
              failure.providerMessage().orElse(null),
              failure);
      case UNAVAILABLE, MALFORMED ->
          ApiException.ofProvider(
              502,
              provider + " could not exchange " + what + ": " + failure.getMessage(),
              failure.providerMessage().orElse(null),
              failure);
    };
  }
}
