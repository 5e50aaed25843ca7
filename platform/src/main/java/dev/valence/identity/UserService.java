package dev.valence.identity;

import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be done with users. Another organization's user is an unknown one. */
@ApplicationScoped
class UserService {

  private static final String THING = "user";
  private static final String CALLER = "me";

  private final Database database;
  private final KnownCallers callers;
  private final UserRepository users;
  private final AccountRepository accounts;
  private final IdentitySecrets secrets;
  private final Passwords passwords;
  private final UserRemoval removal;
  private final AuditLog audit;

  UserService(
      Database database,
      KnownCallers callers,
      IdentitySecrets secrets,
      Passwords passwords,
      UserRemoval removal,
      AuditLog audit) {
    this.database = database;
    this.callers = callers;
    this.users = new UserRepository(database);
    this.accounts = new AccountRepository(database);
    this.secrets = secrets;
    this.passwords = passwords;
    this.removal = removal;
    this.audit = audit;
  }

  /**
   * Whose users a call is about.
   *
   * @param privileges the caller's
   * @param accountId the account; null for all of the organization
   */
  record Scope(Privileges privileges, @Nullable Long accountId) {

    long organizationId() {
      return privileges.user().organizationId();
    }
  }

  /** A user with the secret that nobody shows again without the password. */
  record NewUser(User user, Secret secret) {}

  /** What a caller may do. */
  Privileges privileges(Principal caller) {
    return new Privileges(
        users
            .find(caller.organizationId(), caller.userId())
            .orElseThrow(ApiException::invalidCredentials));
  }

  /** The users of all accounts. */
  Scope ofOrganization(Principal caller) {
    return new Scope(privileges(caller), null);
  }

  /** The users of the default account. */
  Scope ofDefaultAccount(Principal caller) {
    return new Scope(privileges(caller), accounts.findDefault(caller.organizationId()));
  }

  /**
   * The users of an account.
   *
   * @throws ApiException 404
   */
  Scope ofAccount(Principal caller, String id) {
    Account account =
        Ids.number(id)
            .flatMap(number -> accounts.find(caller.organizationId(), number))
            .orElseThrow(() -> ApiException.notFound(AccountService.THING, id));
    return new Scope(privileges(caller), account.id());
  }

  /**
   * A page of users, and how many there are on all pages.
   *
   * @throws ApiException 403; 404 if there is none
   */
  Listed<User> list(Scope scope, Selection selection) {
    Scope seen = visible(scope);
    Page<User> page = users.list(seen.organizationId(), seen.accountId(), selection);
    if (page.items().isEmpty() && selection.page().nextPage().isEmpty()) {
      throw ApiException.of(404, "No users found");
    }
    return new Listed<>(page, users.count(seen.organizationId(), seen.accountId(), selection));
  }

  /** Who manages one account sees its users only. */
  private static Scope visible(Scope scope) {
    Privileges privileges = scope.privileges();
    Long accountId = scope.accountId();
    if (accountId != null) {
      privileges.requireAccount(accountId);
    } else if (!privileges.ofOrganization()) {
      long own = privileges.user().accountId();
      privileges.requireAccount(own);
      return new Scope(privileges, own);
    }
    return scope;
  }

  /**
   * A user by number or e-mail, or the caller.
   *
   * @throws ApiException 403, 404
   */
  User get(Scope scope, String idOrEmail) {
    User user = require(scope, idOrEmail);
    scope.privileges().requireSight(user);
    return user;
  }

  /**
   * Makes a user of the scope's account.
   *
   * @throws ApiException 400, 403, 409
   */
  NewUser create(Scope scope, UserBody body) {
    long accountId = Objects.requireNonNull(scope.accountId());
    scope.privileges().requireAccount(accountId);
    body.checkNew();
    body.grantedRoles().forEach(scope.privileges()::requireGrant);
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(body.grantedRoles());
    String passwordHash = passwords.hash(body.newPassword().orElseThrow());
    Secret secret = secrets.generate();
    long organizationId = scope.organizationId();
    long id =
        database.transact(handle -> {
          User user =
              new User(
                  users.nextId(handle),
                  organizationId,
                  accountId,
                  UserBody.checked(body.email()),
                  UserBody.checked(body.firstName()),
                  UserBody.checked(body.lastName()),
                  passwordHash,
                  !Boolean.FALSE.equals(body.active()),
                  Instant.now(),
                  null,
                  roles,
                  Set.of(),
                  body.contact());
          users.insert(
              handle,
              user,
              secrets.userHash(secret),
              secrets.sealUser(organizationId, user.id(), secret));
          audit.record(handle, event(user, Action.CREATED));
          return user.id();
        });
    return new NewUser(users.find(organizationId, id).orElseThrow(), secret);
  }

  /**
   * Changes a user.
   *
   * @param whole whether what is left out is removed
   * @param permanent whether a user who is deactivated loses the instances
   * @throws ApiException 400, 403, 404, 409
   */
  User change(Scope scope, String idOrEmail, UserBody body, boolean whole, boolean permanent) {
    User known = require(scope, idOrEmail);
    scope.privileges().requireChange(known);
    body.checkChange(whole);
    boolean deactivated = Boolean.FALSE.equals(body.active());
    if (deactivated) {
      scope.privileges().requireOther(known);
    }
    Optional<String> passwordHash = body.newPassword().map(passwords::hash);
    Runnable afterwards =
        database.transact(handle -> {
          User old =
              users
                  .findForUpdate(handle, known.organizationId(), known.id())
                  .orElseThrow(() -> ApiException.notFound(THING, idOrEmail));
          scope.privileges().requireChange(old);
          users.update(handle, changed(old, body, whole, passwordHash), body.active());
          callers.changed(handle);
          audit.record(handle, event(old, deactivated ? Action.DISABLED : Action.CHANGED));
          return deactivated && permanent
              ? removal.clear(handle, old.organizationId(), List.of(old.id()))
              : () -> {};
        });
    afterwards.run();
    return users
        .find(known.organizationId(), known.id())
        .orElseThrow(() -> ApiException.notFound(THING, idOrEmail));
  }

  private static User changed(
      User old, UserBody body, boolean whole, Optional<String> passwordHash) {
    return new User(
        old.id(),
        old.organizationId(),
        old.accountId(),
        Objects.requireNonNullElse(body.email(), old.email()),
        Objects.requireNonNullElse(body.firstName(), old.firstName()),
        Objects.requireNonNullElse(body.lastName(), old.lastName()),
        passwordHash.orElse(old.passwordHash()),
        old.active(),
        old.createdAt(),
        old.lastLoginAt(),
        old.roles(),
        old.accountRoles(),
        whole ? body.contact() : body.contact().or(old.contact()));
  }

  /**
   * Deletes a user with their instances.
   *
   * @throws ApiException 403, 404
   */
  void delete(Scope scope, String idOrEmail) {
    User user = require(scope, idOrEmail);
    scope.privileges().requireOther(user);
    Runnable afterwards =
        database.transact(handle -> {
          audit.record(handle, event(user, Action.DELETED));
          return removal.remove(handle, user.organizationId(), List.of(user.id()));
        });
    afterwards.run();
  }

  /**
   * Gives a user a new secret; the old one fails from now on.
   *
   * @throws ApiException 403, 404
   */
  Secret renewSecret(Scope scope, String idOrEmail) {
    User user = require(scope, idOrEmail);
    scope.privileges().requireChange(user);
    return database.transact(handle -> {
      audit.record(handle, event(user, Action.SECRET_REPLACED));
      callers.changed(handle);
      return secrets.renewUser(handle, user.organizationId(), user.id());
    });
  }

  private static AuditEvent event(User user, Action action) {
    return AuditEvent.of(user.organizationId(), action, Kind.USER, user.id());
  }

  /** A user of a scope, whoever asks. */
  User require(Scope scope, String idOrEmail) {
    return find(scope, idOrEmail)
        .filter(user -> scope.accountId() == null || scope.accountId() == user.accountId())
        .orElseThrow(() -> ApiException.notFound(THING, idOrEmail));
  }

  private Optional<User> find(Scope scope, String idOrEmail) {
    if (idOrEmail.equals(CALLER)) {
      return Optional.of(scope.privileges().user());
    }
    if (idOrEmail.contains("@") && idOrEmail.indexOf(0) == -1) {
      return users
          .findByEmail(idOrEmail)
          .filter(user -> user.organizationId() == scope.organizationId());
    }
    return Ids.number(idOrEmail).flatMap(id -> users.find(scope.organizationId(), id));
  }
}
