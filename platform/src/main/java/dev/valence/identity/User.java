package dev.valence.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in, or an application that has its own credentials.
 *
 * @param passwordHash Argon2id in its text form
 * @param lastLoginAt null if there was no login yet
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
    @Nullable Instant lastLoginAt) {

  Principal principal() {
    return new Principal(id, accountId, organizationId);
  }
}
