package dev.valence.instances;

import dev.valence.instances.ContentLinks.Target;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** When links to the content of files were ended. */
@ApplicationScoped
class ContentLinkRepository {

  private final Database database;

  ContentLinkRepository(Database database) {
    this.database = database;
  }

  /** Until when links to a file that were made are no longer followed, if there is such a time. */
  Optional<Instant> find(Target target) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select ended_at from content_link_ends
                where organization_id = :organization and instance_id = :instance
                  and item_id = :item
                """)
            .bind("organization", target.organizationId())
            .bind("instance", target.instanceId())
            .bind("item", target.itemId())
            .mapTo(OffsetDateTime.class)
            .findOne()
            .map(OffsetDateTime::toInstant));
  }

  /** Says when links to a file were ended, while its instance is there. */
  void put(Instance instance, String itemId, Instant moment) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                insert into content_link_ends (organization_id, instance_id, item_id, ended_at)
                select organization_id, id, :item, :moment
                from instances where id = :instance and organization_id = :organization
                for key share
                on conflict (instance_id, item_id) do update set ended_at = excluded.ended_at
                """)
            .bind("organization", instance.organizationId())
            .bind("instance", instance.id())
            .bind("item", itemId)
            .bind("moment", moment.atOffset(ZoneOffset.UTC))
            .execute());
  }
}
