package dev.valence.identity;

import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Accounts in the database. */
final class AccountRepository {

  static final String ACTIVE = "a.active";

  /** What a list can be searched by. */
  static final Map<String, String> FIELDS =
      Map.of(
          "id", "a.id",
          "name", "a.name",
          "description", "coalesce(a.description, '')",
          "externalId", "a.external_id",
          "defaultAccount", "a.default_account",
          "active", ACTIVE);

  private final Database database;

  AccountRepository(Database database) {
    this.database = database;
  }

  Optional<Account> find(long organizationId, long id) {
    return database.read(handle ->
        handle
            .createQuery(
                "select * from accounts a where a.organization_id = :organization and a.id = :id")
            .bind("organization", organizationId)
            .bind("id", id)
            .map(AccountRepository::account)
            .findOne());
  }

  /** The number of the account that an organization always has. */
  long findDefault(long organizationId) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select id from accounts
                where organization_id = :organization and default_account
                """)
            .bind("organization", organizationId)
            .mapTo(Long.class)
            .one());
  }

  /** Whether there is an account of any organization: only for calls that tell this. */
  boolean exists(long id) {
    return database.read(handle ->
        handle
            .createQuery("select exists (select 1 from accounts where id = :id)")
            .bind("id", id)
            .mapTo(Boolean.class)
            .one());
  }

  /** Accounts in the order of their numbers. */
  Page<Account> list(long organizationId, Selection selection, boolean withInactive) {
    List<Account> found =
        database.read(handle ->
            handle
                .createQuery(
                    "select * from accounts a "
                        + condition(selection)
                        + " and a.id > :after order by a.id offset :skipped limit :limit")
                .bind("organization", organizationId)
                .bind("inactive", withInactive)
                .bind("value", selection.value().orElse(null))
                .bind("after", selection.after())
                .bind("skipped", selection.skipped())
                .bind("limit", selection.page().size() + 1)
                .map(AccountRepository::account)
                .list());
    return selection.cut(found, Account::id);
  }

  long count(long organizationId, Selection selection, boolean withInactive) {
    return database.read(handle ->
        handle
            .createQuery("select count(*) from accounts a " + condition(selection))
            .bind("organization", organizationId)
            .bind("inactive", withInactive)
            .bind("value", selection.value().orElse(null))
            .mapTo(Long.class)
            .one());
  }

  /**
   * Makes an account.
   *
   * @throws ApiException 409 if the organization has one of the same externalId
   */
  Account insert(Handle handle, long organizationId, AccountBody account) {
    return handle
        .createQuery(
            """
            insert into accounts (organization_id, external_id, name, description, active)
            values (:organization, :externalId, :name, :description, coalesce(:active, true))
            on conflict (organization_id, external_id) do nothing
            returning *
            """)
        .bind("organization", organizationId)
        .bind("externalId", account.externalId())
        .bind("name", account.name())
        .bind("description", account.description())
        .bind("active", account.active())
        .map(AccountRepository::account)
        .findOne()
        .orElseThrow(AccountRepository::duplicate);
  }

  /**
   * Changes an account; what is absent stays.
   *
   * @throws ApiException 409 if the organization has another one of the same externalId
   */
  void update(Handle handle, long organizationId, long id, AccountBody account) {
    Duplicates.refuse(
        () ->
            handle
                .createUpdate(
                    """
                    update accounts
                    set external_id = coalesce(:externalId, external_id),
                      name = coalesce(:name, name),
                      description = coalesce(:description, description),
                      active = coalesce(:active, active),
                      updated_at = now()
                    where organization_id = :organization and id = :id
                    """)
                .bind("organization", organizationId)
                .bind("id", id)
                .bind("externalId", account.externalId())
                .bind("name", account.name())
                .bind("description", account.description())
                .bind("active", account.active())
                .execute(),
        AccountRepository::duplicate);
  }

  private static String condition(Selection selection) {
    return "where a.organization_id = :organization and (:inactive or a.active)"
        + selection.condition();
  }

  private static ApiException duplicate() {
    return ApiException.of(409, "There is an account with this externalId already.");
  }

  private static Account account(ResultSet row, StatementContext context) throws SQLException {
    @Nullable String description = row.getString("description");
    return new Account(
        row.getLong("id"),
        row.getLong("organization_id"),
        row.getString("external_id"),
        row.getString("name"),
        Objects.requireNonNullElse(description, ""),
        row.getBoolean("default_account"),
        row.getBoolean("active"),
        Role.of((String[]) row.getArray("roles").getArray()),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
