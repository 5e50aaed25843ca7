package dev.valence.instances;

import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The journal of renewals: written before a refresh token is sent, ended with what came of it, so
 * that an attempt whose process died is known to the next one.
 */
@ApplicationScoped
class RenewalRepository {

  private static final String PURPOSE = "refresh-token";

  private final Database database;
  private final Vault vault;

  RenewalRepository(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /**
   * Notes that a refresh token is about to be sent.
   *
   * @return when the same token was sent by an attempt that never ended, if it was
   */
  Optional<Instant> begin(Instance instance, long fence, Secret refreshToken) {
    byte[] hash = vault.lookupHash(PURPOSE, refreshToken);
    return database.transact(handle -> {
      Optional<Instant> interrupted = interrupted(handle, instance, hash);
      handle
          .createUpdate(
              """
              insert into renewals
                (instance_id, organization_id, fence, refresh_token_hash, started_at)
              values (:id, :organization, :fence, :hash, :started)
              on conflict (instance_id) do update
              set fence = excluded.fence, refresh_token_hash = excluded.refresh_token_hash,
                  started_at = excluded.started_at, ended_at = null
              """)
          .bind("id", instance.id())
          .bind("organization", instance.organizationId())
          .bind("fence", fence)
          .bind("hash", hash)
          .bind("started", interrupted.orElseGet(Instant::now))
          .execute();
      return interrupted;
    });
  }

  /** Notes that the last attempt has come to an end that is known. */
  void end(Handle handle, Instance instance) {
    handle
        .createUpdate(
            """
            update renewals set ended_at = now()
            where instance_id = :id and organization_id = :organization
            """)
        .bind("id", instance.id())
        .bind("organization", instance.organizationId())
        .execute();
  }

  private static Optional<Instant> interrupted(Handle handle, Instance instance, byte[] hash) {
    return handle
        .createQuery(
            """
            select started_at, refresh_token_hash from renewals
            where instance_id = :id and organization_id = :organization and ended_at is null
            for update
            """)
        .bind("id", instance.id())
        .bind("organization", instance.organizationId())
        .map((row, context) ->
            MessageDigest.isEqual(row.getBytes("refresh_token_hash"), hash)
                ? Optional.of(row.getObject("started_at", OffsetDateTime.class).toInstant())
                : Optional.<Instant>empty())
        .findOne()
        .flatMap(started -> started);
  }
}
