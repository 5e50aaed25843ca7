package dev.valence.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class VaultTest {

  private static final String ROW = "instance:7:oauth.user.token";
  private static final Secret CANARY = Secret.of("canary-4711-über");

  @TempDir private Path directory;
  private TestDatabase test;
  private Database database;
  private MasterKey masterKey;
  private Vault vault;

  @BeforeEach
  void open() {
    test = TestDatabase.fresh();
    database = test.database();
    masterKey = MasterKey.readOrCreate(directory.resolve("master.key"));
    vault = new Vault(database, masterKey);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aSealedValueOpensAgainAlsoAfterARestart() {
    byte[] sealed = vault.seal(1, ROW, CANARY);
    assertThat(vault.open(1, ROW, sealed)).isEqualTo(CANARY);
    Vault restarted = new Vault(database, MasterKey.read(directory.resolve("master.key")));
    assertThat(restarted.open(1, ROW, sealed)).isEqualTo(CANARY);
  }

  @Test
  void theSameValueIsNeverSealedTwiceAlike() {
    assertThat(vault.seal(1, ROW, CANARY)).isNotEqualTo(vault.seal(1, ROW, CANARY));
  }

  @Test
  void theValuesOfTwoRowsCannotBeSwapped() {
    byte[] sealed = vault.seal(1, ROW, CANARY);
    assertDoesNotOpen(1, "instance:8:oauth.user.token", sealed);
    assertDoesNotOpen(1, ROW + " ", sealed);
  }

  @Test
  void theValuesOfTwoOrganizationsCannotBeSwapped() {
    byte[] sealed = vault.seal(1, ROW, CANARY);
    vault.seal(2, ROW, CANARY);
    assertDoesNotOpen(2, ROW, sealed);
  }

  @Test
  void noByteOfASealedValueCanBeChanged() {
    byte[] sealed = vault.seal(1, ROW, CANARY);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertDoesNotOpen(1, ROW, changed);
    }
    assertDoesNotOpen(1, ROW, new byte[0]);
  }

  @Test
  void theKeysOfTwoOrganizationsCannotBeSwapped() {
    byte[] sealed = vault.seal(1, ROW, CANARY);
    database.change(handle -> handle.execute("update vault_keys set organization_id = 9"));
    Vault restarted = new Vault(database, masterKey);
    assertThatThrownBy(() -> restarted.open(9, ROW, sealed)).isInstanceOf(VaultException.class);
  }

  @Test
  void anotherMasterKeyIsRefusedAndNamed() {
    vault.verify();
    Path other = directory.resolve("other.key");
    Vault wrong = new Vault(database, MasterKey.readOrCreate(other));
    assertThatThrownBy(wrong::verify)
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(other.toString())
        .hasMessageContaining("does not open the keys in the database");
  }

  @Test
  void lookupHashesAreTheSameForEverAndDifferByPurposeAndValue() {
    byte[] hash = vault.lookupHash("user", CANARY);
    assertThat(hash).hasSize(32).isEqualTo(vault.lookupHash("user", CANARY));
    assertThat(new Vault(database, masterKey).lookupHash("user", CANARY)).isEqualTo(hash);
    assertThat(vault.lookupHash("organization", CANARY)).isNotEqualTo(hash);
    assertThat(vault.lookupHash("user", Secret.of("other"))).isNotEqualTo(hash);
    assertThat(vault.derive("user", CANARY.reveal())).isNotEqualTo(hash);
  }

  @Test
  void derivedBytesDependOnWhereThePartsAreCut() {
    byte[] derived = vault.derive("pkce", "ab", "c");
    assertThat(derived).hasSize(32).isEqualTo(vault.derive("pkce", "ab", "c"));
    assertThat(vault.derive("pkce", "a", "bc")).isNotEqualTo(derived);
    assertThat(vault.derive("pkce", "ab", "c", "")).isNotEqualTo(derived);
    assertThat(vault.derive("pkceab", "c")).isNotEqualTo(derived);
  }

  @Test
  void manyNodesThatAreFirstAtOnceUseTheSameKeys() throws Exception {
    List<Callable<byte[]>> nodes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Vault node = new Vault(database, masterKey);
      nodes.add(() -> {
        node.verify();
        return node.seal(5, ROW, CANARY);
      });
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<byte[]> sealed : executor.invokeAll(nodes)) {
        assertThat(vault.open(5, ROW, sealed.get())).isEqualTo(CANARY);
      }
    }
    assertThat(count("vault_keys")).isEqualTo(2);
  }

  @Test
  void theDatabaseHoldsNeitherTheValueNorTheKeysInClear() {
    database.change(handle -> {
      handle.execute("create table sealed_values (value bytea)");
      handle.execute("insert into sealed_values values (?)", vault.seal(1, ROW, CANARY));
    });
    String dump =
        database.read(handle ->
            String.join(
                "\n",
                handle
                    .createQuery(
                        """
                        select encode(value, 'escape') from sealed_values
                        union all
                        select encode(wrapped, 'escape') from vault_keys
                        """)
                    .mapTo(String.class)
                    .list()));
    assertThat(dump).isNotEmpty().doesNotContain("canary", "type.googleapis.com");
  }

  private int count(String table) {
    return database.read(
        handle -> handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }

  private void assertDoesNotOpen(long organizationId, String row, byte[] sealed) {
    assertThatThrownBy(() -> vault.open(organizationId, row, sealed))
        .isInstanceOf(VaultException.class)
        .hasMessageNotContaining("canary");
  }
}
