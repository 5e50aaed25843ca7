package dev.valence.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.store.Notifications;
import dev.valence.store.TestDatabase;
import dev.valence.vault.MasterKey;
import dev.valence.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A database with the first organization, and the services of the room around it. */
final class Fixture implements AutoCloseable {

  static final String EMAIL = "Ada@Example.org";
  static final Secret PASSWORD = Secret.of("correct horse");

  final TestDatabase test = TestDatabase.fresh();
  final Database database = test.database();
  final Vault vault;
  final IdentitySecrets secrets;
  final SessionTokens sessions;
  final Notifications notifications = new Notifications(test.dataSource());
  final KnownCallers callers = new KnownCallers(database, notifications);
  final Authenticator authenticator;
  final Login login;
  final Path file;
  final Principal administrator;

  Fixture(Path directory) {
    notifications.start();
    vault = new Vault(database, MasterKey.readOrCreate(directory.resolve("master.key")));
    secrets = new IdentitySecrets(database, vault);
    sessions = new SessionTokens(vault);
    authenticator = new Authenticator(database, callers, secrets, sessions);
    login =
        new Login(
            database,
            new Passwords(),
            new LoginThrottle(),
            sessions,
            AuditLog.withoutCalls(database));
    file = directory.resolve("credentials.json");
    administrator = new Bootstrap(database, vault).run(EMAIL, PASSWORD, file).administrator();
  }

  Secret userSecret() {
    return Secret.of(read(file).path("userSecret").asText());
  }

  Secret organizationSecret() {
    return Secret.of(read(file).path("organizationSecret").asText());
  }

  /** Adds an organization with one user, and gives that user. */
  Principal another(String email, Secret userSecret, Secret organizationSecret) {
    return AnotherOrganization.add(database, vault, email, userSecret, organizationSecret);
  }

  void execute(String sql, @Nullable Object... arguments) {
    database.change(handle -> handle.execute(sql, arguments));
  }

  static JsonNode read(Path file) {
    try {
      return new JsonMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    notifications.close();
    test.close();
  }
}
