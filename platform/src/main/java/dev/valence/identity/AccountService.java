package dev.valence.identity;

import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What can be done with accounts. Another organization's account is an unknown one. */
@ApplicationScoped
class AccountService {

  static final String THING = "account";

  private final Database database;
  private final KnownCallers callers;
  private final AccountRepository accounts;
  private final UserRepository users;
  private final UserService userService;
  private final UserRemoval removal;
  private final AuditLog audit;

  AccountService(
      Database database,
      KnownCallers callers,
      UserService userService,
      UserRemoval removal,
      AuditLog audit) {
    this.database = database;
    this.callers = callers;
    this.accounts = new AccountRepository(database);
    this.users = new UserRepository(database);
    this.userService = userService;
    this.removal = removal;
    this.audit = audit;
  }

  /**
   * A page of accounts, and how many there are on all pages.
   *
   * @param withInactive whether those that are deactivated are among them; they also are if the
   *     condition is about that
   * @throws ApiException 403; 404 if there is none
   */
  Listed<Account> list(Principal caller, Selection selection, boolean withInactive) {
    administrator(caller);
    boolean all = withInactive || selection.names(AccountRepository.ACTIVE);
    Page<Account> page = accounts.list(caller.organizationId(), selection, all);
    if (page.items().isEmpty() && selection.page().nextPage().isEmpty()) {
      throw ApiException.of(404, "No accounts found");
    }
    return new Listed<>(page, accounts.count(caller.organizationId(), selection, all));
  }

  /**
   * An account.
   *
   * @throws ApiException 403, 404
   */
  Account get(Principal caller, String id) {
    Account account = require(caller, id);
    userService.privileges(caller).requireAccount(account.id());
    return account;
  }

  /**
   * Makes an account.
   *
   * @throws ApiException 400, 403, 409
   */
  Account create(Principal caller, AccountBody body) {
    administrator(caller);
    return database.transact(handle -> {
      Account account = accounts.insert(handle, caller.organizationId(), body.whole());
      audit.record(handle, event(account, Action.CREATED));
      return account;
    });
  }

  /**
   * Changes an account.
   *
   * @param permanent whether an account that is deactivated loses its users with their instances
   * @throws ApiException 400, 403, 404, 409
   */
  Account change(Principal caller, String id, AccountBody body, boolean permanent) {
    administrator(caller);
    Account account = require(caller, id);
    boolean deactivated = Boolean.FALSE.equals(body.active());
    if (deactivated) {
      requireDispensable(caller, account);
    }
    Runnable afterwards =
        database.transact(handle -> {
          accounts.update(handle, account.organizationId(), account.id(), body);
          callers.changed(handle);
          audit.record(handle, event(account, deactivated ? Action.DISABLED : Action.CHANGED));
          return deactivated && permanent ? removeUsers(handle, account) : () -> {};
        });
    afterwards.run();
    return require(caller, id);
  }

  private Runnable removeUsers(Handle handle, Account account) {
    long organizationId = account.organizationId();
    List<Long> ids = users.ofAccount(handle, organizationId, account.id());
    ids.forEach(
        id -> audit.record(handle, AuditEvent.of(organizationId, Action.DELETED, Kind.USER, id)));
    return removal.remove(handle, organizationId, ids);
  }

  private static AuditEvent event(Account account, Action action) {
    return AuditEvent.of(account.organizationId(), action, Kind.ACCOUNT, account.id());
  }

  /**
   * Deactivates an account and deletes its users with their instances.
   *
   * @throws ApiException 403, 404
   */
  void delete(Principal caller, String id) {
    change(caller, id, new AccountBody(null, null, null, false), true);
  }

  private void administrator(Principal caller) {
    userService.privileges(caller).requireOrganization();
  }

  private Account require(Principal caller, String id) {
    return Ids.number(id)
        .flatMap(number -> accounts.find(caller.organizationId(), number))
        .orElseThrow(() -> ApiException.notFound(THING, id));
  }

  private static void requireDispensable(Principal caller, Account account) {
    Privileges.require(
        !account.isDefault(), "The default account can be neither deactivated nor deleted.");
    Privileges.require(
        account.id() != caller.accountId(), "Nobody can deactivate or delete their own account.");
  }
}
