package dev.valence.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Access;
import dev.valence.http.Credentials;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.store.Notifications;
import dev.valence.store.TestDatabase;
import dev.valence.vault.MasterKey;
import dev.valence.vault.Vault;
import dev.valence.vault.VaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
class BootstrapTest {

  @TempDir private Path directory;
  private TestDatabase test;
  private Database database;
  private Vault vault;
  private Path file;

  @BeforeEach
  void open() {
    test = TestDatabase.fresh();
    database = test.database();
    vault = new Vault(database, MasterKey.readOrCreate(directory.resolve("master.key")));
    file = directory.resolve("data").resolve("credentials.json");
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void theFirstStartMakesAnAdministratorWhoseFileHasAllCredentialsForItsOwnerOnly()
      throws IOException {
    Bootstrap.Outcome outcome = new Bootstrap(database, vault).run(null, null, file);

    assertThat(outcome.created()).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    JsonNode credentials = Fixture.read(file);
    assertThat(credentials.path("email").asText()).isEqualTo("admin@valence.local");
    IdentitySecrets secrets = new IdentitySecrets(database, vault);
    SessionTokens sessions = new SessionTokens(vault);
    KnownCallers callers = new KnownCallers(database, new Notifications(test.dataSource()));
    Authenticator authenticator = new Authenticator(database, callers, secrets, sessions);
    String header =
        "User "
            + credentials.path("userSecret").asText()
            + ", Organization "
            + credentials.path("organizationSecret").asText();
    assertThat(authenticator.authenticate(Credentials.parse(header), Access.Level.ORGANIZATION))
        .contains(outcome.administrator());
    Login login =
        new Login(
            database,
            new Passwords(),
            new LoginThrottle(),
            sessions,
            AuditLog.withoutCalls(database));
    Secret token =
        login.signIn("admin@valence.local", Secret.of(credentials.path("password").asText()));
    assertThat(sessions.read(token)).contains(outcome.administrator());
  }

  @Test
  void aGivenPasswordIsInNoFile() throws IOException {
    new Bootstrap(database, vault).run("ada@example.org", Secret.of("given password"), file);
    assertThat(Files.readString(file)).contains("ada@example.org").doesNotContain("password");
  }

  @Test
  void aLaterStartChangesNothing() throws IOException {
    Bootstrap.Outcome first = new Bootstrap(database, vault).run(null, null, file);
    String content = Files.readString(file);
    Bootstrap.Outcome second = new Bootstrap(database, vault).run("other@example.org", null, file);
    assertThat(second.created()).isFalse();
    assertThat(second.administrator()).isEqualTo(first.administrator());
    assertThat(file).hasContent(content);
  }

  @Test
  void aLostFileIsWrittenAgainWithoutThePassword() throws IOException {
    new Bootstrap(database, vault).run(null, null, file);
    JsonNode before = Fixture.read(file);
    Files.delete(file);
    new Bootstrap(database, vault).run(null, null, file);
    JsonNode after = Fixture.read(file);
    assertThat(after.path("userSecret")).isEqualTo(before.path("userSecret"));
    assertThat(after.path("organizationSecret")).isEqualTo(before.path("organizationSecret"));
    assertThat(after.path("email")).isEqualTo(before.path("email"));
    assertThat(after.has("password")).isFalse();
  }

  @Test
  void aLostFileIsWrittenAgainForAnAdministrator() throws IOException {
    Principal first = new Bootstrap(database, vault).run(null, null, file).administrator();
    Files.delete(file);
    database.change(handle -> {
      handle.execute("update users set roles = '{}' where id = ?", first.userId());
      handle.execute(
          """
          insert into users (organization_id, account_id, email, first_name, last_name,
            password_hash, secret_hash, secret_sealed, roles)
          select organization_id, account_id, 'next@example.org', 'N', 'N', 'none', 'h', 's',
            '{org-admin}'
          from users
          """);
    });
    IdentitySecrets secrets = new IdentitySecrets(database, vault);
    long next = new UserRepository(database).findByEmail("next@example.org").orElseThrow().id();
    database.change(handle -> secrets.renewUser(handle, first.organizationId(), next));

    new Bootstrap(database, vault).run(null, null, file);

    assertThat(Fixture.read(file).path("email").asText()).isEqualTo("next@example.org");
  }

  @Test
  void whereTheFileCannotBeWrittenNothingIsMade() throws IOException {
    Path blocked = Files.createFile(directory.resolve("blocked")).resolve("credentials.json");
    assertThatThrownBy(() -> new Bootstrap(database, vault).run(null, null, blocked))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(new Bootstrap(database, vault).run(null, null, file).created()).isTrue();
  }

  @Test
  void nodesThatStartAtOnceMakeOneOrganization() throws Exception {
    List<Callable<Bootstrap.Outcome>> nodes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Path own = directory.resolve("node" + i).resolve("credentials.json");
      nodes.add(() -> new Bootstrap(database, vault).run(null, null, own));
    }
    int created = 0;
    List<Principal> administrators = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Bootstrap.Outcome> node : executor.invokeAll(nodes)) {
        created += node.get().created() ? 1 : 0;
        administrators.add(node.get().administrator());
      }
    }
    assertThat(created).isEqualTo(1);
    assertThat(administrators).containsOnly(administrators.getFirst());
    JsonNode one = Fixture.read(directory.resolve("node0").resolve("credentials.json"));
    JsonNode other = Fixture.read(directory.resolve("node5").resolve("credentials.json"));
    assertThat(one.path("userSecret")).isEqualTo(other.path("userSecret"));
  }

  @Test
  void aWrongMasterKeyIsFoundAtTheStart() {
    new Bootstrap(database, vault).run(null, null, file);
    Vault wrong = new Vault(database, MasterKey.readOrCreate(directory.resolve("other.key")));
    assertThatThrownBy(() -> new Bootstrap(database, wrong).run(null, null, file))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void theDatabaseHoldsNoCredentialInClear() {
    new Bootstrap(database, vault).run(null, null, file);
    JsonNode credentials = Fixture.read(file);
    String dump =
        database.read(handle ->
            String.join(
                "\n",
                handle
                    .createQuery(
                        """
                        select users::text || encode(secret_sealed, 'escape')
                          || encode(secret_hash, 'escape') from users
                        union all
                        select organizations::text || encode(secret_sealed, 'escape')
                          || encode(secret_hash, 'escape') from organizations
                        union all
                        select vault_keys::text || encode(wrapped, 'escape') from vault_keys
                        """)
                    .mapTo(String.class)
                    .list()));
    assertThat(dump)
        .contains("admin@valence.local", "$argon2id$v=19$m=19456,t=2,p=1$")
        .doesNotContain(
            credentials.path("password").asText(),
            credentials.path("userSecret").asText(),
            credentials.path("organizationSecret").asText());
  }
}
