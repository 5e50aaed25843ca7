package dev.valence.identity;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in, or an application that has its own credentials.
 *
 * @param passwordHash Argon2id in its text form
 * @param active whether both the user and the account are
 * @param lastLoginAt null if there was no login yet
 * @param roles the user's own
 * @param accountRoles those that all users of the account have
 */
record User(
    long id,
    long organizationId,
    long accountId,
    String email,
    String firstName,
    String lastName,
    String passwordHash,
    boolean active,
    Instant createdAt,
    @Nullable Instant lastLoginAt,
    Set<Role> roles,
    Set<Role> accountRoles,
    Contact contact) {

  Principal principal() {
    return new Principal(id, accountId, organizationId);
  }

  /** How much the user may do: the rank of the highest role, 0 without one. */
  int rank() {
    return Stream.concat(roles.stream(), accountRoles.stream())
        .mapToInt(Role::rank)
        .max()
        .orElse(0);
  }
}
