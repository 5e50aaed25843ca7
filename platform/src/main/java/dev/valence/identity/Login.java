package dev.valence.identity;

import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in with e-mail and password. */
@ApplicationScoped
class Login {

  /** The longest e-mail address (RFC 5321, with the erratum 1690). */
  private static final int LONGEST_EMAIL = 254;

  private final Database database;
  private final UserRepository users;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final SessionTokens sessions;
  private final AuditLog audit;

  @Inject
  Login(
      Database database,
      Passwords passwords,
      LoginThrottle throttle,
      SessionTokens sessions,
      AuditLog audit) {
    this.database = database;
    this.users = new UserRepository(database);
    this.passwords = passwords;
    this.throttle = throttle;
    this.sessions = sessions;
    this.audit = audit;
  }

  /**
   * Gives a token for {@code Bearer}.
   *
   * @throws ApiException 400 that names what is missing; 401 for an unknown or inactive user and
   *     for a wrong password, without a hint which; 429 after too many wrong attempts
   */
  Secret signIn(@Nullable String username, @Nullable Secret password) {
    List<String> faults = new ArrayList<>();
    if (username == null || username.isBlank()) {
      faults.add("username is missing.");
    } else if (username.length() > LONGEST_EMAIL) {
      faults.add("username has more than " + LONGEST_EMAIL + " characters.");
    }
    if (username != null && username.indexOf(0) >= 0) {
      faults.add("username has a NUL character.");
    }
    if (password == null || password.reveal().isEmpty()) {
      faults.add("password is missing.");
    }
    if (username == null || password == null || !faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
    Optional<User> user = users.findByEmail(username.strip()).filter(User::active);
    // The database takes more spellings for one e-mail than Java does; they share their attempts.
    String name = user.map(User::email).orElse(username.strip());
    if (!isRight(name, password, user.map(User::passwordHash).orElse(null))) {
      // Of whom nobody knows there is no organization to tell, nor may it be a mistyped password.
      user.ifPresent(known -> audit.record(signIn(known).failed()));
      throw ApiException.of(401, "The username or the password is wrong.");
    }
    User known = user.orElseThrow();
    database.change(handle -> {
      users.recordLogin(handle, known.organizationId(), known.id());
      audit.record(handle, signIn(known));
    });
    return sessions.issue(known.principal());
  }

  private static AuditEvent signIn(User user) {
    return AuditEvent.of(user.organizationId(), Action.SIGN_IN, Kind.USER, user.id())
        .by(user.principal());
  }

  /**
   * Whether a password is a user's.
   *
   * @throws ApiException 429 after too many wrong attempts
   */
  boolean isPassword(User user, Secret password) {
    return isRight(user.email(), password, user.passwordHash());
  }

  private boolean isRight(String name, Secret password, @Nullable String hash) {
    return throttle.attempt(name, () -> passwords.matches(password, hash));
  }
}
