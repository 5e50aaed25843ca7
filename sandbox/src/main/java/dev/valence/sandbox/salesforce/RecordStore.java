package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.face.Users;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The organization's records, which all of its users see. The accounts of the sandbox are its
 * records of type User. A record is never changed in place, so that one that was read stays as it
 * was. Every operation is atomic.
 */
final class RecordStore {

  private static final String USER = "User";
  private static final String STANDARD_PROFILE = "00e5j000001AaAaAAK";
  private static final long FIRST_NUMBER = 1001;
  private static final int ALIAS_LENGTH = 8;

  private final Schema schema;
  private final Users users;
  private final InstantSource clock;
  private final Ids ids;
  private final Map<String, Map<String, ObjectNode>> records = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();

  RecordStore(Schema schema, Users users, InstantSource clock, Ids ids) {
    this.schema = schema;
    this.users = users;
    this.clock = clock;
    this.ids = ids;
  }

  /** Makes a record and gives it as stored. */
  synchronized ObjectNode create(SObjectType type, ObjectNode body, String userId) {
    if (!type.createable()) {
      throw new RestException(
          400,
          "INVALID_TYPE_FOR_OPERATION",
          "entity type " + type.name() + " does not support create");
    }
    ObjectNode values = input(type).readNew(body);
    String id = type.name().equals(USER) ? newUser(values) : ids.next(type.keyPrefix());
    return add(type, id, values, userId);
  }

  /** Makes a record of the system's own making, whose values are right. */
  synchronized ObjectNode insert(SObjectType type, ObjectNode values, String userId) {
    return add(type, ids.next(type.keyPrefix()), values, userId);
  }

  /** Sets values of a record that are right. */
  synchronized void set(SObjectType type, String id, ObjectNode values, String userId) {
    ObjectNode record = present(type, id).deepCopy();
    record.setAll(values);
    derive(type, record);
    put(type, record, userId);
  }

  /** Changes some values of a record. */
  synchronized void update(SObjectType type, String id, ObjectNode body, String userId) {
    ObjectNode record = present(type, id).deepCopy();
    record.setAll(input(type).readChange(body));
    derive(type, record);
    put(type, record, userId);
  }

  /** Moves a record to the recycle bin, where queries for all records still find it. */
  synchronized void delete(SObjectType type, String id, String userId) {
    if (!type.deletable()) {
      throw new RestException(
          400,
          "INVALID_TYPE_FOR_OPERATION",
          "entity type " + type.name() + " does not support delete");
    }
    ObjectNode record = present(type, id).deepCopy();
    put(type, record.put("IsDeleted", true), userId);
  }

  /** The record with an id in the long form, deleted ones included. */
  synchronized Optional<ObjectNode> find(SObjectType type, String id) {
    return Optional.ofNullable(recordsOf(type).get(id));
  }

  /** All records of a kind in the order in which they were made, deleted ones included. */
  synchronized List<ObjectNode> all(SObjectType type) {
    return List.copyOf(recordsOf(type).values());
  }

  /** The record of an account. */
  ObjectNode userRecord(String userId) {
    return find(schema.find(USER).orElseThrow(), userId).orElseThrow();
  }

  synchronized void reset() {
    records.clear();
    numbers.clear();
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
            schema.types().stream()
                .filter(candidate ->
                    find(candidate, id).filter(record -> !isDeleted(record)).isPresent())
                .findFirst());
  }

  private ObjectNode add(SObjectType type, String id, ObjectNode values, String userId) {
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
    derive(type, record);
    put(type, record, userId);
    return record.deepCopy();
  }

  private void put(SObjectType type, ObjectNode record, String userId) {
    if (type.has("LastModifiedById")) {
      record.put("LastModifiedById", userId).put("LastModifiedDate", now());
    }
    record.put("SystemModstamp", now());
    records
        .computeIfAbsent(type.name(), name -> new LinkedHashMap<>())
        .put(record.get("Id").textValue(), record);
  }

  private String now() {
    return Times.record(clock.instant());
  }

  /** Sets the values that follow from others. */
  private static void derive(SObjectType type, ObjectNode record) {
    for (SObjectField field : type.fields()) {
      if (!field.joins().isEmpty()) {
        record.put(
            field.name(),
            field.joins().stream()
                .map(part -> record.get(part).textValue())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" ")));
      }
      SObjectField.TrueWhen trueWhen = field.trueWhen();
      if (trueWhen != null) {
        record.put(field.name(), trueWhen.among().contains(record.get(trueWhen.field()).asText()));
      }
    }
  }

  private Map<String, ObjectNode> recordsOf(SObjectType type) {
    if (type.name().equals(USER)) {
      addMissingUsers(type);
    }
    return records.getOrDefault(type.name(), Map.of());
  }

  /** Accounts are also made elsewhere, by the control API; they get their records here. */
  private void addMissingUsers(SObjectType type) {
    Map<String, ObjectNode> known =
        records.computeIfAbsent(type.name(), name -> new LinkedHashMap<>());
    for (User user : users.all()) {
      if (!known.containsKey(user.id())) {
        add(type, user.id(), valuesOf(user), user.id());
      }
    }
  }

  private static ObjectNode valuesOf(User user) {
    String name = user.displayName();
    int space = name.lastIndexOf(' ');
    String local = user.email().substring(0, user.email().indexOf('@'));
    ObjectNode values =
        Json.object()
            .put("Username", user.email())
            .put("Email", user.email())
            .put("LastName", name.substring(space + 1))
            .put("Alias", local.substring(0, Math.min(ALIAS_LENGTH, local.length())))
            .put("CommunityNickname", local)
            .put("Country", user.country())
            .put("TimeZoneSidKey", "GMT")
            .put("LocaleSidKey", "en_US")
            .put("LanguageLocaleKey", "en_US")
            .put("EmailEncodingKey", "UTF-8")
            .put("ProfileId", STANDARD_PROFILE);
    return space < 0 ? values : values.put("FirstName", name.substring(0, space));
  }

  /** Makes an account for a new record of type User, so that the user can log in too. */
  private String newUser(ObjectNode values) {
    String username = values.get("Username").textValue();
    String first = values.path("FirstName").asText("");
    String name = (first + " " + values.get("LastName").textValue()).strip();
    try {
      return users.create(NewUser.of(username, name)).id();
    } catch (IllegalArgumentException e) {
      if (username.contains("@")) {
        throw new RestException(400, "DUPLICATE_USERNAME", "Duplicate Username.", "Username");
      }
      throw new RestException(
          400,
          "INVALID_EMAIL_ADDRESS",
          "Username: The username must be in the form of an email address.",
          "Username");
    }
  }
}
