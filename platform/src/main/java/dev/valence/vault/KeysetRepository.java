package dev.valence.vault;

import dev.valence.store.Database;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The wrapped keysets. */
final class KeysetRepository {

  private final Database database;

  KeysetRepository(Database database) {
    this.database = database;
  }

  /**
   * @param organizationId null for the installation's own
   */
  Optional<byte[]> find(@Nullable Long organizationId, String purpose) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select wrapped from vault_keys
                where coalesce(organization_id, 0) = coalesce(:organization::bigint, 0)
                  and purpose = :purpose
                """)
            .bind("organization", organizationId)
            .bind("purpose", purpose)
            .mapTo(byte[].class)
            .findOne());
  }

  /** Keeps a keyset, unless another node was first. */
  void insertIfAbsent(@Nullable Long organizationId, String purpose, byte[] wrapped) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                insert into vault_keys (organization_id, purpose, wrapped)
                values (:organization, :purpose, :wrapped)
                on conflict (coalesce(organization_id, 0), purpose) do nothing
                """)
            .bind("organization", organizationId)
            .bind("purpose", purpose)
            .bind("wrapped", wrapped)
            .execute());
  }
}
