package dev.valence.identity;

import dev.valence.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Users. Only the two ways in, by secret and by e-mail, do without the organization; a user of an
 * inactive account is inactive.
 */
final class UserRepository {

  private static final String SELECT =
      """
      select users.id, users.organization_id, users.account_id, users.email, users.first_name,
        users.last_name, users.password_hash,
        users.active and accounts.active as active, users.created_at, users.last_login_at
      from users join accounts on accounts.id = users.account_id
      """;

  private final Database database;

  UserRepository(Database database) {
    this.database = database;
  }

  /**
   * The active user with a secret, whose organization has a secret too.
   *
   * @param organizationHash null if any organization will do
   */
  Optional<Principal> findBySecrets(byte[] userHash, byte @Nullable [] organizationHash) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select users.id, users.account_id, users.organization_id
                from users
                join accounts on accounts.id = users.account_id
                join organizations on organizations.id = users.organization_id
                where users.secret_hash = :user and users.active and accounts.active
                  and (:organization::bytea is null
                    or organizations.secret_hash = :organization::bytea)
                """)
            .bind("user", userHash)
            .bind("organization", organizationHash)
            .map((row, context) ->
                new Principal(
                    row.getLong("id"), row.getLong("account_id"), row.getLong("organization_id")))
            .findOne());
  }

  /** The user who signs in with an e-mail, in whatever case it is written. */
  Optional<User> findByEmail(String email) {
    return database.read(handle ->
        handle
            .createQuery(SELECT + "where lower(users.email) = lower(:email)")
            .bind("email", email)
            .map(UserRepository::user)
            .findOne());
  }

  Optional<User> find(long organizationId, long id) {
    return database.read(handle ->
        handle
            .createQuery(SELECT + "where users.organization_id = :organization and users.id = :id")
            .bind("organization", organizationId)
            .bind("id", id)
            .map(UserRepository::user)
            .findOne());
  }

  Optional<byte[]> findSealedSecret(long organizationId, long id) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select secret_sealed from users
                where organization_id = :organization and id = :id
                """)
            .bind("organization", organizationId)
            .bind("id", id)
            .mapTo(byte[].class)
            .findOne());
  }

  /** The oldest user of an organization, who is its first administrator. */
  Optional<User> first(long organizationId) {
    return database.read(handle ->
        handle
            .createQuery(
                SELECT + "where users.organization_id = :organization order by users.id limit 1")
            .bind("organization", organizationId)
            .map(UserRepository::user)
            .findOne());
  }

  void recordLogin(long organizationId, long id) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                update users set last_login_at = now()
                where organization_id = :organization and id = :id
                """)
            .bind("organization", organizationId)
            .bind("id", id)
            .execute());
  }

  /** A number for a user who is about to be made. */
  long nextId(Handle handle) {
    return handle
        .createQuery("select nextval(pg_get_serial_sequence('users', 'id'))")
        .mapTo(Long.class)
        .one();
  }

  void insert(Handle handle, User user, byte[] secretHash, byte[] sealedSecret) {
    handle
        .createUpdate(
            """
            insert into users (id, organization_id, account_id, email, first_name, last_name,
              password_hash, secret_hash, secret_sealed, active)
            values (:id, :organization, :account, :email, :firstName, :lastName, :passwordHash,
              :secretHash, :sealedSecret, :active)
            """)
        .bind("id", user.id())
        .bind("organization", user.organizationId())
        .bind("account", user.accountId())
        .bind("email", user.email())
        .bind("firstName", user.firstName())
        .bind("lastName", user.lastName())
        .bind("passwordHash", user.passwordHash())
        .bind("secretHash", secretHash)
        .bind("sealedSecret", sealedSecret)
        .bind("active", user.active())
        .execute();
  }

  private static User user(ResultSet row, StatementContext context) throws SQLException {
    OffsetDateTime lastLogin = row.getObject("last_login_at", OffsetDateTime.class);
    @Nullable Instant lastLoginAt = lastLogin == null ? null : lastLogin.toInstant();
    return new User(
        row.getLong("id"),
        row.getLong("organization_id"),
        row.getLong("account_id"),
        row.getString("email"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("password_hash"),
        row.getBoolean("active"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        lastLoginAt);
  }
}
