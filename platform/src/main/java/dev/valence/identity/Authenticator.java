package dev.valence.identity;

import dev.valence.http.Access;
import dev.valence.http.Credentials;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling (contract, core 1.2). */
@ApplicationScoped
class Authenticator {

  private final UserRepository users;
  private final KnownCallers callers;
  private final IdentitySecrets secrets;
  private final SessionTokens sessions;

  @Inject
  Authenticator(
      Database database, KnownCallers callers, IdentitySecrets secrets, SessionTokens sessions) {
    this.users = new UserRepository(database);
    this.callers = callers;
    this.secrets = secrets;
    this.sessions = sessions;
  }

  /**
   * Checks all credentials but the element's, whose room does that.
   *
   * @return who is calling; empty if the call is open and nobody said it
   * @throws ApiException 401 if what the level needs is missing, or anything that was sent is wrong
   *     or belongs to somebody else than the rest
   */
  Optional<Principal> authenticate(Credentials sent, Access.Level level) {
    boolean complete =
        switch (level) {
          case OPEN -> sent.organization() == null || sent.user() != null;
          case ORGANIZATION ->
              (sent.user() != null && sent.organization() != null)
                  || (sent.bearer() != null && sent.user() == null && sent.organization() == null);
          case INSTANCE -> sent.user() != null;
        };
    if (!complete) {
      throw ApiException.invalidCredentials();
    }
    Optional<Principal> bySecrets =
        Optional.ofNullable(sent.user()).map(user -> bySecrets(user, sent.organization()));
    Optional<Principal> byToken = Optional.ofNullable(sent.bearer()).map(this::byToken);
    if (bySecrets.isPresent() && byToken.isPresent() && !bySecrets.equals(byToken)) {
      throw ApiException.invalidCredentials();
    }
    return bySecrets.or(() -> byToken);
  }

  private Principal bySecrets(Secret user, @Nullable Secret organization) {
    byte @Nullable [] organizationHash =
        organization == null ? null : secrets.organizationHash(organization);
    return callers
        .find(secrets.userHash(user), organizationHash)
        .orElseThrow(ApiException::invalidCredentials);
  }

  /** The user is looked up again, who may have been deactivated since the login. */
  private Principal byToken(Secret token) {
    return sessions
        .read(token)
        .flatMap(named -> users.find(named.organizationId(), named.userId()))
        .filter(User::active)
        .map(User::principal)
        .orElseThrow(ApiException::invalidCredentials);
  }
}
