package dev.valence.identity;

import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.UnopenedException;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import org.jdbi.v3.core.Handle;

/**
 * The {@code User} and {@code Organization} credentials: 32 random bytes in base64, found by a
 * keyed hash and sealed to be shown again.
 */
@ApplicationScoped
class IdentitySecrets {

  private static final int BYTES = 32;

  private final UserRepository users;
  private final OrganizationRepository organizations;
  private final Vault vault;
  private final SecureRandom random = new SecureRandom();

  @Inject
  IdentitySecrets(Database database, Vault vault) {
    this.users = new UserRepository(database);
    this.organizations = new OrganizationRepository(database);
    this.vault = vault;
  }

  Secret generate() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(Base64.getEncoder().encodeToString(bytes));
  }

  byte[] userHash(Secret secret) {
    return vault.lookupHash("user.secret", secret);
  }

  byte[] organizationHash(Secret secret) {
    return vault.lookupHash("organization.secret", secret);
  }

  byte[] sealUser(long organizationId, long userId, Secret secret) {
    return vault.seal(organizationId, userRow(userId), secret);
  }

  byte[] sealOrganization(long organizationId, Secret secret) {
    return vault.seal(organizationId, organizationRow(organizationId), secret);
  }

  /**
   * The {@code User} credential.
   *
   * @throws ApiException 401 if the user is gone; 409 if what is stored does not open
   */
  Secret ofUser(Principal principal) {
    long organizationId = principal.organizationId();
    long userId = principal.userId();
    return users
        .findSealedSecret(organizationId, userId)
        .map(sealed -> open(organizationId, userRow(userId), sealed, "user"))
        .orElseThrow(ApiException::invalidCredentials);
  }

  /**
   * The {@code Organization} credential.
   *
   * @throws ApiException 401 if the organization is gone; 409 if what is stored does not open
   */
  Secret ofOrganization(long organizationId) {
    return organizations
        .findSealedSecret(organizationId)
        .map(
            sealed -> open(organizationId, organizationRow(organizationId), sealed, "organization"))
        .orElseThrow(ApiException::invalidCredentials);
  }

  /** Puts a new {@code User} credential in the place of the old one, which fails from now on. */
  Secret renewUser(Handle handle, long organizationId, long userId) {
    Secret secret = generate();
    users.putSecret(
        handle, organizationId, userId, userHash(secret), sealUser(organizationId, userId, secret));
    return secret;
  }

  /**
   * Puts a new {@code Organization} credential in the place of the old one, which fails from now
   * on.
   */
  Secret renewOrganization(Handle handle, long organizationId) {
    Secret secret = generate();
    organizations.putSecret(
        handle, organizationId, organizationHash(secret), sealOrganization(organizationId, secret));
    return secret;
  }

  /** A secret that was damaged still authenticates, by its hash; it only cannot be shown again. */
  private Secret open(long organizationId, String row, byte[] sealed, String whose) {
    try {
      return vault.open(organizationId, row, sealed);
    } catch (UnopenedException e) {
      throw ApiException.of(
          409,
          "What is stored of the "
              + whose
              + "'s secret was damaged and cannot be shown: give the "
              + whose
              + " a new secret.");
    }
  }

  static String userRow(long id) {
    return "user:" + id + ":secret";
  }

  static String organizationRow(long id) {
    return "organization:" + id + ":secret";
  }
}
