package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.Fault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The server is killed at the points where it matters, and started again: what it was doing is
 * either done or undone, or it is said what has been lost. The points are reached from outside, by
 * locks of the database and by a provider that holds its answer.
 */
class CrashIT {

  /** How far the making of an instance, or a renewal, has come. */
  enum Point {
    BEFORE_THE_JOURNAL,
    BEFORE_THE_PROVIDER_ACTED,
    BEFORE_THE_PROVIDER_ANSWERED,
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT;

    /** Whether the provider has acted, and what it gave is not stored. */
    boolean losesTheAnswer() {
      return this == BEFORE_THE_PROVIDER_ANSWERED || this == BEFORE_THE_COMMIT;
    }
  }

  @TempDir static Path directory;

  private static Nodes nodes;
  private static ServerProcess server;

  private DropboxAccount dropbox;

  @BeforeAll
  static void startAll() throws Exception {
    nodes = new Nodes(directory);
    server = start();
  }

  @AfterAll
  static void stopAll() throws Exception {
    server.close();
    nodes.close();
  }

  @BeforeEach
  void reset() throws SQLException {
    nodes.sandbox().reset();
    dropbox = new DropboxAccount(nodes.sandbox());
    try (Connection connection = nodes.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from instances");
      statement.execute("delete from code_exchanges");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theMakingOfAnInstanceIsDoneOrUndone(Point point) throws Exception {
    ObjectNode body = Api.dropboxInstance(api().consentAtDropbox(nodes.sandbox()));

    killAt(point, "code_exchanges", "lock table instances in exclusive mode", () -> create(body));

    if (point == Point.AFTER_THE_COMMIT) {
      JsonNode made = api().get("/instances", api().organization()).json();
      assertThat(made).hasSize(1);
      assertThat(DropboxAccount.call(api(), made.get(0)).status()).isEqualTo(200);
      Answer again = create(body);
      assertThat(again.status()).isEqualTo(400);
      assertThat(again.message()).contains("already used");
      return;
    }
    assertThat(api().get("/instances", api().organization()).status()).isEqualTo(404);
    assertThat(count("select count(*) from instances")).isZero();
    assertThat(count("select count(*) from instance_configuration")).isZero();
    Answer again = create(body);
    if (point.losesTheAnswer()) {
      assertThat(again.status()).isEqualTo(400);
      assertThat(again.message()).containsPattern("already sent, at 20\\d\\d-.*probably taken");
      assertThat(count("select count(*) from instances")).isZero();
    } else {
      assertThat(again.status()).as(again.response().body()).isEqualTo(200);
      assertThat(DropboxAccount.call(api(), again.json()).status()).isEqualTo(200);
    }
  }

  static Stream<Arguments> renewals() {
    return Arrays.stream(Point.values())
        .flatMap(point -> Stream.of(false, true).map(rotation -> Arguments.of(point, rotation)));
  }

  @ParameterizedTest
  @MethodSource("renewals")
  void aRenewalKeepsTheNewestTokenOrSaysWhatBecameOfIt(Point point, boolean rotation)
      throws Exception {
    dropbox.rotate(rotation);
    JsonNode instance = api().connectDropbox(nodes.sandbox());
    dropbox.expire();

    killAt(
        point,
        "renewals",
        "select from instances for no key update",
        () -> DropboxAccount.call(api(), instance));

    nodes.sandbox().clearCalls();
    Answer next = DropboxAccount.call(api(), instance);
    JsonNode state = api().get(Api.path(instance), api().organization()).json().path("state");
    if (point.losesTheAnswer() && rotation) {
      assertThat(next.status()).isEqualTo(401);
      assertThat(state.path("name").asText()).isEqualTo("needs_consent");
      assertThat(state.path("reason").asText())
          .containsPattern("A renewal that began at 20\\d\\d-.* was cut short");
    } else {
      assertThat(next.status()).as(next.response().body()).isEqualTo(200);
      assertThat(state.path("name").asText()).isEqualTo("connected");
      assertThat(dropbox.tokenCalls()).hasSize(point == Point.AFTER_THE_COMMIT ? 0 : 1);
      dropbox.expire();
      assertThat(DropboxAccount.call(api(), instance).status())
          .as("the token that was kept is the newest")
          .isEqualTo(200);
    }
  }

  /**
   * Makes a call, kills the server when it has come to a point, and starts it again.
   *
   * @param journal the table to which an attempt is written first
   * @param lockOfCommit a lock that lets the attempt be written, and what comes of it not
   */
  private void killAt(Point point, String journal, String lockOfCommit, Supplier<Answer> call)
      throws Exception {
    try (Connection connection = nodes.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      switch (point) {
        case BEFORE_THE_JOURNAL ->
            statement.execute("lock table " + journal + " in access exclusive mode");
        case BEFORE_THE_PROVIDER_ACTED -> dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN));
        case BEFORE_THE_PROVIDER_ANSWERED ->
            dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN).afterProcessing());
        case BEFORE_THE_COMMIT -> statement.execute(lockOfCommit);
        case AFTER_THE_COMMIT -> {}
      }
      CompletableFuture<Answer> killed = Parallel.begin(call::get);
      switch (point) {
        case BEFORE_THE_JOURNAL, BEFORE_THE_COMMIT ->
            ServerProcess.await(
                "the server waits for the lock",
                () ->
                    count(
                            """
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                            """)
                        > 0);
        case BEFORE_THE_PROVIDER_ACTED, BEFORE_THE_PROVIDER_ANSWERED -> dropbox.awaitHeld(killed);
        case AFTER_THE_COMMIT ->
            ServerProcess.await(
                "the outcome is stored",
                () -> count("select count(*) from " + journal + " where ended_at is not null") > 0);
      }
      server.kill();
      connection.rollback();
    }
    server = start();
  }

  private static ServerProcess start() throws Exception {
    return nodes.start("server", Map.of());
  }

  private Api api() {
    return nodes.api(server);
  }

  private Answer create(ObjectNode body) {
    return api().post("/instances", api().organization(), body);
  }

  private static long count(String query) {
    try (Connection connection = nodes.database().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
