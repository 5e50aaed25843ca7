package dev.valence.vault;

import dev.valence.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The wrapped keysets. */
final class KeysetRepository {

  private static final String SELECT =
      "select id, organization_id, purpose, wrapped, wrapped_by from vault_keys ";

  private final Database database;

  KeysetRepository(Database database) {
    this.database = database;
  }

  /**
   * A keyset as it is stored.
   *
   * @param id its number
   * @param organizationId null for the installation's own
   * @param purpose what it is for
   * @param wrapped the keyset, wrapped
   * @param wrappedBy the fingerprint of the master key that did it; null for the only one there was
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Wrapped(
      long id,
      @Nullable Long organizationId,
      String purpose,
      byte[] wrapped,
      @Nullable String wrappedBy) {

    /** What the wrapping is bound to. */
    String identity() {
      return KeysetRepository.identity(organizationId, purpose);
    }
  }

  static String identity(@Nullable Long organizationId, String purpose) {
    return (organizationId == null ? "installation" : organizationId) + ":" + purpose;
  }

  /**
   * @param organizationId null for the installation's own
   */
  Optional<Wrapped> find(@Nullable Long organizationId, String purpose) {
    return database.read(handle ->
        handle
            .createQuery(
                SELECT
                    + """
                    where coalesce(organization_id, 0) = coalesce(:organization::bigint, 0)
                      and purpose = :purpose
                    """)
            .bind("organization", organizationId)
            .bind("purpose", purpose)
            .map(KeysetRepository::read)
            .findOne());
  }

  /** All of them; the installation's own first, since it says which master key is used. */
  List<Wrapped> list() {
    return database.read(handle ->
        handle
            .createQuery(SELECT + "order by organization_id nulls first, id")
            .map(KeysetRepository::read)
            .list());
  }

  /**
   * Keeps a keyset, unless another node was first, or the master key that wrapped it is no longer
   * the one that wraps the installation's own. A rotation waits until it is there to be found.
   */
  void insertIfAbsent(
      @Nullable Long organizationId, String purpose, byte[] wrapped, String wrappedBy) {
    database.change(handle -> {
      boolean current =
          handle
              .createQuery(
                  """
                  select coalesce(wrapped_by, :by) = :by from vault_keys
                  where organization_id is null for share
                  """)
              .bind("by", wrappedBy)
              .mapTo(Boolean.class)
              .stream()
              .allMatch(same -> same);
      if (current) {
        handle
            .createUpdate(
                """
                insert into vault_keys (organization_id, purpose, wrapped, wrapped_by)
                values (:organization, :purpose, :wrapped, :by)
                on conflict (coalesce(organization_id, 0), purpose) do nothing
                """)
            .bind("organization", organizationId)
            .bind("purpose", purpose)
            .bind("wrapped", wrapped)
            .bind("by", wrappedBy)
            .execute();
      }
    });
  }

  /** Puts a keyset in the place of what was read; false if it has changed meanwhile. */
  boolean replace(Wrapped old, byte[] wrapped, String wrappedBy) {
    return database.transact(handle ->
        handle
                .createUpdate(
                    """
                    update vault_keys set wrapped = :wrapped, wrapped_by = :by
                    where id = :id and wrapped = :old
                    """)
                .bind("id", old.id())
                .bind("old", old.wrapped())
                .bind("wrapped", wrapped)
                .bind("by", wrappedBy)
                .execute()
            == 1);
  }

  private static Wrapped read(ResultSet row, StatementContext context) throws SQLException {
    return new Wrapped(
        row.getLong("id"),
        row.getObject("organization_id", Long.class),
        row.getString("purpose"),
        row.getBytes("wrapped"),
        row.getString("wrapped_by"));
  }
}
