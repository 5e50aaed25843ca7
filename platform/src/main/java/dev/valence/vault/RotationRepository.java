package dev.valence.vault;

import dev.valence.store.Database;
import dev.valence.store.Notifications;
import java.sql.Array;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rotations of keys: how far one has come, and what it could not open. */
final class RotationRepository {

  private final Database database;
  private final Notifications notifications;

  RotationRepository(Database database, Notifications notifications) {
    this.database = database;
    this.notifications = notifications;
  }

  /**
   * A rotation that has not ended.
   *
   * @param id its number
   * @param masterKey the fingerprint of the master key that takes over
   * @param renewed whether every organization has a new key
   */
  record Rotation(long id, String masterKey, boolean renewed) {}

  /**
   * How far it has come in a column.
   *
   * @param place the key of the last row that was read; null before the first
   * @param read how many rows were read
   * @param resealed how many of them were sealed anew
   */
  record Place(@Nullable List<String> place, long read, long resealed) {}

  /**
   * A value that did not open.
   *
   * @param sealed the column
   * @param organizationId whose it is
   * @param rowIdentity which row's
   */
  record Quarantined(String sealed, long organizationId, String rowIdentity) {}

  Optional<Rotation> open() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select id, master_key, renewed_at is not null as renewed
                from key_rotations where ended_at is null
                """)
            .map((row, context) ->
                new Rotation(
                    row.getLong("id"), row.getString("master_key"), row.getBoolean("renewed")))
            .findOne());
  }

  /** Begins one, and tells every server. What the last one could not open will be found again. */
  Rotation begin(String masterKey) {
    return database.transact(handle -> {
      handle.execute("delete from quarantined_values");
      long id =
          handle
              .createQuery("insert into key_rotations (master_key) values (:key) returning id")
              .bind("key", masterKey)
              .mapTo(Long.class)
              .one();
      notifications.publish(handle, KeyNode.CHANGED, String.valueOf(id));
      return new Rotation(id, masterKey, false);
    });
  }

  /** Says that every organization has a new key, and tells every server. */
  void renewed(Rotation rotation) {
    database.change(handle -> {
      handle.execute("update key_rotations set renewed_at = now() where id = ?", rotation.id());
      notifications.publish(handle, KeyNode.CHANGED, String.valueOf(rotation.id()));
    });
  }

  void end(Rotation rotation) {
    database.change(handle -> {
      handle.execute("delete from key_rotation_places where rotation_id = ?", rotation.id());
      handle.execute("update key_rotations set ended_at = now() where id = ?", rotation.id());
    });
  }

  Place place(Rotation rotation, SealedColumn column) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select place, read, resealed from key_rotation_places
                where rotation_id = :rotation and sealed = :sealed
                """)
            .bind("rotation", rotation.id())
            .bind("sealed", column.name())
            .map((row, context) -> {
              Array place = row.getArray("place");
              return new Place(
                  place == null ? null : Arrays.asList((String[]) place.getArray()),
                  row.getLong("read"),
                  row.getLong("resealed"));
            })
            .findOne()
            .orElse(new Place(null, 0, 0)));
  }

  void putPlace(Handle handle, Rotation rotation, SealedColumn column, Place place) {
    List<String> key = place.place();
    handle
        .createUpdate(
            """
            insert into key_rotation_places (rotation_id, sealed, place, read, resealed)
            values (:rotation, :sealed, cast(:place as text[]), :read, :resealed)
            on conflict (rotation_id, sealed) do update
            set place = excluded.place, read = excluded.read, resealed = excluded.resealed
            """)
        .bind("rotation", rotation.id())
        .bind("sealed", column.name())
        .bindArray("place", String.class, key == null ? null : key.toArray())
        .bind("read", place.read())
        .bind("resealed", place.resealed())
        .execute();
  }

  void quarantine(Handle handle, Quarantined value) {
    handle
        .createUpdate(
            """
            insert into quarantined_values (organization_id, sealed, row_identity)
            values (:organization, :sealed, :row) on conflict do nothing
            """)
        .bind("organization", value.organizationId())
        .bind("sealed", value.sealed())
        .bind("row", value.rowIdentity())
        .execute();
  }

  /** All that are known. */
  Set<Quarantined> quarantined() {
    return new HashSet<>(
        database.read(handle ->
            handle
                .createQuery("select sealed, organization_id, row_identity from quarantined_values")
                .map((row, context) ->
                    new Quarantined(row.getString(1), row.getLong(2), row.getString(3)))
                .list()));
  }
}
