package dev.valence.identity;

import org.jdbi.v3.core.Handle;

/** The roles of users and of accounts in the database. */
final class RoleRepository {

  /** Who can have roles. */
  enum Holder {
    USER("users"),
    ACCOUNT("accounts");

    private final String table;

    Holder(String table) {
      this.table = table;
    }
  }

  /** Gives somebody a role; false if they have it. */
  boolean grant(Handle handle, Holder holder, long organizationId, long id, Role role) {
    return change(
        """
        update %s set roles = array_append(roles, :role)
        where organization_id = :organization and id = :id and not (:role = any(roles))
        """,
        handle, holder, organizationId, id, role);
  }

  /** Takes a role from somebody; false if they do not have it. */
  boolean revoke(Handle handle, Holder holder, long organizationId, long id, Role role) {
    return change(
        """
        update %s set roles = array_remove(roles, :role)
        where organization_id = :organization and id = :id and :role = any(roles)
        """,
        handle, holder, organizationId, id, role);
  }

  private static boolean change(
      String sql, Handle handle, Holder holder, long organizationId, long id, Role role) {
    return handle
            .createUpdate(sql.formatted(holder.table))
            .bind("organization", organizationId)
            .bind("id", id)
            .bind("role", role.key())
            .execute()
        == 1;
  }
}
