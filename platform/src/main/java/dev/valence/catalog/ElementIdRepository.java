package dev.valence.catalog;

import static java.util.Objects.requireNonNull;

import dev.valence.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;

/** The numbers of built-in elements and of their parts, the same for ever. */
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

  /**
   * The numbers of an element's other parts, by what makes each the same for ever; those that have
   * none get new ones.
   */
  Map<String, Long> ofParts(long element, List<String> identities) {
    List<byte[]> hashes = identities.stream().map(ElementIdRepository::hash).toList();
    Map<String, Long> ids =
        database.transact(handle -> {
          handle
              .createUpdate(
                  """
                  insert into built_in_part_ids (element_id, identity_hash)
                  select :element, given.hash
                  from unnest(:hashes) with ordinality as given (hash, place)
                  where not exists (
                    select from built_in_part_ids known
                    where known.element_id = :element and known.identity_hash = given.hash)
                  order by given.place
                  on conflict do nothing
                  """)
              .bind("element", element)
              .bindArray("hashes", byte[].class, hashes)
              .execute();
          return handle
              .createQuery(
                  "select identity_hash, id from built_in_part_ids where element_id = :element")
              .bind("element", element)
              .reduceRows(
                  new HashMap<>(),
                  (known, row) -> {
                    known.put(
                        HexFormat.of().formatHex(row.getColumn(1, byte[].class)),
                        row.getColumn(2, Long.class));
                    return known;
                  });
        });
    return identities.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                identity -> requireNonNull(ids.get(HexFormat.of().formatHex(hash(identity))))));
  }

  private static byte[] hash(String identity) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
