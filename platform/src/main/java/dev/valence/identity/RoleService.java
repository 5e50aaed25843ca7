package dev.valence.identity;

import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.RoleRepository.Holder;
import dev.valence.model.ApiException;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Who has which role. Here, and nowhere else, what is another organization's is 403 (contract,
 * platform 1.4 and 1.5).
 */
@ApplicationScoped
class RoleService {

  private static final String FOREIGN = "It belongs to somebody else.";

  private final Database database;
  private final AuditLog audit;
  private final RoleRepository roles;
  private final UserRepository users;
  private final AccountRepository accounts;
  private final UserService userService;

  RoleService(Database database, UserService userService, AuditLog audit) {
    this.database = database;
    this.audit = audit;
    this.roles = new RoleRepository();
    this.users = new UserRepository(database);
    this.accounts = new AccountRepository(database);
    this.userService = userService;
  }

  /** The roles of a user, without those of the account. */
  List<RoleAnswer> ofUser(Principal caller, String idOrEmail) {
    Privileges privileges = userService.privileges(caller);
    User user = requireUser(caller, idOrEmail);
    privileges.requireSight(user);
    return answers(user.roles());
  }

  /**
   * Gives a user a role.
   *
   * @throws ApiException 400, 403, 404; 409 if the user has it
   */
  RoleAnswer grantUser(Principal caller, String idOrEmail, String key) {
    Role role = role(key);
    User user = requireGrant(caller, idOrEmail, role);
    if (!change(
        AuditEvent.of(user.organizationId(), Action.ROLE_GRANTED, Kind.USER, user.id()),
        handle -> roles.grant(handle, Holder.USER, user.organizationId(), user.id(), role))) {
      throw ApiException.of(409, "The user has the role " + key + " already.");
    }
    return role.answer();
  }

  /**
   * Takes a role from a user.
   *
   * @throws ApiException 400, 403; 404 also if the user does not have it
   */
  void revokeUser(Principal caller, String idOrEmail, String key) {
    Role role = role(key);
    User user = requireGrant(caller, idOrEmail, role);
    if (!change(
        AuditEvent.of(user.organizationId(), Action.ROLE_REVOKED, Kind.USER, user.id()),
        handle -> roles.revoke(handle, Holder.USER, user.organizationId(), user.id(), role))) {
      throw ApiException.of(404, "The user does not have the role " + key + ".");
    }
  }

  /** The roles that all users of an account have. */
  List<RoleAnswer> ofAccount(Principal caller, String id) {
    Privileges privileges = userService.privileges(caller);
    Account account = requireAccount(caller, id);
    privileges.requireAccount(account.id());
    return answers(account.roles());
  }

  /**
   * Gives all users of an account a role.
   *
   * @throws ApiException 400, 403, 404; 409 if the account has it
   */
  RoleAnswer grantAccount(Principal caller, String id, String key) {
    Role role = role(key);
    Account account = requireGrantOfAccount(caller, id, role);
    if (!change(
        AuditEvent.of(account.organizationId(), Action.ROLE_GRANTED, Kind.ACCOUNT, account.id()),
        handle ->
            roles.grant(handle, Holder.ACCOUNT, account.organizationId(), account.id(), role))) {
      throw ApiException.of(409, "The account has the role " + key + " already.");
    }
    return role.answer();
  }

  /**
   * Takes a role from an account.
   *
   * @throws ApiException 400, 403; 404 also if the account does not have it
   */
  void revokeAccount(Principal caller, String id, String key) {
    Role role = role(key);
    Account account = requireGrantOfAccount(caller, id, role);
    Privileges.require(
        account.id() != caller.accountId(), "Nobody can take a role from their own account.");
    if (!change(
        AuditEvent.of(account.organizationId(), Action.ROLE_REVOKED, Kind.ACCOUNT, account.id()),
        handle ->
            roles.revoke(handle, Holder.ACCOUNT, account.organizationId(), account.id(), role))) {
      throw ApiException.of(404, "The account does not have the role " + key + ".");
    }
  }

  private boolean change(AuditEvent event, Predicate<Handle> change) {
    return database.transact(handle -> {
      boolean done = change.test(handle);
      if (done) {
        audit.record(handle, event);
      }
      return done;
    });
  }

  private User requireGrant(Principal caller, String idOrEmail, Role role) {
    Privileges privileges = userService.privileges(caller);
    User user = requireUser(caller, idOrEmail);
    privileges.requireOther(user);
    privileges.requireGrant(role);
    return user;
  }

  private User requireUser(Principal caller, String idOrEmail) {
    if (Ids.number(idOrEmail)
        .filter(id -> users.find(caller.organizationId(), id).isEmpty() && users.exists(id))
        .isPresent()) {
      throw ApiException.forbidden(FOREIGN);
    }
    return userService.require(userService.ofOrganization(caller), idOrEmail);
  }

  private Account requireGrantOfAccount(Principal caller, String id, Role role) {
    Privileges privileges = userService.privileges(caller);
    Account account = requireAccount(caller, id);
    privileges.requireOrganization();
    privileges.requireGrant(role);
    return account;
  }

  private Account requireAccount(Principal caller, String id) {
    return Ids.number(id)
        .flatMap(number -> accounts.find(caller.organizationId(), number))
        .orElseThrow(() ->
            Ids.number(id).filter(accounts::exists).isPresent()
                ? ApiException.forbidden(FOREIGN)
                : ApiException.notFound(AccountService.THING, id));
  }

  private static Role role(String key) {
    return Role.of(key)
        .orElseThrow(() -> ApiException.badRequest("There is no role '" + key + "'."));
  }

  private static List<RoleAnswer> answers(Set<Role> roles) {
    return roles.stream().map(Role::answer).toList();
  }
}
