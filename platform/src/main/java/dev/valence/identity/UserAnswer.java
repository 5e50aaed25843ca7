package dev.valence.identity;

import dev.valence.model.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user as callers see it (contract, platform 1.5).
 *
 * @param password always the same word
 * @param lastLoginDate the beginning of 1970 if there was no login yet
 * @param secret only for whoever showed the password
 */
public record UserAnswer(
    long id,
    long accountId,
    String email,
    String firstName,
    String lastName,
    String fullName,
    String password,
    boolean active,
    Instant createdDate,
    Instant lastLoginDate,
    boolean emailValid,
    boolean enabled,
    boolean accountExpired,
    boolean accountLocked,
    boolean credentialsExpired,
    boolean accountNonExpired,
    boolean accountNonLocked,
    boolean credentialsNonExpired,
    @Nullable String secret) {

  private static final String PASSWORD = "secured";

  static UserAnswer of(User user, @Nullable Secret secret) {
    return new UserAnswer(
        user.id(),
        user.accountId(),
        user.email(),
        user.firstName(),
        user.lastName(),
        user.firstName() + " " + user.lastName(),
        PASSWORD,
        user.active(),
        user.createdAt().truncatedTo(ChronoUnit.SECONDS),
        Objects.requireNonNullElse(user.lastLoginAt(), Instant.EPOCH)
            .truncatedTo(ChronoUnit.SECONDS),
        true,
        user.active(),
        false,
        !user.active(),
        false,
        true,
        user.active(),
        true,
        secret == null ? null : secret.reveal());
  }
}
