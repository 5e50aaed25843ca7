package dev.valence.identity;

import dev.valence.model.ApiException;

/**
 * What somebody may do with accounts and users, by their roles and those of their account.
 *
 * @param user who it is
 */
record Privileges(User user) {

  /** Whether all accounts are theirs to manage. */
  boolean ofOrganization() {
    return user.rank() >= Role.ORG_ADMIN.rank();
  }

  boolean isSelf(User other) {
    return user.id() == other.id();
  }

  /**
   * Only who manages all accounts.
   *
   * @throws ApiException 403
   */
  void requireOrganization() {
    require(ofOrganization(), "This needs the role org-admin.");
  }

  /**
   * Only who manages the users of an account.
   *
   * @throws ApiException 403
   */
  void requireAccount(long accountId) {
    boolean own = user.accountId() == accountId && user.rank() >= Role.ADMIN.rank();
    require(own || ofOrganization(), "This needs the role admin in the account, or org-admin.");
  }

  /**
   * Only the user and who manages the users of their account.
   *
   * @throws ApiException 403
   */
  void requireSight(User other) {
    if (!isSelf(other)) {
      requireAccount(other.accountId());
    }
  }

  /**
   * Only the user and who manages them. Nobody manages somebody who may do more, whose password or
   * secret would give that away.
   *
   * @throws ApiException 403
   */
  void requireChange(User other) {
    requireSight(other);
    require(other.rank() <= user.rank(), "The user has a role above yours.");
  }

  /**
   * Only who manages somebody else.
   *
   * @throws ApiException 403
   */
  void requireOther(User other) {
    requireChange(other);
    require(!isSelf(other), "Nobody can do this to themselves.");
  }

  /**
   * Only who has as much as they give.
   *
   * @throws ApiException 403
   */
  void requireGrant(Role role) {
    require(
        role != Role.SYS_ADMIN && role.rank() <= user.rank(),
        "You cannot grant or revoke the role " + role.key() + ".");
  }

  static void require(boolean allowed, String message) {
    if (!allowed) {
      throw ApiException.forbidden(message);
    }
  }
}
