package dev.valence.identity;

import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
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
        users.active and accounts.active as active, users.created_at, users.last_login_at,
        users.roles, accounts.roles as account_roles, users.city, users.country, users.phone,
        users.postal_code, users.state_province, users.street1, users.street2, users.external_id
      from users join accounts on accounts.id = users.account_id
      """;

  /** What a list can be searched by. */
  static final Map<String, String> FIELDS =
      Map.of(
          "id", "users.id",
          "email", "users.email",
          "firstName", "users.first_name",
          "lastName", "users.last_name",
          "externalId", "users.external_id",
          "active", "(users.active and accounts.active)");

  private static final String SELECTED =
      """
      where users.organization_id = :organization
        and (cast(:account as bigint) is null or users.account_id = :account)
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
    return database.read(handle -> find(handle, organizationId, id, ""));
  }

  /** The same within a transaction, which nobody else's change can enter until it ends. */
  Optional<User> findForUpdate(Handle handle, long organizationId, long id) {
    return find(handle, organizationId, id, " for update of users");
  }

  private static Optional<User> find(Handle handle, long organizationId, long id, String lock) {
    return handle
        .createQuery(
            SELECT + "where users.organization_id = :organization and users.id = :id" + lock)
        .bind("organization", organizationId)
        .bind("id", id)
        .map(UserRepository::user)
        .findOne();
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

  /** The oldest administrator of an organization or, if nobody is one, the oldest user. */
  Optional<User> first(long organizationId) {
    return database.read(handle ->
        handle
            .createQuery(
                SELECT
                    + """
                    where users.organization_id = :organization
                    order by users.active and accounts.active and 'org-admin' = any(users.roles)
                      desc, users.id
                    limit 1
                    """)
            .bind("organization", organizationId)
            .map(UserRepository::user)
            .findOne());
  }

  void recordLogin(Handle handle, long organizationId, long id) {
    handle
        .createUpdate(
            """
            update users set last_login_at = now()
            where organization_id = :organization and id = :id
            """)
        .bind("organization", organizationId)
        .bind("id", id)
        .execute();
  }

  /** Users in the order of their numbers, of one account or of all. */
  Page<User> list(long organizationId, @Nullable Long accountId, Selection selection) {
    List<User> found =
        database.read(handle ->
            handle
                .createQuery(
                    SELECT
                        + SELECTED
                        + selection.condition()
                        + " and users.id > :after order by users.id offset :skipped limit :limit")
                .bind("organization", organizationId)
                .bind("account", accountId)
                .bind("value", selection.value().orElse(null))
                .bind("after", selection.after())
                .bind("skipped", selection.skipped())
                .bind("limit", selection.page().size() + 1)
                .map(UserRepository::user)
                .list());
    return selection.cut(found, User::id);
  }

  long count(long organizationId, @Nullable Long accountId, Selection selection) {
    return database.read(handle ->
        handle
            .createQuery(
                "select count(*) from users join accounts on accounts.id = users.account_id "
                    + SELECTED
                    + selection.condition())
            .bind("organization", organizationId)
            .bind("account", accountId)
            .bind("value", selection.value().orElse(null))
            .mapTo(Long.class)
            .one());
  }

  /** Whether there is a user of any organization: only for calls that tell this. */
  boolean exists(long id) {
    return database.read(handle ->
        handle
            .createQuery("select exists (select 1 from users where id = :id)")
            .bind("id", id)
            .mapTo(Boolean.class)
            .one());
  }

  List<Long> ofAccount(Handle handle, long organizationId, long accountId) {
    return handle
        .createQuery(
            "select id from users where organization_id = :organization and account_id = :account")
        .bind("organization", organizationId)
        .bind("account", accountId)
        .mapTo(Long.class)
        .list();
  }

  /** Keeps rows that belong to users from being added until the transaction ends. */
  void lock(Handle handle, long organizationId, List<Long> ids) {
    handle
        .createQuery(
            """
            select id from users where organization_id = :organization and id = any(:ids)
            order by id for update
            """)
        .bind("organization", organizationId)
        .bindArray("ids", Long.class, ids)
        .mapTo(Long.class)
        .list();
  }

  void delete(Handle handle, long organizationId, List<Long> ids) {
    handle
        .createUpdate("delete from users where organization_id = :organization and id = any(:ids)")
        .bind("organization", organizationId)
        .bindArray("ids", Long.class, ids)
        .execute();
  }

  /** A number for a user who is about to be made. */
  long nextId(Handle handle) {
    return handle
        .createQuery("select nextval(pg_get_serial_sequence('users', 'id'))")
        .mapTo(Long.class)
        .one();
  }

  /**
   * Stores a new user.
   *
   * @throws ApiException 409 if somebody has the same e-mail
   */
  void insert(Handle handle, User user, byte[] secretHash, byte[] sealedSecret) {
    int inserted =
        handle
            .createUpdate(
                """
                insert into users (id, organization_id, account_id, email, first_name, last_name,
                  password_hash, secret_hash, secret_sealed, active, roles, city, country, phone,
                  postal_code, state_province, street1, street2, external_id)
                values (:id, :organization, :account, :email, :firstName, :lastName, :passwordHash,
                  :secretHash, :sealedSecret, :active, :roles, :city, :country, :phone,
                  :postalCode, :stateProvince, :street1, :street2, :externalId)
                on conflict (lower(email)) do nothing
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
            .bindArray("roles", String.class, user.roles().stream().map(Role::key).toList())
            .bindMap(user.contact().values())
            .execute();
    if (inserted == 0) {
      throw duplicate();
    }
  }

  /**
   * Changes a user.
   *
   * @param active null if that stays
   * @throws ApiException 409 if somebody else has the same e-mail
   */
  void update(Handle handle, User user, @Nullable Boolean active) {
    Duplicates.refuse(
        () ->
            handle
                .createUpdate(
                    """
                    update users
                    set email = :email, first_name = :firstName, last_name = :lastName,
                      password_hash = :passwordHash, active = coalesce(:active, active),
                      city = :city, country = :country, phone = :phone,
                      postal_code = :postalCode, state_province = :stateProvince,
                      street1 = :street1, street2 = :street2, external_id = :externalId
                    where organization_id = :organization and id = :id
                    """)
                .bind("id", user.id())
                .bind("organization", user.organizationId())
                .bind("email", user.email())
                .bind("firstName", user.firstName())
                .bind("lastName", user.lastName())
                .bind("passwordHash", user.passwordHash())
                .bind("active", active)
                .bindMap(user.contact().values())
                .execute(),
        UserRepository::duplicate);
  }

  /** Puts a new secret in the place of a user's. */
  void putSecret(Handle handle, long organizationId, long id, byte[] hash, byte[] sealed) {
    handle
        .createUpdate(
            """
            update users set secret_hash = :hash, secret_sealed = :sealed
            where organization_id = :organization and id = :id
            """)
        .bind("organization", organizationId)
        .bind("id", id)
        .bind("hash", hash)
        .bind("sealed", sealed)
        .execute();
  }

  private static ApiException duplicate() {
    return ApiException.of(409, "There is a user with this e-mail already.");
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
        lastLoginAt,
        Role.of((String[]) row.getArray("roles").getArray()),
        Role.of((String[]) row.getArray("account_roles").getArray()),
        new Contact(
            row.getString("city"),
            row.getString("country"),
            row.getString("phone"),
            row.getString("postal_code"),
            row.getString("state_province"),
            row.getString("street1"),
            row.getString("street2"),
            row.getString("external_id")));
  }
}
