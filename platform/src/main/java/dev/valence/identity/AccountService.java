package dev.valence.identity;

import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;

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

  AccountService(
      Database database, KnownCallers callers, UserService userService, UserRemoval removal) {
    this.database = database;
    this.callers = callers;
    this.accounts = new AccountRepository(database);
    this.users = new UserRepository(database);
    this.userService = userService;
    this.removal = removal;
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
    return accounts.insert(caller.organizationId(), body.whole());
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
          return deactivated && permanent
              ? removal.remove(
                  handle,
                  account.organizationId(),
                  users.ofAccount(handle, account.organizationId(), account.id()))
              : () -> {};
        });
    afterwards.run();
    return require(caller, id);
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
