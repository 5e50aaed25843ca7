package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.identity.Bootstrap;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.store.Notifications;
import dev.valence.store.TestDatabase;
import dev.valence.vault.KeyNode;
import dev.valence.vault.KeyRotation;
import dev.valence.vault.KeyRotation.Outcome;
import dev.valence.vault.MasterKey;
import dev.valence.vault.SealedColumn;
import dev.valence.vault.Vault;
import dev.valence.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class KeyRotationTest {

  /** More than what is read at once. */
  private static final int INSTANCES = 250;

  /** Keyed hashes and hashes of what is public: the columns of bytes that are not sealed. */
  private static final List<String> HASHES =
      List.of(
          "built_in_part_ids.identity_hash",
          "code_exchanges.code_hash",
          "idempotency_keys.key_hash",
          "idempotency_keys.request_hash",
          "instances.token_hash",
          "oauth_proxy_consents.code_hash",
          "oauth_proxy_consents.state_hash",
          "organizations.secret_hash",
          "renewals.refresh_token_hash",
          "users.secret_hash",
          "vault_keys.wrapped");

  @TempDir private Path directory;
  private Path file;
  private TestDatabase test;
  private Database database;
  private Notifications notifications;
  private Vault vault;
  private long organization;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void fill() {
    file = directory.resolve("master.key");
    test = TestDatabase.fresh();
    database = test.database();
    notifications = new Notifications(test.dataSource());
    notifications.start();
    vault = new Vault(database, MasterKey.readOrCreate(file));
    organization =
        new Bootstrap(database, vault)
            .run(null, null, directory.resolve("credentials.json"))
            .administrator()
            .organizationId();
    for (int i = 1; i <= INSTANCES; i++) {
      insert(i);
    }
  }

  @AfterEach
  void close() {
    notifications.close();
    test.close();
  }

  @Test
  void everySealedColumnOfTheSchemaIsKnown() {
    List<String> bytes =
        database.read(handle ->
            handle
                .createQuery(
                    """
                    select table_name || '.' || column_name from information_schema.columns
                    where table_schema = current_schema() and data_type = 'bytea'
                    """)
                .mapTo(String.class)
                .list());
    List<String> known = new ArrayList<>(HASHES);
    columns().forEach(column -> known.add(column.name()));
    assertThat(bytes).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void everythingIsSealedByNewKeysAndTheOldMasterKeyOpensNothing() throws IOException {
    Path old = Files.copy(file, directory.resolve("old.key"), StandardCopyOption.COPY_ATTRIBUTES);
    byte[] hash = vault.lookupHash("any", Secret.of("value"));
    List<String> before = prefixes();

    Outcome outcome = rotate();

    assertThat(outcome.quarantined()).isEmpty();
    assertThat(outcome.resealed()).isEqualTo(outcome.read()).isEqualTo(2 + 2 * INSTANCES);
    assertThat(prefixes()).hasSize(1).doesNotContainAnyElementsOf(before);
    Vault restarted = new Vault(database, MasterKey.read(file));
    assertThat(restarted.lookupHash("any", Secret.of("value"))).isEqualTo(hash);
    for (int i = 1; i <= INSTANCES; i++) {
      assertThat(open(restarted, i)).isEqualTo("value " + i);
      assertThat(open(vault, i)).isEqualTo("value " + i);
    }
    assertThat(Files.readString(file)).isNotEqualTo(Files.readString(old));
    assertThat(MasterKey.read(file).fingerprints())
        .containsExactly(outcome.masterKey())
        .doesNotContainAnyElementsOf(MasterKey.read(old).fingerprints());
    assertThatThrownBy(() -> new Vault(database, MasterKey.read(old)).verify())
        .isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> open(new Vault(database, MasterKey.read(old)), 1))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void twoRotationsGiveTwoKeysAndTheSecondReadsAllAgain() {
    String first = rotate().masterKey();
    List<String> before = prefixes();
    Outcome second = rotate();
    assertThat(second.masterKey()).isNotEqualTo(first);
    assertThat(second.resealed()).isEqualTo(2 + 2 * INSTANCES);
    assertThat(prefixes()).doesNotContainAnyElementsOf(before);
  }

  @Test
  void aRotationThatBreaksOffAnywhereIsGoneOnWith() {
    int lines = 0;
    while (true) {
      int broken = lines;
      List<String> heard = new ArrayList<>();
      try {
        rotation(
                line -> {
                  heard.add(line);
                  if (heard.size() > broken) {
                    throw new IllegalStateException("broken off");
                  }
                })
            .rotate();
        break;
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("broken off");
        assertThat(open(vault, INSTANCES)).isEqualTo("value " + INSTANCES);
        lines++;
      }
    }
    assertThat(lines).isGreaterThan(columns().size());
    assertThat(count("select count(*) from key_rotations where ended_at is not null")).isOne();
    assertThat(prefixes()).hasSize(1);
    assertThat(MasterKey.read(file).fingerprints()).hasSize(1);
  }

  @Test
  void whatDoesNotOpenIsQuarantinedAndNamedAndTheRestGoesOn() {
    long other = anotherOrganization();
    database.change(handle -> {
      handle.execute(
          """
          update instance_configuration set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)
          where instance_id = 3
          """);
      // The values of two organizations, swapped.
      handle.execute(
          """
          update instance_configuration c set sealed = other.sealed
          from instance_configuration other
          where (c.instance_id, other.instance_id) in ((5, 10001), (10001, 5))
          """);
      handle.execute(
          "update users set secret_sealed = '\\x00' where organization_id = " + organization);
    });

    Outcome outcome = rotate();

    assertThat(outcome.quarantined())
        .containsExactlyInAnyOrder(
            "instance_configuration.sealed, organization "
                + organization
                + ", row instance_configuration/3/password",
            "instance_configuration.sealed, organization "
                + organization
                + ", row instance_configuration/5/password",
            "instance_configuration.sealed, organization "
                + other
                + ", row instance_configuration/10001/password",
            "users.secret_sealed, organization "
                + organization
                + ", row user:"
                + count("select min(id) from users")
                + ":secret");
    assertThat(outcome.read() - outcome.resealed()).isEqualTo(4);
    assertThat(told).anyMatch(line -> line.startsWith("Does not open: users.secret_sealed"));
    assertThat(String.join("\n", told)).doesNotContain("value ");
    List<Long> lost =
        database.read(handle ->
            handle
                .createQuery("select id from instances where state = 'needs_consent' order by id")
                .mapTo(Long.class)
                .list());
    assertThat(lost).containsExactly(3L, 5L, 10001L);
    assertThat(open(new Vault(database, MasterKey.read(file)), 4)).isEqualTo("value 4");
    assertThat(rotation(told::add).quarantined()).isEqualTo(outcome.quarantined());

    database.change(handle -> {
      handle.execute("delete from instance_configuration where instance_id in (3, 5, 10001)");
      handle.execute(
          "delete from users where not exists (select from instances where user_id = users.id)");
    });
    assertThat(rotate().quarantined()).hasSize(1);
  }

  @Test
  void anOrganizationWhoseKeysAreDamagedIsQuarantinedAlone() {
    long other = anotherOrganization();
    database.change(handle ->
        handle.execute(
            """
            update vault_keys set wrapped = set_byte(wrapped, 30, get_byte(wrapped, 30) # 1)
            where organization_id = ?
            """,
            other));
    Outcome outcome = rotate();
    assertThat(outcome.quarantined())
        .contains("vault_keys.wrapped, organization " + other + ", row " + other + ":seal")
        .hasSize(4);
    assertThat(outcome.resealed()).isEqualTo(2 + 2 * INSTANCES);
    assertThat(MasterKey.read(file).fingerprints()).hasSize(1);
  }

  @Test
  void whatServersWriteMeanwhileIsNeverLostAndNothingFails() {
    ConcurrentMap<Integer, String> written = new ConcurrentHashMap<>();
    AtomicBoolean ended = new AtomicBoolean();
    List<CompletableFuture<Integer>> servers = new ArrayList<>();
    List<KeyNode> nodes = new ArrayList<>();
    for (int server = 0; server < 2; server++) {
      MasterKey own = MasterKey.read(file);
      Vault node = new Vault(database, own);
      KeyNode keys = new KeyNode(database, node, own, notifications);
      keys.start();
      nodes.add(keys);
      for (int part = 0; part < 2; part++) {
        int remainder = 2 * server + part;
        servers.add(
            Parallel.begin(() -> {
              int writes = 0;
              while (!ended.get()) {
                for (int i = 1; i <= INSTANCES; i++) {
                  if (i % 4 == remainder && !ended.get()) {
                    if (!open(node, i).startsWith("value " + i)) {
                      throw new IllegalStateException("Another value was read.");
                    }
                    String value = "value " + i + "." + writes++;
                    put(node, i, value);
                    written.put(i, value);
                  }
                }
              }
              return writes;
            }));
      }
    }
    Outcome outcome = rotate();
    ended.set(true);

    assertThat(Parallel.join(servers)).allMatch(writes -> writes > 0);
    nodes.forEach(KeyNode::close);
    assertThat(outcome.quarantined()).isEmpty();
    assertThat(prefixes()).hasSize(1);
    Vault restarted = new Vault(database, MasterKey.read(file));
    assertThat(written).isNotEmpty();
    written.forEach((i, value) -> assertThat(open(restarted, i)).isEqualTo(value));
  }

  @Test
  void aServerWithoutTheNewMasterKeyIsNamedAndNothingChangesUntilItHasIt() throws IOException {
    Path own = Files.copy(file, directory.resolve("own.key"), StandardCopyOption.COPY_ATTRIBUTES);
    MasterKey its = MasterKey.read(own);
    Vault node = new Vault(database, its);
    try (KeyNode keys = new KeyNode(database, node, its, notifications)) {
      keys.start();
      ServerProcess.await(
          "the server said that it lives", () -> count("select count(*) from vault_nodes") == 1);
      List<String> before = prefixes();

      assertThatThrownBy(this::rotate)
          .isInstanceOf(VaultException.class)
          .hasMessageContaining("do not have the new master key")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(prefixes()).isEqualTo(before);
      assertThat(
              count(
                  "select count(*) from vault_keys where wrapped_by is null or wrapped_by <> '"
                      + MasterKey.read(own).fingerprints().getFirst()
                      + "'"))
          .isZero();

      Files.copy(
          file, own, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      Outcome outcome = rotate();
      assertThat(outcome.resealed()).isEqualTo(2 + 2 * INSTANCES);
      // The file of this server still has the old key; what it makes opens without.
      long other = anotherOrganization(node);
      assertThat(MasterKey.read(file).fingerprints()).containsExactly(outcome.masterKey());
      assertThat(open(new Vault(database, MasterKey.read(file)), other, 10_001))
          .isEqualTo("theirs");
    }
  }

  private Outcome rotate() {
    return rotation(told::add).rotate();
  }

  private KeyRotation rotation(Consumer<String> report) {
    return new KeyRotation(database, MasterKey.read(file), notifications, columns(), report);
  }

  private List<SealedColumn> columns() {
    return OperatorCommands.sealedColumns(database, notifications);
  }

  private void insert(int id) {
    insert(vault, organization, id, "value " + id);
  }

  private void insert(Vault by, long organizationId, long id, String value) {
    database.change(handle -> {
      handle.execute(
          """
          insert into instances
            (id, organization_id, account_id, user_id, element_id, name, tags, token_hash,
             token_sealed)
          select ?, ?, a.id, u.id, 1, 'name', '{}', ?, ?
          from accounts a join users u on u.account_id = a.id limit 1
          """,
          id,
          organizationId,
          by.lookupHash("token", Secret.of("token " + id)),
          by.seal(organizationId, "instances/" + id + "/token", Secret.of("token " + id)));
      handle.execute(
          """
          insert into instance_configuration (instance_id, organization_id, key, sealed)
          values (?, ?, 'password', ?)
          """,
          id,
          organizationId,
          by.seal(organizationId, row(id), Secret.of(value)));
    });
  }

  private long anotherOrganization() {
    return anotherOrganization(vault);
  }

  /** An organization with one instance. */
  private long anotherOrganization(Vault by) {
    long other =
        database.read(handle ->
            handle
                .createQuery("select nextval(pg_get_serial_sequence('organizations', 'id'))")
                .mapTo(Long.class)
                .one());
    database.change(handle ->
        handle.execute(
            "insert into organizations (id, name, secret_hash, secret_sealed) values (?, 'o', ?, ?)",
            other,
            by.lookupHash("organization", Secret.of("theirs")),
            by.seal(other, "organization:" + other + ":secret", Secret.of("theirs"))));
    insert(by, other, 10_001, "theirs");
    return other;
  }

  private void put(Vault by, long id, String value) {
    database.change(handle ->
        handle.execute(
            "update instance_configuration set sealed = ? where instance_id = ?",
            by.seal(organization, row(id), Secret.of(value)),
            id));
  }

  private String open(Vault by, long id) {
    return open(by, organization, id);
  }

  private String open(Vault by, long organizationId, long id) {
    byte[] sealed =
        database.read(handle ->
            handle
                .createQuery("select sealed from instance_configuration where instance_id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .one());
    return by.open(organizationId, row(id), sealed).reveal();
  }

  private static String row(long id) {
    return "instance_configuration/" + id + "/password";
  }

  /** By which keys values of the first organization are sealed. */
  private List<String> prefixes() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select distinct encode(substring(sealed from 1 for 5), 'hex') from (
                  select sealed, organization_id from instance_configuration
                  union all select token_sealed, organization_id from instances
                  union all select secret_sealed, organization_id from users
                  union all select secret_sealed, id from organizations) as values_
                where organization_id = :organization
                """)
            .bind("organization", organization)
            .mapTo(String.class)
            .list());
  }

  private long count(String query) {
    return database.read(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }
}
