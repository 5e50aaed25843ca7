package dev.valence.catalog;

import dev.valence.store.Database;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;

/** The numbers of built-in elements and of their configuration entries, the same for ever. */
final class ElementIdRepository {

  private final Database database;

  ElementIdRepository(Database database) {
    this.database = database;
  }

  /**
   * The numbers of an element.
   *
   * @param element the number of the element
   * @param entries the numbers of its configuration entries by their keys
   */
  record Ids(long element, Map<String, Long> entries) {}

  /**
   * The numbers of elements by their keys; those that have none get new ones.
   *
   * @param configurationKeys the keys of each element's configuration entries
   */
  Map<String, Ids> of(Map<String, List<String>> configurationKeys) {
    return database.transact(handle -> {
      // Nodes that start at once do this one after the other, and get the same numbers.
      handle.execute("lock table element_ids in share row exclusive mode");
      return configurationKeys.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey, element -> ids(handle, element.getKey(), element.getValue())));
    });
  }

  private static Ids ids(Handle handle, String key, List<String> entries) {
    handle
        .createUpdate(
            """
            insert into element_ids (key)
            select :key where not exists (select from element_ids where key = :key)
            """)
        .bind("key", key)
        .execute();
    long element =
        handle
            .createQuery("select id from element_ids where key = :key")
            .bind("key", key)
            .mapTo(Long.class)
            .one();
    handle
        .createUpdate(
            """
            insert into configuration_entry_ids (element_id, key)
            select :element, given.key
            from unnest(:keys) with ordinality as given (key, place)
            where not exists (
              select from configuration_entry_ids known
              where known.element_id = :element and known.key = given.key)
            order by given.place
            """)
        .bind("element", element)
        .bindArray("keys", String.class, entries)
        .execute();
    return new Ids(
        element,
        handle
            .createQuery("select key, id from configuration_entry_ids where element_id = :element")
            .bind("element", element)
            .setMapKeyColumn("key")
            .setMapValueColumn("id")
            .collectInto(new GenericType<Map<String, Long>>() {}));
  }
}
