package dev.valence.identity;

import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import java.time.Instant;
import java.util.Set;

/** An organization beside the first one, to see that neither finds what is the other's. */
public final class AnotherOrganization {

  private AnotherOrganization() {}

  /** Adds an organization with one user, its administrator, and gives that user. */
  public static Principal add(
      Database database, Vault vault, String email, Secret userSecret, Secret organizationSecret) {
    IdentitySecrets secrets = new IdentitySecrets(database, vault);
    OrganizationRepository organizations = new OrganizationRepository(database);
    UserRepository users = new UserRepository(database);
    return database.transact(handle -> {
      long organization = organizations.nextId(handle);
      organizations.insert(
          handle,
          organization,
          "Another",
          secrets.organizationHash(organizationSecret),
          secrets.sealOrganization(organization, organizationSecret));
      long account = organizations.insertDefaultAccount(handle, organization, "a", "A");
      User user =
          new User(
              users.nextId(handle),
              organization,
              account,
              email,
              "An",
              "Other",
              "none",
              true,
              Instant.EPOCH,
              null,
              Set.of(Role.ORG_ADMIN),
              Set.of(),
              Contact.NONE);
      users.insert(
          handle,
          user,
          secrets.userHash(userSecret),
          secrets.sealUser(organization, user.id(), userSecret));
      return user.principal();
    });
  }
}
