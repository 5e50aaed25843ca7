package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.MasterKey;
import dev.valence.vault.Vault;
import dev.valence.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are rotated beside two servers that go on as if nothing were. */
class KeyRotationIT {

  private static final int TRACES = 4_000;

  @TempDir static Path directory;

  private static Nodes nodes;
  private static ServerProcess one;
  private static ServerProcess other;

  private DropboxAccount dropbox;

  @BeforeAll
  static void start() throws Exception {
    nodes = new Nodes(directory);
    one = nodes.start("one", Map.of());
    other = nodes.start("other", Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    other.close();
    one.close();
    nodes.close();
  }

  @BeforeEach
  void reset() {
    nodes.sandbox().reset();
    dropbox = new DropboxAccount(nodes.sandbox());
    dropbox.rotate(true);
  }

  @Test
  void noCallFailsWhileKeysAreRotatedAlsoWhenTheRotationIsKilledAndRunAgain() throws Exception {
    Path file = directory.resolve("master.key");
    Path old = Files.copy(file, directory.resolve("old.key"), StandardCopyOption.COPY_ATTRIBUTES);
    List<JsonNode> instances = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      instances.add(nodes.api(i % 2 == 0 ? one : other).connectDropbox(nodes.sandbox()));
    }
    fill(instances.getFirst(), file);
    List<String> before = prefixes();
    String rotations = "select count(*) from audit_log where action = 'keyRotated'";
    long rotated = count(rotations);

    AtomicBoolean ended = new AtomicBoolean();
    AtomicLong answered = new AtomicLong();
    // No token expires between its renewal and the call that it was renewed for.
    ReadWriteLock expiry = new ReentrantReadWriteLock(true);
    List<CompletableFuture<List<Answer>>> callers = new ArrayList<>();
    for (JsonNode instance : instances) {
      for (ServerProcess node : List.of(one, other)) {
        Api api = nodes.api(node);
        callers.add(
            Parallel.begin(() -> {
              List<Answer> answers = new ArrayList<>();
              while (!ended.get()) {
                expiry.readLock().lock();
                try {
                  answers.add(DropboxAccount.call(api, instance));
                  answered.incrementAndGet();
                } finally {
                  expiry.readLock().unlock();
                }
                Thread.sleep(20);
              }
              return answers;
            }));
      }
    }
    CompletableFuture<Integer> expiring =
        Parallel.begin(() -> {
          int times = 0;
          while (!ended.get()) {
            expiry.writeLock().lock();
            try {
              dropbox.face().expireAccessTokens();
            } finally {
              expiry.writeLock().unlock();
            }
            times++;
            Thread.sleep(300);
          }
          return times;
        });

    Path log = directory.resolve("killed.log");
    Process killed = command(log, "keys", "rotate");
    ServerProcess.await(
        "the rotation is in the midst of it",
        () -> count("select coalesce(sum(resealed), 0) from key_rotation_places") > TRACES / 10);
    killed.destroyForcibly().waitFor();
    long left = outdated(before);
    assertThat(count("select count(*) from key_rotations where ended_at is null")).isOne();

    Path again = directory.resolve("again.log");
    int status = command(again, "keys", "rotate").waitFor();
    long then = answered.get();
    ServerProcess.await(
        "calls are answered after the rotation", () -> answered.get() > then + 4 * callers.size());
    ended.set(true);

    assertThat(left).as("values that the killed one had left").isPositive();
    assertThat(status).as(Files.readString(again)).isZero();
    assertThat(Files.readString(again)).contains("0 quarantined");
    assertThat(count(rotations)).as("rotations in the audit log").isEqualTo(rotated + 1);
    assertThat(expiring.join()).isGreaterThan(3);
    for (CompletableFuture<List<Answer>> caller : callers) {
      List<Answer> answers = caller.join();
      assertThat(answers).isNotEmpty();
      assertThat(answers.stream().filter(answer -> answer.status() != 200))
          .extracting(answer -> answer.response().body())
          .isEmpty();
    }
    assertThat(prefixes()).hasSize(1).doesNotContainAnyElementsOf(before);
    assertThat(outdated(before)).isZero();
    Database database = nodes.database().database();
    assertThatThrownBy(() -> new Vault(database, MasterKey.read(old)).verify())
        .isInstanceOf(VaultException.class);
    assertThat(MasterKey.read(file).fingerprints())
        .hasSize(1)
        .doesNotContainAnyElementsOf(MasterKey.read(old).fingerprints());

    // New instances and renewals go on by the new keys, on both.
    dropbox.face().expireAccessTokens();
    assertThat(DropboxAccount.call(nodes.api(other), instances.getFirst()).status()).isEqualTo(200);
    JsonNode fresh = nodes.api(one).connectDropbox(nodes.sandbox());
    assertThat(DropboxAccount.call(nodes.api(other), fresh).status()).isEqualTo(200);
  }

  @Test
  void aDamagedValueIsToldAndCountedAndOthersGoOn() throws Exception {
    Api api = nodes.api(one);
    JsonNode damaged = api.connectDropbox(nodes.sandbox());
    JsonNode whole = api.connectDropbox(nodes.sandbox());
    nodes
        .database()
        .database()
        .change(handle ->
            handle.execute(
                """
                update instance_configuration
                set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)
                where instance_id = ? and key = 'oauth.user.token'
                """,
                damaged.path("id").asLong()));

    // A server that has not called it before, so that it keeps nothing of it.
    Answer refused = DropboxAccount.call(nodes.api(other), damaged);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().path("providerMessage").asText())
        .contains("oauth.user.token was damaged")
        .contains("connect the account anew");
    Answer shown = nodes.api(other).get(Api.path(damaged), api.organization());
    assertThat(shown.json().path("state").path("name").asText()).isEqualTo("needs_consent");
    assertThat(nodes.api(other).get("/instances", api.organization()).status()).isEqualTo(200);
    assertThat(DropboxAccount.call(nodes.api(other), whole).status()).isEqualTo(200);
    assertThat(other.logText())
        .contains("does not open: it was changed")
        .doesNotContain("\tat dev.");
    assertThat(Api.open(nodes.api(other).request("/metrics").build()).body())
        .asString(StandardCharsets.UTF_8)
        .containsPattern("valence_vault_unopened_total [1-9]");

    Path log = directory.resolve("quarantine.log");
    assertThat(command(log, "keys", "rotate").waitFor()).isEqualTo(OperatorCommands.QUARANTINED);
    String row = "row instance_configuration/" + damaged.path("id").asLong() + "/oauth.user.token";
    assertThat(Files.readString(log)).contains("1 quarantined").contains(row);
    assertThat(DropboxAccount.call(nodes.api(one), whole).status()).isEqualTo(200);

    Path state = directory.resolve("state.log");
    assertThat(command(state, "keys", "status").waitFor()).isEqualTo(OperatorCommands.QUARANTINED);
    assertThat(Files.readString(state)).contains(row);
    assertThat(api.delete(Api.path(damaged), api.organization()).status()).isEqualTo(200);
  }

  private static Process command(Path log, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of(
            "--data",
            directory.resolve("data").toString(),
            "--master-key-file",
            directory.resolve("master.key").toString(),
            "--database-url",
            nodes.database().url(),
            "--database-user",
            nodes.database().user()));
    return ServerProcess.run(
        log,
        List.of("-Xmx128m"),
        Map.of("VALENCE_DATABASE_PASSWORD", nodes.database().password()),
        all.toArray(String[]::new));
  }

  /** Enough that a rotation takes a while. */
  private static void fill(JsonNode instance, Path file) {
    Database database = nodes.database().database();
    Vault vault = new Vault(database, MasterKey.read(file));
    long organization = count("select min(id) from organizations");
    byte[][] sealed = new byte[TRACES][];
    for (int i = 0; i < TRACES; i++) {
      sealed[i] = vault.seal(organization, "traces/filler-" + i, Secret.of("[]"));
    }
    database.change(handle -> {
      for (int i = 0; i < TRACES; i++) {
        handle.execute(
            "insert into traces values (?, ?, ?, 1, ?, now())",
            organization,
            "filler-" + i,
            instance.path("id").asLong(),
            sealed[i]);
      }
    });
  }

  private static final String VALUES =
      """
      (select sealed from instance_configuration where sealed is not null
       union all select token_sealed from instances
       union all select sealed from traces
       union all select secret_sealed from users
       union all select secret_sealed from organizations) as v
      """;

  private static List<String> prefixes() {
    return nodes
        .database()
        .database()
        .read(handle ->
            handle
                .createQuery(
                    "select distinct encode(substring(sealed from 1 for 5), 'hex') from " + VALUES)
                .mapTo(String.class)
                .list());
  }

  /** How many values have been sealed by these keys. */
  private static long outdated(List<String> prefixes) {
    return count(
        "select count(*) from "
            + VALUES
            + " where encode(substring(sealed from 1 for 5), 'hex') in ('"
            + String.join("', '", prefixes)
            + "')");
  }

  private static long count(String query) {
    return nodes
        .database()
        .database()
        .read(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }
}
