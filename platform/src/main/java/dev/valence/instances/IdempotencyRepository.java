package dev.valence.instances;

import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The keys by which callers mark a request to create an instance as the same one, sent again. */
@ApplicationScoped
class IdempotencyRepository {

  private static final String KEY_PURPOSE = "idempotency-key";
  private static final String REQUEST_PURPOSE = "idempotent-request";

  /** Who has not tried again by then will not. */
  private static final Duration KEPT = Duration.ofHours(24);

  private static final int LEASE_BYTES = 2;

  private final Database database;
  private final Vault vault;

  IdempotencyRepository(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /**
   * The name of the lease under which a request is answered; keys share leases, as codes do.
   *
   * @param key the key that the caller has chosen
   */
  String lease(Secret key) {
    byte[] hash = vault.lookupHash(KEY_PURPOSE, key);
    return "idempotency/" + HexFormat.of().formatHex(hash, 0, LEASE_BYTES);
  }

  /**
   * Notes that a request is about to be answered.
   *
   * @param request the whole request, of which a keyed hash is kept
   * @return what became of it when it was sent before
   */
  Optional<Earlier> begin(long organizationId, Secret key, Secret request) {
    byte[] keyHash = vault.lookupHash(KEY_PURPOSE, key);
    byte[] requestHash = vault.lookupHash(REQUEST_PURPOSE, request);
    return database.transact(handle -> {
      handle
          .createUpdate("delete from idempotency_keys where started_at < now() - :kept")
          .bind("kept", KEPT)
          .execute();
      Optional<Earlier> earlier =
          handle
              .createQuery(
                  """
                  select request_hash, instance_id from idempotency_keys
                  where organization_id = :organization and key_hash = :key
                  for update
                  """)
              .bind("organization", organizationId)
              .bind("key", keyHash)
              .map((row, context) ->
                  new Earlier(
                      MessageDigest.isEqual(row.getBytes("request_hash"), requestHash),
                      row.getObject("instance_id", Long.class)))
              .findOne();
      handle
          .createUpdate(
              """
              insert into idempotency_keys (organization_id, key_hash, request_hash)
              values (:organization, :key, :request)
              on conflict do nothing
              """)
          .bind("organization", organizationId)
          .bind("key", keyHash)
          .bind("request", requestHash)
          .execute();
      return earlier;
    });
  }

  /** Notes, with the instance itself, what came of a request. */
  void end(Handle handle, long organizationId, Secret key, long instanceId) {
    handle
        .createUpdate(
            """
            update idempotency_keys set instance_id = :instance
            where organization_id = :organization and key_hash = :key
            """)
        .bind("instance", instanceId)
        .bind("organization", organizationId)
        .bind("key", vault.lookupHash(KEY_PURPOSE, key))
        .execute();
  }

  /** Forgets a request that failed, so that it can be sent again. */
  void forget(long organizationId, Secret key) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                delete from idempotency_keys
                where organization_id = :organization and key_hash = :key and instance_id is null
                """)
            .bind("organization", organizationId)
            .bind("key", vault.lookupHash(KEY_PURPOSE, key))
            .execute());
  }

  /**
   * An earlier sending of a request.
   *
   * @param same whether it was this request; if not, its key was used for another one
   * @param instanceId the instance that came of it; null when none has yet
   */
  record Earlier(boolean same, @Nullable Long instanceId) {

    Optional<Long> instance() {
      return Optional.ofNullable(instanceId);
    }
  }
}
