package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.Sandbox;
import dev.valence.store.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that is restored elsewhere is the same to those who call it. */
class BackupIT {

  @TempDir Path directory;

  @Test
  void aRestoredPlatformServesTheOldTokensOnAnotherKindOfDatabaseAndBack() throws Exception {
    try (Sandbox sandbox = Sandbox.start();
        TestDatabase own = TestDatabase.fresh()) {
      Path first = directory.resolve("first");
      Path backups = Files.createDirectory(directory.resolve("backups"));
      Path keys = directory.resolve("keys");
      List<String> embedded = List.of("--data", first.resolve("data").toString());
      JsonNode instance;
      Api before;
      try (ServerProcess server = start(sandbox, embedded, Map.of())) {
        before = new Api(server.url(), first.resolve("data"));
        instance = before.connectDropbox(sandbox.client());
        // The server is running, with the database that is its own.
        run(
            0,
            embedded,
            Map.of(),
            "backup",
            "--to",
            backups.toString(),
            "--master-key-to",
            keys.resolve("backup.key").toString());
        assertThat(DropboxAccount.call(before, instance).status()).isEqualTo(200);
      }
      Path backup;
      try (Stream<Path> files = Files.list(backups)) {
        backup = files.findFirst().orElseThrow();
      }

      Path second = directory.resolve("second");
      List<String> external =
          List.of(
              "--data", second.resolve("data").toString(),
              "--master-key-file", second.resolve("master.key").toString(),
              "--database-url", own.url(),
              "--database-user", own.user());
      Map<String, String> password = Map.of("VALENCE_DATABASE_PASSWORD", own.password());
      run(0, external, password, restore(backup, keys.resolve("backup.key")));
      JsonNode another;
      try (ServerProcess server = start(sandbox, external, password)) {
        Api api = new Api(server.url(), first.resolve("data"));
        assertThat(DropboxAccount.call(api, instance).status()).isEqualTo(200);
        assertThat(api.get("/organizations/me", before.organization()).status()).isEqualTo(200);
        another = api.connectDropbox(sandbox.client());
        assertThat(another.path("id").asLong()).isGreaterThan(instance.path("id").asLong());
      }
      assertThat(run(1, external, password, restore(backup, keys.resolve("backup.key"))))
          .contains("empty database only")
          .contains("instances with rows");

      // And back, into an embedded database that is not there yet, without the server.
      Path later = directory.resolve("later.zip");
      run(0, external, password, "backup", "--to", later.toString());
      Path third = directory.resolve("third");
      List<String> fresh = List.of("--data", third.resolve("data").toString());
      run(0, fresh, Map.of(), restore(later, second.resolve("master.key")));
      assertThat(third.resolve("master.key")).hasSameTextualContentAs(first.resolve("master.key"));
      try (ServerProcess server = start(sandbox, fresh, Map.of())) {
        Api api = new Api(server.url(), first.resolve("data"));
        assertThat(DropboxAccount.call(api, instance).status()).isEqualTo(200);
        assertThat(DropboxAccount.call(api, another).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void theMasterKeyNeverGoesWhereTheBackupGoes() throws Exception {
    Path key = directory.resolve("master.key");
    String told =
        run(
            1,
            List.of("--data", directory.resolve("data").toString()),
            Map.of(),
            "backup",
            "--to",
            directory.resolve("backup.zip").toString(),
            "--master-key-to",
            key.toString());
    assertThat(told).contains("the master key does not go where the backup goes");
    assertThat(key).doesNotExist();
  }

  private static String[] restore(Path backup, Path key) {
    return new String[] {
      "restore", "--from", backup.toString(), "--master-key-from", key.toString()
    };
  }

  private ServerProcess start(
      Sandbox sandbox, List<String> settings, Map<String, String> environment) throws Exception {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of("--sandbox", sandbox.url().toString(), "--log-format", "text"));
    return ServerProcess.start(
        directory.resolve("server.log"),
        List.of("-Xmx256m"),
        environment,
        all.toArray(String[]::new));
  }

  /** Runs a command and gives what it says. */
  private String run(
      int status, List<String> settings, Map<String, String> environment, String... words)
      throws Exception {
    Path log = Files.createTempFile(directory, "command", ".log");
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(settings);
    Process process =
        ServerProcess.run(log, List.of("-Xmx128m"), environment, all.toArray(String[]::new));
    assertThat(process.waitFor()).as(Files.readString(log)).isEqualTo(status);
    return Files.readString(log);
  }
}
