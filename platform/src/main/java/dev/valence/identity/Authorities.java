package dev.valence.identity;

import dev.valence.model.ApiException;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Tells other rooms what callers may do, by their roles. */
@ApplicationScoped
public class Authorities {

  private final UserRepository users;

  @Inject
  public Authorities(Database database) {
    this.users = new UserRepository(database);
  }

  /**
   * What somebody may do.
   *
   * @throws ApiException 401 when the user has gone meanwhile
   */
  public Authority of(Principal principal) {
    int rank =
        users
            .find(principal.organizationId(), principal.userId())
            .map(User::rank)
            .orElseThrow(ApiException::invalidCredentials);
    return new Authority(
        principal.accountId(), rank >= Role.ADMIN.rank(), rank >= Role.ORG_ADMIN.rank());
  }

  /**
   * What somebody may do (contract, platform 1.6).
   *
   * @param accountId the caller's account
   * @param ofAccount whether they administer it
   * @param ofOrganization whether they administer all accounts
   */
  public record Authority(long accountId, boolean ofAccount, boolean ofOrganization) {

    /** Whether they administer an account of their organization. */
    public boolean administers(long account) {
      return ofOrganization || (ofAccount && account == accountId);
    }
  }
}
