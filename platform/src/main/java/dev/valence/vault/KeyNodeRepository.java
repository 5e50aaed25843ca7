package dev.valence.vault;

import dev.valence.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The servers that use the keys, as they say of themselves. */
final class KeyNodeRepository {

  private final Database database;

  KeyNodeRepository(Database database) {
    this.database = database;
  }

  /**
   * What a server has to know.
   *
   * @param generation the last rotation that has given every organization a new key; 0 for none
   * @param wanted the master key that a rotation under way wants to use; null while there is none
   */
  record Asked(long generation, @Nullable String wanted) {}

  Asked asked() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select coalesce(max(id) filter (where renewed_at is not null), 0),
                  max(master_key) filter (where ended_at is null)
                from key_rotations
                """)
            .map((row, context) -> new Asked(row.getLong(1), row.getString(2)))
            .one());
  }

  /** Says that a server lives, and what it knows. */
  void put(UUID node, String name, List<String> masterKeys, long generation) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                insert into vault_nodes (node, name, master_keys, generation, seen_at)
                values (:node, :name, :keys, :generation, clock_timestamp())
                on conflict (node) do update
                set master_keys = excluded.master_keys, generation = excluded.generation,
                  seen_at = excluded.seen_at
                """)
            .bind("node", node)
            .bind("name", name)
            .bindArray("keys", String.class, masterKeys)
            .bind("generation", generation)
            .execute());
  }

  void remove(UUID node) {
    database.change(handle ->
        handle
            .createUpdate("delete from vault_nodes where node = :node")
            .bind("node", node)
            .execute());
  }

  /** Forgets servers that have not been heard of for so long. */
  void forget(Duration silence) {
    database.change(handle ->
        handle
            .createUpdate("delete from vault_nodes where seen_at < clock_timestamp() - :silence")
            .bind("silence", silence)
            .execute());
  }

  /** The names of servers that do not have a master key. */
  List<String> without(String masterKey) {
    return database.read(handle ->
        handle
            .createQuery(
                "select name from vault_nodes where not :key = any(master_keys) order by name")
            .bind("key", masterKey)
            .mapTo(String.class)
            .list());
  }

  /** The names of servers that do not use the new keys of a rotation yet. */
  List<String> behind(long generation) {
    return database.read(handle ->
        handle
            .createQuery(
                "select name from vault_nodes where generation < :generation order by name")
            .bind("generation", generation)
            .mapTo(String.class)
            .list());
  }
}
