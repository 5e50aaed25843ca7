package dev.valence.instances;

import dev.valence.model.Secret;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private final Vault vault;

  RenewalRepository(Vault vault) {
    this.vault = vault;
  }

  /**
   * Notes that a refresh token is about to be sent.
   *
   * @param instance is locked by the transaction, so that it stays
   * @return when a renewal began that never got an answer, if one has sent the same token or the
   *     one before it, which the provider may still act on
   */
  Optional<Instant> begin(Handle handle, Instance instance, long fence, Secret refreshToken) {
    byte[] hash = vault.lookupHash(PURPOSE, refreshToken);
    Optional<Last> last = last(handle, instance, hash);
    Optional<Instant> interrupted = last.flatMap(Last::interrupted);
    handle
        .createUpdate(
            """
            insert into renewals (instance_id, organization_id, fence, refresh_token_hash,
              started_at, unanswered_at)
            values (:id, :organization, :fence, :hash, :started, :unanswered)
            on conflict (instance_id) do update
            set fence = excluded.fence, refresh_token_hash = excluded.refresh_token_hash,
                started_at = excluded.started_at, unanswered_at = excluded.unanswered_at,
                ended_at = null
            """)
        .bind("id", instance.id())
        .bind("organization", instance.organizationId())
        .bind("fence", fence)
        .bind("hash", hash)
        .bind("started", interrupted.orElseGet(Instant::now))
        .bind("unanswered", interrupted.orElse(null))
        .execute();
    return interrupted.or(() -> last.flatMap(Last::unanswered));
  }

  /** Notes that the provider has given new tokens. */
  void succeed(Handle handle, Instance instance) {
    end(handle, instance, true);
  }

  /** Notes that the tokens are given up, or others have taken their place. */
  void end(Handle handle, Instance instance) {
    end(handle, instance, false);
  }

  private static void end(Handle handle, Instance instance, boolean unansweredStays) {
    handle
        .createUpdate(
            """
            update renewals set ended_at = now(),
              unanswered_at = case when :stays then unanswered_at end
            where instance_id = :id and organization_id = :organization
            """)
        .bind("stays", unansweredStays)
        .bind("id", instance.id())
        .bind("organization", instance.organizationId())
        .execute();
  }

  /**
   * The last attempt.
   *
   * @param interrupted when it began, if it never ended and has sent the token in question
   * @param unanswered when an attempt before it began that got no answer, if it has ended itself
   */
  private record Last(Optional<Instant> interrupted, Optional<Instant> unanswered) {}

  private static Optional<Last> last(Handle handle, Instance instance, byte[] hash) {
    return handle
        .createQuery(
            """
            select refresh_token_hash, ended_at is not null as ended, started_at, unanswered_at
            from renewals
            where instance_id = :id and organization_id = :organization
            for update
            """)
        .bind("id", instance.id())
        .bind("organization", instance.organizationId())
        .map((row, context) -> {
          boolean ended = row.getBoolean("ended");
          boolean same = MessageDigest.isEqual(row.getBytes("refresh_token_hash"), hash);
          return new Last(
              !ended && same ? instant(row, "started_at") : Optional.empty(),
              ended ? instant(row, "unanswered_at") : Optional.empty());
        })
        .findOne();
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
