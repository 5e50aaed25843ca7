package dev.valence.instances;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.engine.ItemRecords.Note;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The notes on files and folders of instances. */
@ApplicationScoped
class ItemNoteRepository {

  private static final JsonMapper JSON = new JsonMapper();

  private final Database database;

  ItemNoteRepository(Database database) {
    this.database = database;
  }

  private record Row(String itemId, Note note) {}

  /** The notes of those items that have one, by their ids. */
  Map<String, Note> find(Instance instance, Collection<String> itemIds) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select item_id, tags, description, properties from item_notes
                where organization_id = :organization and instance_id = :instance
                  and item_id = any(:items)
                """)
            .bind("organization", instance.organizationId())
            .bind("instance", instance.id())
            .bindArray("items", String.class, List.copyOf(itemIds))
            .map((row, context) -> new Row(row.getString("item_id"), note(row)))
            .collect(Collectors.toMap(Row::itemId, Row::note)));
  }

  /** Stores a note in the place of the item's former one, while its instance is there. */
  void put(Instance instance, String itemId, Note note) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                insert into item_notes
                  (organization_id, instance_id, item_id, tags, description, properties)
                select organization_id, id, :item, :tags, :description, cast(:properties as jsonb)
                from instances where id = :instance and organization_id = :organization
                for key share
                on conflict (instance_id, item_id) do update set
                  tags = excluded.tags,
                  description = excluded.description,
                  properties = excluded.properties
                """)
            .bind("organization", instance.organizationId())
            .bind("instance", instance.id())
            .bind("item", itemId)
            .bindArray("tags", String.class, note.tags())
            .bind("description", note.description())
            .bind("properties", text(note.properties()))
            .execute());
  }

  void delete(Instance instance, String itemId) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                delete from item_notes
                where organization_id = :organization and instance_id = :instance
                  and item_id = :item
                """)
            .bind("organization", instance.organizationId())
            .bind("instance", instance.id())
            .bind("item", itemId)
            .execute());
  }

  private static Note note(ResultSet row) throws SQLException {
    try {
      return new Note(
          List.of((String[]) row.getArray("tags").getArray()),
          row.getString("description"),
          JSON.readValue(row.getString("properties"), new TypeReference<Map<String, String>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The properties of a note are no JSON.", e);
    }
  }

  private static String text(Map<String, String> properties) {
    try {
      return JSON.writeValueAsString(properties);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
