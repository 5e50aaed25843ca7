package dev.valence.identity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.valence.model.Secret;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user as callers see it (contract, platform 1.5).
 *
 * @param password always the same word
 * @param lastLoginDate the beginning of 1970 if there was no login yet
 * @param roles the user's own, without those of the account
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
    List<RoleAnswer> roles,
    @JsonUnwrapped Contact contact,
    @Nullable String secret) {

  /** What answers have in the place of a password. */
  static final String PASSWORD = "secured";

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
        user.roles().stream().map(Role::answer).toList(),
        user.contact(),
        secret == null ? null : secret.reveal());
  }
}
