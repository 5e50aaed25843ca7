package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.face.Users;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The organization's records, which all of its users see. The accounts of the sandbox are its
 * records of type User. A record is never changed in place, so that one that was read stays as it
 * was. Every operation is atomic, and can be taken back in a {@link Transaction}.
 */
final class RecordStore {

  private static final long FIRST_NUMBER = 1001;

  private final Schema schema;
  private final UserAccounts accounts;
  private final InstantSource clock;
  private final Ids ids;
  private final RecordRules rules;
  private final Map<String, RecordTable> tables = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();

  RecordStore(Schema schema, Users users, InstantSource clock, Ids ids) {
    this.schema = schema;
    this.accounts = new UserAccounts(users);
    this.clock = clock;
    this.ids = ids;
    this.rules = new RecordRules(this, schema);
    reset();
  }

  /** Makes a record and gives it as stored. */
  synchronized ObjectNode create(SObjectType type, ObjectNode body, String userId) {
    ObjectNode values = readNew(type, body);
    String id =
        type.name().equals(UserAccounts.TYPE)
            ? accounts.create(values)
            : ids.next(type.keyPrefix());
    return add(type, id, values, userId);
  }

  /** The values of a new record. */
  ObjectNode readNew(SObjectType type, ObjectNode body) {
    if (!type.createable()) {
      throw unsupported(type, "create");
    }
    return input(type).readNew(body);
  }

  /** Makes a record of the system's own making, whose values are right. */
  synchronized ObjectNode insert(SObjectType type, ObjectNode values, String userId) {
    return add(type, ids.next(type.keyPrefix()), values, userId);
  }

  /** Sets values of a record that are right. */
  synchronized void set(SObjectType type, String id, ObjectNode values, String userId) {
    ObjectNode before = present(type, id);
    ObjectNode record = before.deepCopy();
    record.setAll(values);
    rules.complete(type, before, values, record, now());
    put(type, record, userId);
  }

  /** Changes some values of a record. */
  synchronized void update(SObjectType type, String id, ObjectNode body, String userId) {
    if (!type.updateable()) {
      throw unsupported(type, "update");
    }
    present(type, id);
    set(type, id, input(type).readChange(body), userId);
  }

  /**
   * Moves a record to the recycle bin, where queries for all records still find it, and with it
   * those that are its parts.
   */
  synchronized void delete(SObjectType type, String id, String userId) {
    if (!type.deletable()) {
      throw unsupported(type, "delete");
    }
    ObjectNode record = present(type, id).deepCopy();
    if (type.name().equals("Account")) {
      requireNoCases(id);
    }
    put(type, record.put("IsDeleted", true), userId);
    for (Schema.Relationship part : schema.children(type)) {
      if (part.field().cascade()) {
        referring(part.child(), part.field().name(), id)
            .forEach(child -> delete(part.child(), child.get("Id").textValue(), userId));
      }
    }
  }

  private void requireNoCases(String accountId) {
    List<String> open =
        referring(schema.get("Case"), "AccountId", accountId)
            .map(it -> it.get("CaseNumber").textValue())
            .toList();
    if (!open.isEmpty()) {
      throw new RestException(
          400,
          "DELETE_FAILED",
          "Your attempt to delete the account could not be completed because it is associated with"
              + " the following cases.: "
              + String.join(", ", open));
    }
  }

  /** The record with an id in the long form, deleted ones included. */
  synchronized Optional<ObjectNode> find(SObjectType type, String id) {
    return Optional.ofNullable(table(type).get(id));
  }

  /** All records of a kind in the order in which they were made, deleted ones included. */
  synchronized List<ObjectNode> all(SObjectType type) {
    return List.copyOf(table(type).all());
  }

  /**
   * The records with a value in a field by which they are found at once, in the order in which they
   * were made, deleted ones included.
   */
  synchronized List<ObjectNode> with(SObjectType type, SObjectField field, String value) {
    return table(type).with(field, value);
  }

  /** The records that refer to another one, without deleted ones. */
  Stream<ObjectNode> referring(SObjectType type, String field, String id) {
    return with(type, type.find(field).orElseThrow(), id).stream()
        .filter(record -> !isDeleted(record));
  }

  /** The record of an account. */
  ObjectNode userRecord(String userId) {
    return find(schema.get(UserAccounts.TYPE), userId).orElseThrow();
  }

  /** The time as records have it. */
  String now() {
    return Times.record(clock.instant());
  }

  synchronized void reset() {
    tables.clear();
    numbers.clear();
    SObjectType profiles = schema.get("Profile");
    String first = accounts.all().getFirst().id();
    add(profiles, UserAccounts.STANDARD_PROFILE, Json.object().put("Name", "Standard User"), first);
    insert(profiles, Json.object().put("Name", "System Administrator"), first);
  }

  static boolean isDeleted(ObjectNode record) {
    return record.path("IsDeleted").asBoolean();
  }

  /** A record that is to be changed or deleted. */
  ObjectNode toWrite(SObjectType type, String id) {
    return present(type, id);
  }

  private synchronized ObjectNode present(SObjectType type, String id) {
    ObjectNode record = find(type, id).orElseThrow(RestException::notFound);
    if (isDeleted(record)) {
      throw new RestException(404, "ENTITY_IS_DELETED", "entity is deleted");
    }
    return record;
  }

  /** The rules for the values of a kind of record. */
  RecordInput input(SObjectType type) {
    return new RecordInput(
        type,
        id ->
            schema
                .ofId(id)
                .filter(candidate ->
                    find(candidate, id).filter(record -> !isDeleted(record)).isPresent()));
  }

  private ObjectNode add(SObjectType type, String id, ObjectNode values, String userId) {
    ObjectNode record = complete(type, id, values, userId);
    put(type, record, userId);
    return record.deepCopy();
  }

  private ObjectNode complete(SObjectType type, String id, ObjectNode values, String userId) {
    ObjectNode record = Json.object();
    for (SObjectField field : type.fields()) {
      JsonNode given = values.hasNonNull(field.name()) ? values.get(field.name()) : field.usual();
      record.set(
          field.name(),
          given == null && field.kind() == FieldType.Kind.BOOLEAN ? BooleanNode.FALSE : given);
      String form = field.autoNumber();
      if (form != null) {
        long number = numbers.merge(type.name(), FIRST_NUMBER, (last, first) -> last + 1);
        record.put(field.name(), form.formatted(number));
      }
    }
    record.put("Id", id);
    if (type.has("CreatedById")) {
      record.put("CreatedById", userId).put("CreatedDate", now());
    }
    if (type.has("OwnerId") && record.get("OwnerId").isNull()) {
      record.put("OwnerId", userId);
    }
    rules.complete(type, null, values, record, now());
    return record;
  }

  private void put(SObjectType type, ObjectNode record, String userId) {
    stamp(type, record, userId);
    RecordTable table = table(type);
    if (!isDeleted(record)) {
      requireUnique(type, table, record);
    }
    String id = record.get("Id").textValue();
    ObjectNode before = table.put(type, record);
    Transaction.onRollback(() -> restore(type, id, before));
  }

  private void stamp(SObjectType type, ObjectNode record, String userId) {
    if (type.has("LastModifiedById")) {
      record.put("LastModifiedById", userId).put("LastModifiedDate", now());
    }
    record.put("SystemModstamp", now());
  }

  private synchronized void restore(SObjectType type, String id, @Nullable ObjectNode before) {
    if (before == null) {
      table(type).remove(type, id);
    } else {
      ObjectNode _ = table(type).put(type, before);
    }
  }

  private static void requireUnique(SObjectType type, RecordTable table, ObjectNode record) {
    for (SObjectField field : type.fields()) {
      String value = field.unique() ? record.get(field.name()).textValue() : null;
      if (value != null) {
        table.with(field, value).stream()
            .filter(other -> !isDeleted(other) && !other.get("Id").equals(record.get("Id")))
            .findFirst()
            .ifPresent(other -> {
              throw new RestException(
                  400,
                  "DUPLICATE_VALUE",
                  "duplicate value found: "
                      + field.name()
                      + " duplicates value on record with id: "
                      + other.get("Id").textValue(),
                  field.name());
            });
      }
    }
  }

  private RecordTable table(SObjectType type) {
    RecordTable table = tables.get(type.name());
    if (table == null) {
      table = new RecordTable(type);
      tables.put(type.name(), table);
    }
    if (type.name().equals(UserAccounts.TYPE)) {
      addMissingUsers(type, table);
    }
    return table;
  }

  /** Accounts are also made elsewhere, by the control API; they get their records here. */
  private void addMissingUsers(SObjectType type, RecordTable table) {
    for (User user : accounts.all()) {
      if (table.get(user.id()) == null) {
        ObjectNode record = complete(type, user.id(), UserAccounts.valuesOf(user), user.id());
        stamp(type, record, user.id());
        ObjectNode _ = table.put(type, record);
      }
    }
  }

  private static RestException unsupported(SObjectType type, String operation) {
    return new RestException(
        400,
        "INVALID_TYPE_FOR_OPERATION",
        "entity type " + type.name() + " does not support " + operation);
  }
}
