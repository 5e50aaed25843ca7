package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of a kind in the order in which they were made, and where those with a certain value
 * are. Not thread-safe.
 */
final class RecordTable {

  /** References that nearly all records have to the same few records. */
  private static final Set<String> COMMON = Set.of("OwnerId", "CreatedById", "LastModifiedById");

  private final Map<String, ObjectNode> records = new LinkedHashMap<>();
  private final Map<String, Map<String, Set<String>>> idsByValue = new HashMap<>();

  RecordTable(SObjectType type) {
    type.fields().stream()
        .filter(RecordTable::isIndexed)
        .forEach(field -> idsByValue.put(field.name(), new HashMap<>()));
  }

  /** Whether records can be found by a value of a field without looking at all of them. */
  static boolean isIndexed(SObjectField field) {
    return field.externalId()
        || field.unique()
        || (field.type() == FieldType.REFERENCE && !COMMON.contains(field.name()));
  }

  @Nullable ObjectNode get(String id) {
    return records.get(id);
  }

  /** All records; a view. */
  Collection<ObjectNode> all() {
    return Collections.unmodifiableCollection(records.values());
  }

  /** The records with a value in an indexed field; capitals in texts do not matter. */
  List<ObjectNode> with(SObjectField field, String value) {
    return idsByValue
        .getOrDefault(field.name(), Map.of())
        .getOrDefault(key(field, value), Set.of())
        .stream()
        // Later ids are greater.
        .sorted()
        .map(records::get)
        .toList();
  }

  /** Stores a record, and gives the one that was there with its id; null for none. */
  @Nullable ObjectNode put(SObjectType type, ObjectNode record) {
    String id = record.get("Id").textValue();
    ObjectNode before = records.put(id, record);
    forget(type, before);
    for (SObjectField field : type.fields()) {
      Map<String, Set<String>> index = idsByValue.get(field.name());
      String value = index == null ? null : record.get(field.name()).textValue();
      if (index != null && value != null) {
        index.computeIfAbsent(key(field, value), it -> new LinkedHashSet<>(2)).add(id);
      }
    }
    return before;
  }

  /** Takes a record away as if it had never been. */
  void remove(SObjectType type, String id) {
    forget(type, records.remove(id));
  }

  private void forget(SObjectType type, @Nullable ObjectNode record) {
    if (record == null) {
      return;
    }
    for (SObjectField field : type.fields()) {
      Map<String, Set<String>> index = idsByValue.get(field.name());
      String value = index == null ? null : record.get(field.name()).textValue();
      if (index != null && value != null) {
        String key = key(field, value);
        Set<String> ids = index.getOrDefault(key, Set.of());
        ids.remove(record.get("Id").textValue());
        if (ids.isEmpty()) {
          index.remove(key);
        }
      }
    }
  }

  private static String key(SObjectField field, String value) {
    return field.kind() == FieldType.Kind.TEXT ? value.toLowerCase(Locale.ROOT) : value;
  }
}
