package dev.valence.identity;

import dev.valence.model.Secret;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Puts new credentials in the place of old ones, which fail from then on. */
@ApplicationScoped
class SecretRenewal {

  private final Database database;
  private final KnownCallers callers;
  private final UserRepository users;
  private final OrganizationRepository organizations;
  private final IdentitySecrets secrets;

  @Inject
  SecretRenewal(Database database, KnownCallers callers, IdentitySecrets secrets) {
    this.database = database;
    this.callers = callers;
    this.users = new UserRepository(database);
    this.organizations = new OrganizationRepository(database);
    this.secrets = secrets;
  }

  /** Gives a user a new {@code User} credential. */
  Secret ofUser(long organizationId, long userId) {
    Secret secret = secrets.generate();
    byte[] sealed = secrets.sealUser(organizationId, userId, secret);
    database.change(handle -> {
      users.putSecret(handle, organizationId, userId, secrets.userHash(secret), sealed);
      callers.changed(handle);
    });
    return secret;
  }

  /** Gives an organization a new {@code Organization} credential. */
  Secret ofOrganization(long organizationId) {
    Secret secret = secrets.generate();
    byte[] sealed = secrets.sealOrganization(organizationId, secret);
    database.change(handle -> {
      organizations.putSecret(handle, organizationId, secrets.organizationHash(secret), sealed);
      callers.changed(handle);
    });
    return secret;
  }
}
