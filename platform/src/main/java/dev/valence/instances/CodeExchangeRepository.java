package dev.valence.instances;

import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The codes that were sent to providers. A code works once: whoever sends it again is told when it
 * was taken, also when the process that took it died before it could answer.
 */
@ApplicationScoped
class CodeExchangeRepository {

  private static final String PURPOSE = "authorization-code";

  /** No provider honours a code for longer than some minutes; RFC 6749, 4.1.2 asks for ten. */
  private static final Duration KEPT = Duration.ofHours(24);

  private static final int LEASE_BYTES = 2;

  private final Database database;
  private final Vault vault;

  CodeExchangeRepository(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /**
   * Notes that a code is about to be sent.
   *
   * @return what became of it when it was sent before
   */
  Optional<Attempt> begin(long organizationId, long elementId, Secret code) {
    byte[] hash = vault.lookupHash(PURPOSE, code);
    return database.transact(handle -> {
      handle
          .createUpdate("delete from code_exchanges where started_at < now() - :kept")
          .bind("kept", KEPT)
          .execute();
      Optional<Attempt> previous =
          handle
              .createQuery(
                  """
                  select started_at, ended_at from code_exchanges
                  where organization_id = :organization and code_hash = :hash
                  for update
                  """)
              .bind("organization", organizationId)
              .bind("hash", hash)
              .map((row, context) ->
                  new Attempt(
                      row.getObject("started_at", OffsetDateTime.class).toInstant(),
                      row.getObject("ended_at") != null))
              .findOne();
      handle
          .createUpdate(
              """
              insert into code_exchanges (organization_id, code_hash, element_id, started_at)
              values (:organization, :hash, :element, now())
              on conflict do nothing
              """)
          .bind("organization", organizationId)
          .bind("hash", hash)
          .bind("element", elementId)
          .execute();
      return previous;
    });
  }

  /**
   * The name of the lease under which a code is sent. Leases are rows that stay, so all codes share
   * so many of them that two seldom meet.
   */
  String lease(Secret code) {
    byte[] hash = vault.lookupHash(PURPOSE, code);
    return "code/" + HexFormat.of().formatHex(hash, 0, LEASE_BYTES);
  }

  /** Forgets a code that was refused when it was sent for the first time. */
  void forget(long organizationId, Secret code) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                delete from code_exchanges
                where organization_id = :organization and code_hash = :hash and ended_at is null
                """)
            .bind("organization", organizationId)
            .bind("hash", vault.lookupHash(PURPOSE, code))
            .execute());
  }

  /** Whether it is noted that something came of a code. */
  boolean ended(Handle handle, long organizationId, Secret code) {
    return handle
        .createQuery(
            """
            select true from code_exchanges
            where organization_id = :organization and code_hash = :hash and ended_at is not null
            """)
        .bind("organization", organizationId)
        .bind("hash", vault.lookupHash(PURPOSE, code))
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  /** Notes, with the instance that came of it, that a code was taken. */
  void end(Handle handle, long organizationId, Secret code) {
    handle
        .createUpdate(
            """
            update code_exchanges set ended_at = now()
            where organization_id = :organization and code_hash = :hash
            """)
        .bind("organization", organizationId)
        .bind("hash", vault.lookupHash(PURPOSE, code))
        .execute();
  }

  /**
   * An earlier sending of a code.
   *
   * @param startedAt when it was first sent
   * @param ended whether an instance came of it; if not, the provider did not answer, or the
   *     process died
   */
  record Attempt(Instant startedAt, boolean ended) {}
}
