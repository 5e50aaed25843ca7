package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.identity.Bootstrap;
import dev.valence.model.Secret;
import dev.valence.store.Backup;
import dev.valence.store.BackupFile;
import dev.valence.store.Database;
import dev.valence.store.Restoration;
import dev.valence.store.Snapshot;
import dev.valence.store.StoreException;
import dev.valence.store.TestDatabase;
import dev.valence.vault.BackupKeys;
import dev.valence.vault.MasterKey;
import dev.valence.vault.Vault;
import dev.valence.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class BackupTest {

  /** What COPY has to escape, and what it writes for null. */
  private static final String ODD = "tab\there\nline\\N \\. 'quoted' \"ü\" \u0001";

  @TempDir private Path directory;
  private TestDatabase test;
  private TestDatabase empty;
  private Database database;
  private MasterKey masterKey;
  private Vault vault;
  private Path file;

  @BeforeEach
  void fill() {
    test = TestDatabase.fresh();
    empty = TestDatabase.fresh();
    database = test.database();
    masterKey = MasterKey.readOrCreate(directory.resolve("master.key"));
    vault = new Vault(database, masterKey);
    file = directory.resolve("backups").resolve("backup.zip");
    new Bootstrap(database, vault).run(null, null, directory.resolve("credentials.json"));
    database.change(handle -> {
      handle.execute("update organizations set name = ?", ODD);
      handle.execute(
          "insert into element_ids (key) select 'element-' || n from generate_series(1, 2000) n");
      handle.execute("delete from element_ids where id > 1500");
      handle.execute(
          """
          insert into instances
            (organization_id, account_id, user_id, element_id, name, tags, token_hash, token_sealed)
          select u.organization_id, u.account_id, u.id, 1, ?, array['a,b', '{}', null, ''], ?, ?
          from users u
          """,
          ODD,
          new byte[] {0, 10, 92, -1},
          new byte[0]);
    });
  }

  @AfterEach
  void close() {
    test.close();
    empty.close();
  }

  @Test
  void aRestoredDatabaseIsTheSame() throws IOException {
    Snapshot snapshot = write();
    restore(empty);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(contents(empty.database())).isEqualTo(contents(database)).isNotEmpty();
    assertThat(snapshot.rows())
        .isEqualTo(contents(database).values().stream().mapToLong(List::size).sum());
    assertThat(snapshot.masterKeys()).isEqualTo(masterKey.fingerprints());
    byte[] hash = vault.lookupHash("any", Secret.of("value"));
    Vault restored = new Vault(empty.database(), masterKey);
    assertThat(restored.lookupHash("any", Secret.of("value"))).isEqualTo(hash);
  }

  @Test
  void numbersGoOnAboveThoseThatWereHandedOut() {
    write();
    restore(empty);
    long next =
        empty
            .database()
            .read(handle ->
                handle
                    .createQuery("insert into element_ids (key) values ('next') returning id")
                    .mapTo(Long.class)
                    .one());
    assertThat(next).isEqualTo(2001);
  }

  @Test
  void aDatabaseWithoutAnythingIsMadeReady() {
    write();
    empty
        .database()
        .change(handle -> handle.execute("drop schema public cascade; create schema public"));
    restore(empty);
    assertThat(contents(empty.database())).isEqualTo(contents(database));
  }

  @Test
  void aDatabaseInWhichSomethingIsIsRefusedAndNamed() {
    write();
    empty.database().change(handle -> handle.execute("create table guests (name text)"));
    assertThatThrownBy(() -> restore(empty))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("guests")
        .hasMessageContaining("Nothing was changed");
    Map<String, List<String>> before = contents(database);
    assertThatThrownBy(() -> restore(test))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("instances with rows");
    assertThat(contents(database)).isEqualTo(before);
  }

  @Test
  void anotherMasterKeyIsRefused() {
    write();
    MasterKey other = MasterKey.readOrCreate(directory.resolve("other.key"));
    assertThatThrownBy(() -> restore(empty, other))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("is not the one that the backup belongs to");
    assertThat(rows(empty)).isZero();
  }

  @Test
  void aBackupThatEndsEarlyIsRefused() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> restore(empty)).isInstanceOf(StoreException.class);
    }
    assertThat(rows(empty)).isZero();
  }

  /** Nothing of it counts unless all of it is what was written. */
  @Test
  void aBackupInWhichAnythingWasChangedIsRefusedOrReadsTheSame() throws IOException {
    Snapshot snapshot = write();
    byte[] whole = Files.readAllBytes(file);
    int refusals = 0;
    for (int at = 0; at < whole.length; at += 37) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(file, changed);
      try (BackupFile backup = open(masterKey)) {
        // Such as the time of an entry, which nobody reads.
        assertThat(backup.snapshot()).isEqualTo(snapshot);
      } catch (StoreException | VaultException refused) {
        refusals++;
      }
    }
    assertThat(refusals).isGreaterThan(whole.length / 37 / 2);
  }

  @Test
  void aManifestThatFitsChangedTablesIsRefusedWithoutItsSeal() throws IOException {
    write();
    Path own = directory.resolve("own.zip");
    MasterKey foreign = MasterKey.readOrCreate(directory.resolve("foreign.key"));
    Vault forger = new Vault(empty.database(), foreign);
    database.change(handle -> handle.execute("update users set roles = '{sys-admin}'"));
    new Backup(test.dataSource())
        .write(
            own,
            new Backup.Keys(
                masterKey.fingerprints(),
                BackupKeys.QUERY,
                manifest -> BackupKeys.seal(forger, manifest)));
    file = own;
    assertThatThrownBy(() -> open(masterKey))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("was changed");
  }

  @Test
  void aBackupUnderWritesIsOfOneMoment() {
    database.change(handle ->
        handle.execute("create table pairs (a bigint); create table zz_pairs (b bigint)"));
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Integer> writer =
        Parallel.begin(() -> {
          int pair = 0;
          while (!ended.get()) {
            int number = pair++;
            database.change(handle -> {
              handle.execute("insert into pairs values (?)", number);
              handle.execute("insert into zz_pairs values (?)", number);
            });
          }
          return pair;
        });
    for (int i = 0; i < 10; i++) {
      file = directory.resolve("backup-" + i + ".zip");
      Snapshot snapshot = write();
      List<Long> pairs =
          snapshot.tables().stream()
              .filter(table -> table.name().endsWith("pairs"))
              .map(Snapshot.Table::rows)
              .toList();
      assertThat(pairs).hasSize(2);
      assertThat(pairs.getFirst()).isEqualTo(pairs.getLast());
    }
    ended.set(true);
    assertThat(writer.join()).isPositive();
  }

  @Test
  void aFileThatIsThereIsNotReplaced() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(file);
    assertThatThrownBy(this::write)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("There is a file");
    assertThat(file).hasBinaryContent(whole);
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.draft-*");
  }

  private Snapshot write() {
    return new Backup(test.dataSource())
        .write(
            file,
            new Backup.Keys(
                masterKey.fingerprints(),
                BackupKeys.QUERY,
                manifest -> BackupKeys.seal(vault, manifest)));
  }

  private void restore(TestDatabase target) {
    restore(target, masterKey);
  }

  private void restore(TestDatabase target, MasterKey key) {
    try (BackupFile backup = open(key)) {
      new Restoration(target.dataSource()).restore(backup);
    }
  }

  private BackupFile open(MasterKey key) {
    return BackupFile.open(
        file, (keysets, manifest, seal) -> BackupKeys.check(key, keysets, manifest, seal));
  }

  private static long rows(TestDatabase target) {
    return contents(target.database()).values().stream().mapToLong(List::size).sum();
  }

  /** Every row of every table, as text. */
  private static Map<String, List<String>> contents(Database database) {
    return database.read(handle -> {
      Map<String, List<String>> contents = new TreeMap<>();
      handle
          .createQuery(
              """
              select relname from pg_class
              where relnamespace = current_schema()::regnamespace and relkind = 'r'
                and relname <> 'flyway_schema_history'
              """)
          .mapTo(String.class)
          .list()
          .forEach(table ->
              contents.put(
                  table,
                  handle
                      .createQuery("select t::text from " + table + " t order by 1")
                      .mapTo(String.class)
                      .list()));
      return contents;
    });
  }
}
