package dev.valence.instances;

import dev.valence.identity.AuditEvent;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.AuditLog;
import dev.valence.identity.Principal;
import dev.valence.instances.Instance.Owner;
import dev.valence.instances.Instance.State;
import dev.valence.instances.Instance.Value;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.store.Notifications;
import dev.valence.vault.UnopenedException;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Instances in the database. What changes one tells every node, in the same transaction. */
@ApplicationScoped
class InstanceRepository {

  /** The topic under which nodes hear the id of an instance that has changed. */
  static final String CHANGED = "instance";

  private static final String TOKEN_PURPOSE = "element-token";

  /** Selects what {@link #read} makes an instance of. */
  static final String SELECT =
      """
      select i.*, u.email, u.first_name, u.last_name
      from instances i join users u on u.id = i.user_id
      """;

  private final Database database;
  private final Vault vault;
  private final Notifications notifications;
  private final AuditLog audit;

  InstanceRepository(Database database, Vault vault, Notifications notifications, AuditLog audit) {
    this.database = database;
    this.vault = vault;
    this.notifications = notifications;
    this.audit = audit;
  }

  /** The instance of a number, if it is the organization's. */
  Optional<Instance> find(long organizationId, long id) {
    return database.read(handle -> find(handle, organizationId, id, ""));
  }

  /** The same within a transaction, which nobody else's change can enter until it ends. */
  Optional<Instance> findForUpdate(Handle handle, long organizationId, long id) {
    return find(handle, organizationId, id, " for update of i");
  }

  /** Whose instance a token authenticates: the one look-up that begins without an organization. */
  Optional<TokenOwner> findByToken(Secret token) {
    return database.read(handle ->
        handle
            .createQuery("select organization_id, id from instances where token_hash = :hash")
            .bind("hash", vault.lookupHash(TOKEN_PURPOSE, token))
            .map((row, context) -> new TokenOwner(row.getLong(1), row.getLong(2)))
            .findOne());
  }

  /** Says whether calls of an instance are refused for now; false if there is no such instance. */
  boolean putDisabled(long organizationId, long id, boolean disabled) {
    return update(
        organizationId,
        id,
        "disabled = :value",
        disabled,
        disabled ? Action.DISABLED : Action.ENABLED);
  }

  /**
   * Says until when calls of an instance are traced; false if there is no such instance.
   *
   * @param until null to end it
   */
  boolean putTraceUntil(long organizationId, long id, @Nullable Instant until) {
    return update(
        organizationId, id, "trace_until = cast(:value as timestamptz)", until, Action.CHANGED);
  }

  private boolean update(
      long organizationId, long id, String change, @Nullable Object value, Action action) {
    return database.transact(handle -> {
      boolean found =
          handle
                  .createUpdate(
                      "update instances set "
                          + change
                          + " where id = :id and organization_id = :organization")
                  .bind("value", value)
                  .bind("id", id)
                  .bind("organization", organizationId)
                  .execute()
              == 1;
      changed(handle, organizationId, id);
      if (found) {
        record(handle, organizationId, id, action);
      }
      return found;
    });
  }

  /**
   * Stores a new instance and gives its number.
   *
   * @throws ApiException 401 when its owner is gone, or was deactivated meanwhile
   */
  long insert(Handle handle, Principal owner, NewInstance instance) {
    requireUser(handle, owner);
    long id =
        handle
            .createQuery("select nextval(pg_get_serial_sequence('instances', 'id'))")
            .mapTo(Long.class)
            .one();
    handle
        .createUpdate(
            """
            insert into instances
              (id, organization_id, account_id, user_id, element_id, name, tags, token_hash,
               token_sealed, external_authentication)
            values
              (:id, :organization, :account, :user, :element, :name, :tags, :hash, :sealed,
               :external)
            """)
        .bind("id", id)
        .bind("organization", owner.organizationId())
        .bind("account", owner.accountId())
        .bind("user", owner.userId())
        .bind("element", instance.elementId())
        .bind("name", instance.name())
        .bindArray("tags", String.class, instance.tags())
        .bind("hash", vault.lookupHash(TOKEN_PURPOSE, instance.token()))
        .bind("sealed", vault.seal(owner.organizationId(), tokenRow(id), instance.token()))
        .bind("external", instance.externalAuthentication())
        .execute();
    putValues(handle, owner.organizationId(), id, instance.values());
    audit.record(handle, event(owner.organizationId(), id, Action.CREATED).by(owner));
    return id;
  }

  /** Whoever removes or deactivates the user waits until the instance is there to be found. */
  private static void requireUser(Handle handle, Principal owner) {
    boolean there =
        handle
            .createQuery(
                """
                select id from users
                where id = :user and organization_id = :organization and active for share
                """)
            .bind("user", owner.userId())
            .bind("organization", owner.organizationId())
            .mapTo(Long.class)
            .findOne()
            .isPresent();
    if (!there) {
      throw ApiException.invalidCredentials();
    }
  }

  /** Stores values of the configuration, in place of those of the same keys. */
  void putValues(Handle handle, long organizationId, long id, Map<String, Value> values) {
    values.forEach((key, value) ->
        handle
            .createUpdate(
                """
                insert into instance_configuration
                  (instance_id, organization_id, key, value, sealed)
                values (:id, :organization, :key, :value, :sealed)
                on conflict (instance_id, key)
                do update set value = excluded.value, sealed = excluded.sealed
                """)
            .bind("id", id)
            .bind("organization", organizationId)
            .bind("key", key)
            .bind("value", value instanceof Value.Plain plain ? plain.text() : null)
            .bind(
                "sealed",
                value instanceof Value.Hidden hidden
                    ? vault.seal(organizationId, valueRow(id, key), hidden.secret())
                    : null)
            .execute());
    changed(handle, organizationId, id);
  }

  /** Makes a change of the configuration, if it is one. */
  void change(Handle handle, Instance instance, ConfigurationChange change) {
    long organizationId = instance.organizationId();
    change.removed().stream()
        .filter(instance.values()::containsKey)
        .forEach(key -> removeValue(handle, organizationId, instance.id(), key));
    if (!change.put().isEmpty()) {
      putValues(handle, organizationId, instance.id(), change.put());
    }
  }

  /** Forgets a value of the configuration. */
  void removeValue(Handle handle, long organizationId, long id, String key) {
    handle
        .createUpdate(
            """
            delete from instance_configuration
            where instance_id = :id and organization_id = :organization and key = :key
            """)
        .bind("id", id)
        .bind("organization", organizationId)
        .bind("key", key)
        .execute();
    changed(handle, organizationId, id);
  }

  /** Changes the labels, and says who had got the first tokens. */
  void putLabels(
      Handle handle,
      long organizationId,
      long id,
      String name,
      List<String> tags,
      String externalAuthentication) {
    handle
        .createUpdate(
            """
            update instances
            set name = :name, tags = :tags, external_authentication = :external
            where id = :id and organization_id = :organization
            """)
        .bind("id", id)
        .bind("organization", organizationId)
        .bind("name", name)
        .bindArray("tags", String.class, tags)
        .bind("external", externalAuthentication)
        .execute();
    changed(handle, organizationId, id);
  }

  /** Says whether the instance is connected; since when is kept while that stays the same. */
  void putState(
      Handle handle, long organizationId, long id, String state, @Nullable String reason) {
    putState(handle, notifications, organizationId, id, state, reason);
  }

  static void putState(
      Handle handle,
      Notifications notifications,
      long organizationId,
      long id,
      String state,
      @Nullable String reason) {
    handle
        .createUpdate(
            """
            update instances
            set state_since = case when state = :state then state_since else now() end,
                state = :state, state_reason = :reason
            where id = :id and organization_id = :organization
            """)
        .bind("id", id)
        .bind("organization", organizationId)
        .bind("state", state)
        .bind("reason", reason)
        .execute();
    changed(handle, notifications, organizationId, id);
  }

  /** Deletes an instance with all that belongs to it; false if there is none. */
  boolean delete(long organizationId, long id) {
    return database.transact(handle -> {
      notifications.publish(handle, CHANGED, String.valueOf(id));
      boolean deleted =
          handle
                  .createUpdate(
                      "delete from instances where id = :id and organization_id = :organization")
                  .bind("id", id)
                  .bind("organization", organizationId)
                  .execute()
              == 1;
      if (deleted) {
        record(handle, organizationId, id, Action.DELETED);
      }
      return deleted;
    });
  }

  /** Writes down what becomes of an instance in a transaction. */
  void record(Handle handle, long organizationId, long id, Action action) {
    audit.record(handle, event(organizationId, id, action));
  }

  private static AuditEvent event(long organizationId, long id, Action action) {
    return AuditEvent.of(organizationId, action, Kind.INSTANCE, id);
  }

  /** Deletes the instances of users with all that belongs to them, and gives them. */
  List<Instance> deleteOfUsers(Handle handle, long organizationId, List<Long> userIds) {
    List<Instance> found =
        handle
            .createQuery(
                SELECT
                    + """
                    where i.organization_id = :organization and i.user_id = any(:users)
                    order by i.id for update of i
                    """)
            .bind("organization", organizationId)
            .bindArray("users", Long.class, userIds)
            .map((row, context) -> read(handle, row))
            .list();
    List<Long> ids = found.stream().map(Instance::id).toList();
    ids.forEach(id -> notifications.publish(handle, CHANGED, String.valueOf(id)));
    handle
        .createUpdate(
            "delete from instances where organization_id = :organization and id = any(:ids)")
        .bind("organization", organizationId)
        .bindArray("ids", Long.class, ids)
        .execute();
    ids.forEach(id -> record(handle, organizationId, id, Action.DELETED));
    return found;
  }

  private void changed(Handle handle, long organizationId, long id) {
    changed(handle, notifications, organizationId, id);
  }

  private static void changed(
      Handle handle, Notifications notifications, long organizationId, long id) {
    handle
        .createUpdate(
            """
            update instances set version = version + 1, updated_at = now()
            where id = :id and organization_id = :organization
            """)
        .bind("id", id)
        .bind("organization", organizationId)
        .execute();
    notifications.publish(handle, CHANGED, String.valueOf(id));
  }

  private Optional<Instance> find(Handle handle, long organizationId, long id, String lock) {
    return handle
        .createQuery(SELECT + "where i.id = :id and i.organization_id = :organization" + lock)
        .bind("id", id)
        .bind("organization", organizationId)
        .map((row, context) -> read(handle, row))
        .findOne();
  }

  /** The instance of a row that {@link #SELECT} gave. */
  Instance read(Handle handle, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    long organizationId = row.getLong("organization_id");
    Values values = values(handle, organizationId, id);
    return new Instance(
        id,
        organizationId,
        row.getLong("account_id"),
        new Owner(
            row.getLong("user_id"),
            row.getString("email"),
            row.getString("first_name"),
            row.getString("last_name")),
        row.getLong("element_id"),
        row.getString("name"),
        List.of((String[]) row.getArray("tags").getArray()),
        token(organizationId, id, row.getBytes("token_sealed")),
        row.getString("external_authentication"),
        row.getBoolean("disabled"),
        state(row, values.unopened()),
        values.opened(),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        instant(row, "trace_until"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** The token, which is found by its hash; one that was damaged works and is not shown. */
  private Secret token(long organizationId, long id, byte[] sealed) {
    try {
      return vault.open(organizationId, tokenRow(id), sealed);
    } catch (UnopenedException _) {
      return Secret.of(Secret.MASK);
    }
  }

  /** What is stored, unless a value was damaged: then only connecting the account anew helps. */
  private static State state(ResultSet row, List<String> unopened) throws SQLException {
    Instant since = row.getObject("state_since", OffsetDateTime.class).toInstant();
    return unopened.isEmpty()
        ? new State(row.getString("state"), since, row.getString("state_reason"), false)
        : new State(State.NEEDS_CONSENT, since, unopened(String.join(", ", unopened)), true);
  }

  /** Why an instance needs consent of whose configuration a value does not open. */
  static String unopened(String keys) {
    return "What is stored of "
        + keys
        + " was damaged and does not open: connect the account anew.";
  }

  /**
   * The configuration.
   *
   * @param opened what could be read
   * @param unopened the keys of what was damaged
   */
  private record Values(SequencedMap<String, Value> opened, List<String> unopened) {}

  private Values values(Handle handle, long organizationId, long id) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    List<String> unopened = new ArrayList<>();
    handle
        .createQuery(
            """
            select key, value, sealed from instance_configuration
            where instance_id = :id and organization_id = :organization order by key
            """)
        .bind("id", id)
        .bind("organization", organizationId)
        .map((row, context) -> {
          // Instances in memory share the keys, of which there are as many as elements declare.
          String key = row.getString("key").intern();
          byte[] sealed = row.getBytes("sealed");
          String text = row.getString("value");
          if (sealed != null) {
            try {
              values.put(
                  key, new Value.Hidden(vault.open(organizationId, valueRow(id, key), sealed)));
            } catch (UnopenedException _) {
              unopened.add(key);
            }
          } else if (text != null) {
            values.put(key, new Value.Plain(text));
          }
          return key;
        })
        .list();
    return new Values(values, unopened);
  }

  static String tokenRow(long id) {
    return "instances/" + id + "/token";
  }

  static String valueRow(long id, String key) {
    return "instance_configuration/" + id + "/" + key;
  }

  /**
   * What a token leads to.
   *
   * @param organizationId whose the instance is
   * @param id the instance's number
   */
  record TokenOwner(long organizationId, long id) {}

  /**
   * An instance that is about to be stored.
   *
   * @param elementId the element that it connects
   * @param name the label
   * @param tags labels to find it by
   * @param token what will authenticate calls to it
   * @param externalAuthentication {@link Grant#NONE} or {@link Grant#INITIAL}
   * @param values its configuration
   */
  record NewInstance(
      long elementId,
      String name,
      List<String> tags,
      Secret token,
      String externalAuthentication,
      Map<String, Value> values) {}
}
