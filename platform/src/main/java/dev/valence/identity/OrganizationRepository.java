package dev.valence.identity;

import dev.valence.store.Database;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Organizations and their accounts. */
final class OrganizationRepository {

  /** Any number, as long as nothing else locks the same. */
  private static final long FIRST_ORGANIZATION_LOCK = 0x76616c656e6365L;

  private final Database database;

  OrganizationRepository(Database database) {
    this.database = database;
  }

  Optional<Organization> find(long id) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select id, name, created_at from organizations where id = :id
                """)
            .bind("id", id)
            .map((row, context) ->
                new Organization(
                    row.getLong("id"),
                    row.getString("name"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant()))
            .findOne());
  }

  Optional<byte[]> findSealedSecret(long id) {
    return database.read(handle ->
        handle
            .createQuery("select secret_sealed from organizations where id = :id")
            .bind("id", id)
            .mapTo(byte[].class)
            .findOne());
  }

  /** The oldest organization, which the first start made. */
  Optional<Long> first(Handle handle) {
    return handle
        .createQuery("select id from organizations order by id limit 1")
        .mapTo(Long.class)
        .findOne();
  }

  /** Keeps every other node from making the first organization until the transaction ends. */
  void lockFirst(Handle handle) {
    handle.execute("select pg_advisory_xact_lock(?)", FIRST_ORGANIZATION_LOCK);
  }

  /** A number for an organization that is about to be made. */
  long nextId(Handle handle) {
    return handle
        .createQuery("select nextval(pg_get_serial_sequence('organizations', 'id'))")
        .mapTo(Long.class)
        .one();
  }

  void insert(Handle handle, long id, String name, byte[] secretHash, byte[] sealedSecret) {
    handle
        .createUpdate(
            """
            insert into organizations (id, name, secret_hash, secret_sealed)
            values (:id, :name, :hash, :sealed)
            """)
        .bind("id", id)
        .bind("name", name)
        .bind("hash", secretHash)
        .bind("sealed", sealedSecret)
        .execute();
  }

  void rename(Handle handle, long id, String name) {
    handle
        .createUpdate("update organizations set name = :name where id = :id")
        .bind("id", id)
        .bind("name", name)
        .execute();
  }

  /** Puts a new secret in the place of an organization's. */
  void putSecret(Handle handle, long id, byte[] hash, byte[] sealed) {
    handle
        .createUpdate(
            """
            update organizations set secret_hash = :hash, secret_sealed = :sealed
            where id = :id
            """)
        .bind("id", id)
        .bind("hash", hash)
        .bind("sealed", sealed)
        .execute();
  }

  /** Makes the account that an organization always has, and gives its number. */
  long insertDefaultAccount(Handle handle, long organizationId, String externalId, String name) {
    return handle
        .createQuery(
            """
            insert into accounts (organization_id, external_id, name, default_account)
            values (:organization, :externalId, :name, true)
            returning id
            """)
        .bind("organization", organizationId)
        .bind("externalId", externalId)
        .bind("name", name)
        .mapTo(Long.class)
        .one();
  }
}
