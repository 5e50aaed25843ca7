package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.StoredDefinition.Version;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.UnopenedException;
import dev.valence.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The definitions of organizations in the database; secret default values are sealed. */
final class StoredElementRepository {

  /** How many versions of a definition are kept. */
  private static final int VERSIONS = 100;

  private static final String SELECT =
      """
      select d.*, v.definition, v.defaults_sealed
      from element_definitions d
      join element_versions v on v.definition_id = d.id and v.version = d.version
      where d.organization_id = :organization and d.element_id = :element
      """;

  /** Which of an organization's own elements somebody sees. */
  private static final String VISIBLE =
      """
      d.organization_id = :organization and d.key is not null
        and (:all or d.account_id = :account or exists (
          select 1 from element_shares s where s.definition_id = d.id and s.account_id = :account))
      """;

  private final Database database;
  private final Vault vault;

  StoredElementRepository(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /** An element of an organization's own, as a list shows it. */
  record Listed(long id, String key, String name, String hub) {}

  /** Numbers for parts of definitions. */
  List<Long> nextPartIds(int count) {
    return database.read(handle ->
        handle
            .createQuery("select nextval('element_part_ids') from generate_series(1, :count)")
            .bind("count", count)
            .mapTo(Long.class)
            .list());
  }

  /** A number for an element, of the sequence of the built-in ones. */
  long nextElementId() {
    return database.read(handle ->
        handle
            .createQuery("select nextval(pg_get_serial_sequence('element_ids', 'id'))")
            .mapTo(Long.class)
            .one());
  }

  /** An element of an organization's own. */
  Optional<StoredDefinition> findOwn(long organizationId, long elementId) {
    return find(organizationId, elementId, "and d.key is not null", 0);
  }

  /** What an account has added to an element. */
  Optional<StoredDefinition> findExtension(long organizationId, long accountId, long elementId) {
    return find(
        organizationId, elementId, "and d.key is null and d.account_id = :account", accountId);
  }

  private Optional<StoredDefinition> find(
      long organizationId, long elementId, String which, long accountId) {
    return database.read(handle ->
        handle
            .createQuery(SELECT + which)
            .bind("organization", organizationId)
            .bind("element", elementId)
            .bind("account", accountId)
            .map((row, context) -> read(row))
            .findOne());
  }

  /** The number of an element that somebody sees, by its key or its number. */
  Optional<Long> findVisible(Viewer viewer, @Nullable String key, @Nullable Long id) {
    return database.read(handle ->
        handle
            .createQuery(
                "select d.element_id from element_definitions d where "
                    + VISIBLE
                    + " and (d.key = :key or d.element_id = :id)")
            .bind("organization", viewer.organizationId())
            .bind("account", viewer.accountId())
            .bind("all", viewer.all())
            .bind("key", key)
            .bind("id", id)
            .mapTo(Long.class)
            .findOne());
  }

  /** The elements that somebody sees. */
  List<Listed> listVisible(Viewer viewer) {
    return database.read(handle ->
        handle
            .createQuery(
                "select d.element_id, d.key, d.name, d.hub from element_definitions d where "
                    + VISIBLE)
            .bind("organization", viewer.organizationId())
            .bind("account", viewer.accountId())
            .bind("all", viewer.all())
            .map((row, context) ->
                new Listed(
                    row.getLong("element_id"),
                    row.getString("key"),
                    row.getString("name"),
                    row.getString("hub")))
            .list());
  }

  /** The elements to which an account has added resources. */
  Set<Long> listExtended(long organizationId, long accountId) {
    return database.read(handle ->
        new HashSet<>(
            handle
                .createQuery(
                    """
                    select element_id from element_definitions
                    where organization_id = :organization and account_id = :account and key is null
                    """)
                .bind("organization", organizationId)
                .bind("account", accountId)
                .mapTo(Long.class)
                .list()));
  }

  /** Whether an organization has an element in a hub. */
  boolean uses(long organizationId, String hub) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select exists (select 1 from element_definitions
                  where organization_id = :organization and hub = :hub and key is not null)
                """)
            .bind("organization", organizationId)
            .bind("hub", hub)
            .mapTo(Boolean.class)
            .one());
  }

  /**
   * Stores the first version of a definition.
   *
   * @return false if there is one of the same key, or of the same account for the same element
   */
  boolean insert(Handle handle, StoredDefinition definition, long userId) {
    Optional<Long> id =
        handle
            .createQuery(
                """
                insert into element_definitions
                  (organization_id, account_id, element_id, key, name, hub)
                values (:organization, :account, :element, :key, :name, :hub)
                on conflict do nothing returning id
                """)
            .bind("organization", definition.organizationId())
            .bind("account", definition.accountId())
            .bind("element", definition.elementId())
            .bind("key", definition.key())
            .bind("name", label(definition, "name"))
            .bind("hub", label(definition, "hub"))
            .mapTo(Long.class)
            .findOne();
    id.ifPresent(number -> insertVersion(handle, number, definition, userId));
    return id.isPresent();
  }

  /**
   * Stores a new version of a definition that was read before.
   *
   * @param definition the new version, with the number of the one that was read
   * @return false if it has another version now
   */
  boolean update(Handle handle, StoredDefinition definition, long userId) {
    boolean updated =
        handle
                .createUpdate(
                    """
                    update element_definitions
                    set version = version + 1, key = :key, name = :name, hub = :hub,
                      updated_at = now()
                    where organization_id = :organization and id = :id and version = :version
                    """)
                .bind("organization", definition.organizationId())
                .bind("id", definition.id())
                .bind("version", definition.version())
                .bind("key", definition.key())
                .bind("name", label(definition, "name"))
                .bind("hub", label(definition, "hub"))
                .execute()
            > 0;
    if (updated) {
      insertVersion(handle, definition.id(), definition, userId);
    }
    return updated;
  }

  /** Whether an organization has another element of that key. */
  boolean hasOther(Handle handle, StoredDefinition definition) {
    return handle
        .createQuery(
            """
            select exists (select 1 from element_definitions
              where organization_id = :organization and key = :key and element_id <> :element)
            """)
        .bind("organization", definition.organizationId())
        .bind("key", definition.key())
        .bind("element", definition.elementId())
        .mapTo(Boolean.class)
        .one();
  }

  private void insertVersion(Handle handle, long id, StoredDefinition definition, long userId) {
    long version =
        handle
            .createQuery(
                """
                select version from element_definitions
                where organization_id = :organization and id = :id
                """)
            .bind("organization", definition.organizationId())
            .bind("id", id)
            .mapTo(Long.class)
            .one();
    ObjectNode document = definition.document().deepCopy();
    Map<String, String> secrets = Definitions.takeSecrets(document);
    handle
        .createUpdate(
            """
            insert into element_versions
              (definition_id, version, organization_id, user_id, definition, defaults_sealed)
            values (:id, :version, :organization, :user, :definition, :sealed)
            """)
        .bind("id", id)
        .bind("version", version)
        .bind("organization", definition.organizationId())
        .bind("user", userId)
        .bind("definition", document.toString())
        .bind("sealed", secrets.isEmpty() ? null : seal(definition, version, secrets))
        .execute();
    handle
        .createUpdate(
            """
            delete from element_versions
            where organization_id = :organization and definition_id = :id and version <= :last
            """)
        .bind("organization", definition.organizationId())
        .bind("id", id)
        .bind("last", version - VERSIONS)
        .execute();
  }

  /** The versions that are kept, the newest first. */
  List<Version> versions(StoredDefinition definition) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select version, created_at, user_id from element_versions
                where organization_id = :organization and definition_id = :id
                order by version desc
                """)
            .bind("organization", definition.organizationId())
            .bind("id", definition.id())
            .map((row, context) ->
                new Version(
                    row.getLong("version"), instant(row, "created_at"), row.getLong("user_id")))
            .list());
  }

  /** Keeps an element of an organization's own from being deleted until the transaction ends. */
  boolean hold(Handle handle, long organizationId, long elementId) {
    return lock(handle, organizationId, elementId, "for key share");
  }

  /** Keeps everybody else from holding an element until the transaction ends. */
  boolean lock(Handle handle, long organizationId, long elementId) {
    return lock(handle, organizationId, elementId, "for update");
  }

  private static boolean lock(Handle handle, long organizationId, long elementId, String how) {
    return handle
        .createQuery(
            """
            select id from element_definitions
            where organization_id = :organization and element_id = :element and key is not null
            """
                + how)
        .bind("organization", organizationId)
        .bind("element", elementId)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /** Deletes an element with all that was added to it. */
  void deleteOwn(Handle handle, long organizationId, long elementId) {
    handle
        .createUpdate(
            """
            delete from element_definitions
            where organization_id = :organization and element_id = :element
            """)
        .bind("organization", organizationId)
        .bind("element", elementId)
        .execute();
  }

  /** Deletes a definition that was read before; false if it has another version now. */
  boolean delete(Handle handle, StoredDefinition definition) {
    return handle
            .createUpdate(
                """
                delete from element_definitions
                where organization_id = :organization and id = :id and version = :version
                """)
            .bind("organization", definition.organizationId())
            .bind("id", definition.id())
            .bind("version", definition.version())
            .execute()
        > 0;
  }

  /** Shares an element; false when the organization has no such account. */
  boolean share(StoredDefinition definition, long accountId) {
    return database.transact(handle -> {
      handle
          .createUpdate(
              """
              insert into element_shares (definition_id, organization_id, account_id)
              select :id, organization_id, id from accounts
              where organization_id = :organization and id = :account
              on conflict do nothing
              """)
          .bind("organization", definition.organizationId())
          .bind("id", definition.id())
          .bind("account", accountId)
          .execute();
      return shares(handle, definition).contains(accountId);
    });
  }

  /** Takes an element away from an account; false when it was not shared with it. */
  boolean unshare(StoredDefinition definition, long accountId) {
    return database.transact(handle ->
        handle
                .createUpdate(
                    """
                    delete from element_shares
                    where organization_id = :organization and definition_id = :id
                      and account_id = :account
                    """)
                .bind("organization", definition.organizationId())
                .bind("id", definition.id())
                .bind("account", accountId)
                .execute()
            > 0);
  }

  /** The accounts with which an element is shared. */
  List<Long> shares(StoredDefinition definition) {
    return database.read(handle -> shares(handle, definition));
  }

  private static List<Long> shares(Handle handle, StoredDefinition definition) {
    return handle
        .createQuery(
            """
            select account_id from element_shares
            where organization_id = :organization and definition_id = :id order by account_id
            """)
        .bind("organization", definition.organizationId())
        .bind("id", definition.id())
        .mapTo(Long.class)
        .list();
  }

  private StoredDefinition read(ResultSet row) throws SQLException {
    StoredDefinition definition =
        new StoredDefinition(
            row.getLong("id"),
            row.getLong("organization_id"),
            row.getLong("account_id"),
            row.getLong("element_id"),
            row.getString("key"),
            row.getLong("version"),
            instant(row, "created_at"),
            instant(row, "updated_at"),
            parse(row.getString("definition")));
    byte[] sealed = row.getBytes("defaults_sealed");
    if (sealed != null) {
      Definitions.putSecrets(definition.document(), open(definition, sealed));
    }
    return definition;
  }

  private byte[] seal(StoredDefinition definition, long version, Map<String, String> secrets) {
    return vault.seal(
        definition.organizationId(),
        row(definition.elementId(), version),
        Secret.of(Definitions.JSON.valueToTree(secrets).toString()));
  }

  private Map<String, String> open(StoredDefinition definition, byte[] sealed) {
    String text;
    try {
      text =
          vault
              .open(
                  definition.organizationId(),
                  row(definition.elementId(), definition.version()),
                  sealed)
              .reveal();
    } catch (UnopenedException _) {
      // The element is there without them, and the log says so; the settings have to be set anew.
      return Map.of();
    }
    Map<String, String> secrets = new HashMap<>();
    parse(text)
        .properties()
        .forEach(field -> secrets.put(field.getKey(), field.getValue().asText()));
    return secrets;
  }

  static String row(long elementId, long version) {
    return "element:" + elementId + ":defaults:" + version;
  }

  /** A text of a definition that a column can hold. */
  private static String label(StoredDefinition definition, String field) {
    return definition.document().path(field).asText().replace("\0", "");
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) Definitions.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored definition is not JSON.", e);
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
