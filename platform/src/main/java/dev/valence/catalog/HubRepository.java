package dev.valence.catalog;

import dev.valence.model.Hub;
import dev.valence.store.Database;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The hubs of organizations, beside the built-in ones. */
final class HubRepository {

  private static final Set<String> BUILT_IN =
      Hubs.builtIn().stream().map(Hub::key).collect(Collectors.toUnmodifiableSet());

  private final Database database;

  HubRepository(Database database) {
    this.database = database;
  }

  List<Hub> list(long organizationId) {
    return database.read(handle ->
        handle
            .createQuery("select * from organization_hubs where organization_id = :organization")
            .bind("organization", organizationId)
            .map((row, context) ->
                new Hub(
                    row.getLong("id"),
                    row.getString("name"),
                    row.getString("key"),
                    row.getString("description"),
                    row.getString("video_link"),
                    row.getBoolean("active"),
                    null))
            .list());
  }

  /** Makes a hub, unless there is one of that key. */
  void ensure(Handle handle, long organizationId, String key) {
    if (!BUILT_IN.contains(key)) {
      insert(handle, organizationId, key, key, "", null, true);
    }
  }

  /** Makes a hub; empty when the organization has one of that key. */
  Optional<Long> insert(
      long organizationId,
      String key,
      String name,
      String description,
      @Nullable String videoLink,
      boolean active) {
    return database.transact(
        handle -> insert(handle, organizationId, key, name, description, videoLink, active));
  }

  private static Optional<Long> insert(
      Handle handle,
      long organizationId,
      String key,
      String name,
      String description,
      @Nullable String videoLink,
      boolean active) {
    return handle
        .createQuery(
            """
            insert into organization_hubs
              (organization_id, key, name, description, video_link, active)
            values (:organization, :key, :name, :description, :video, :active)
            on conflict do nothing returning id
            """)
        .bind("organization", organizationId)
        .bind("key", key)
        .bind("name", name)
        .bind("description", description)
        .bind("video", videoLink)
        .bind("active", active)
        .mapTo(Long.class)
        .findOne();
  }

  /** Deletes a hub; false when there is none. */
  boolean delete(long organizationId, String key) {
    return database.transact(handle ->
        handle
                .createUpdate(
                    """
                    delete from organization_hubs
                    where organization_id = :organization and key = :key
                    """)
                .bind("organization", organizationId)
                .bind("key", key)
                .execute()
            > 0);
  }
}
