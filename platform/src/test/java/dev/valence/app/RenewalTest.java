package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.FaceOptions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access tokens are renewed once, whoever asks for them, and the newest token is never lost. */
@QuarkusTest
@TestProfile(RenewalTest.ShortPatience.class)
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class RenewalTest extends RestTest {

  private static final int CALLS = 64;
  private static final String PREVIOUS = "oauth.user.refresh_token.previous";
  private static final String REFUSAL =
      "{\"error\":\"invalid_grant\",\"error_description\":\"refused for once\"}";
  private static final Fault USELESS_TOKENS =
      Fault.status(
          DropboxAccount.TOKEN,
          1,
          200,
          "{\"access_token\":\"never-good\",\"refresh_token\":\"never-good-either\"}");

  /** A provider may be silent for a moment only, so that a test of its silence is short. */
  public static final class ShortPatience implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("valence.provider-timeout", "3s");
    }
  }

  @Inject DataSource database;

  private DropboxAccount dropbox;

  @BeforeEach
  void start() {
    TestPlatform.sandbox().reset();
    dropbox = new DropboxAccount(TestPlatform.sandbox());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callsWhoseTokenTheProviderRefusesShareOneRenewal(boolean rotation) {
    dropbox.rotate(rotation);
    JsonNode instance = connect();
    dropbox.expire();
    dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN));

    List<CompletableFuture<Answer>> calls = Parallel.begin(CALLS, () -> call(instance));
    ServerProcess.await(
        "every call was refused", () -> dropbox.face().calls(DropboxAccount.SPACE).size() == CALLS);
    dropbox.awaitHeld(calls.getFirst());
    dropbox.face().releaseHolds();

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(200);
    assertThat(dropbox.tokenCalls()).hasSize(1);
    assertThat(call(instance).status()).isEqualTo(200);
    assertThat(dropbox.tokenCalls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callsWhoseTokenIsDueShareOneRenewalAndNoneIsRefused(boolean rotation) {
    dropbox.rotate(rotation);
    JsonNode instance = connectUntilDue();
    dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN));

    List<CompletableFuture<Answer>> calls = Parallel.begin(CALLS, () -> call(instance));
    dropbox.awaitHeld(calls.getFirst());
    dropbox.face().releaseHolds();

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(200);
    assertThat(dropbox.tokenCalls()).hasSize(1);
    assertThat(dropbox.face().calls(DropboxAccount.SPACE)).hasSize(CALLS);
  }

  @Test
  void callsThatWaitForARenewalShareItsFailure() {
    JsonNode instance = connect();
    dropbox.expire();
    dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN).times(CALLS));

    List<CompletableFuture<Answer>> calls = Parallel.begin(CALLS, () -> call(instance));

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(502);
    assertThat(dropbox.tokenCalls()).hasSize(1);
  }

  @Test
  void aRefusedRenewalSaysThatConsentIsNeededSinceWhenAndWhy() {
    JsonNode instance = connect();
    assertThat(show(instance).path("valid").asBoolean()).isTrue();
    Instant before = Instant.now();
    dropbox.expire();
    dropbox.face().revokeTokens();

    Answer refused = call(instance);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().path("providerMessage").asText()).contains("invalid or revoked");
    JsonNode shown = show(instance);
    assertThat(shown.path("valid").asBoolean()).isFalse();
    assertThat(shown.path("state").path("name").asText()).isEqualTo("needs_consent");
    assertThat(Instant.parse(shown.path("state").path("since").asText()))
        .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
    assertThat(shown.path("state").path("reason").asText()).contains("invalid or revoked");
    int asked = dropbox.tokenCalls().size();
    Answer again = call(instance);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.json().path("providerMessage").asText()).contains("invalid or revoked");
    assertThat(dropbox.tokenCalls()).hasSize(asked);
  }

  static Stream<Fault> failures() {
    return Stream.of(
        Fault.status(DropboxAccount.TOKEN, 1, 503, "down"),
        Fault.status(DropboxAccount.TOKEN, 1, 429, "slow down"),
        Fault.status(DropboxAccount.TOKEN, 1, 403, "<html>Blocked by the firewall</html>"),
        Fault.cut(DropboxAccount.TOKEN),
        Fault.cut(DropboxAccount.TOKEN).afterProcessing(),
        Fault.truncate(DropboxAccount.TOKEN, 5),
        Fault.hold(DropboxAccount.TOKEN));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aProviderThatIsDownLeavesTheConnectionAsItIs(Fault failure) {
    JsonNode instance = connect();
    dropbox.expire();
    dropbox.face().fault(failure);

    assertThat(call(instance).status()).isEqualTo(502);

    assertThat(show(instance).path("state").path("name").asText()).isEqualTo("connected");
    assertThat(call(instance).status()).isEqualTo(200);
  }

  @Test
  void anAnswerThatWasLostWithARotatedTokenIsTheReasonThatIsGiven() {
    dropbox.rotate(true);
    JsonNode instance = connect();
    dropbox.expire();
    dropbox.face().fault(Fault.cut(DropboxAccount.TOKEN).afterProcessing());
    assertThat(call(instance).status()).isEqualTo(502);

    assertThat(call(instance).status()).isEqualTo(401);

    assertThat(show(instance).path("state").path("reason").asText()).contains("was cut short");
  }

  @Test
  void aRenewalThatTheProviderActsOnAfterTheNextOneIsTheReasonThatIsGiven() {
    dropbox.face().options(new FaceOptions(14_400, true, false, Map.of("reusedGrant", "ended")));
    JsonNode instance = connect();
    dropbox.expire();
    dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN));
    assertThat(call(instance).status()).isEqualTo(502);
    assertThat(call(instance).status()).isEqualTo(200);

    dropbox.face().releaseHolds();
    ServerProcess.await("the grant has ended", () -> call(instance).status() == 401);

    assertThat(show(instance).path("state").path("reason").asText()).contains("was cut short");
  }

  @Test
  void aRotatedTokenIsKeptAndIsWhatTheNextRenewalSends() {
    dropbox.rotate(true);
    JsonNode instance = connect();
    dropbox.expire();
    assertThat(call(instance).status()).isEqualTo(200);
    String first = DropboxAccount.parameter(dropbox.tokenCalls().getFirst(), "refresh_token");
    assertThat(dropbox.onlyGoodRefreshTokenIs(first)).isFalse();
    dropbox.expire();
    dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN));

    CompletableFuture<Answer> next = Parallel.begin(() -> call(instance));
    dropbox.awaitHeld(next);

    String second = DropboxAccount.parameter(dropbox.tokenCalls().getFirst(), "refresh_token");
    assertThat(dropbox.onlyGoodRefreshTokenIs(second)).isTrue();
    dropbox.face().releaseHolds();
    assertThat(next.join().status()).isEqualTo(200);
  }

  @Test
  void aRenewalOfAnAccountThatIsBeingDeletedSendsNothingAndIs401() throws SQLException {
    JsonNode instance = connect();
    dropbox.expire();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("delete from instances where id = " + instance.path("id").asLong());
      CompletableFuture<Answer> call = Parallel.begin(() -> call(instance));
      ServerProcess.await("the renewal waits for the deletion", () -> waiters(statement) > 0);

      connection.commit();

      assertThat(call.join().status()).isEqualTo(401);
    }
    assertThat(dropbox.tokenCalls()).isEmpty();
  }

  /** How many transactions wait for a lock. */
  private static int waiters(Statement statement) {
    try (ResultSet row =
        statement.executeQuery("select count(*) from pg_locks where not granted")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theTokenBeforeIsForgottenOnceItsSuccessorHasWorked() throws SQLException {
    dropbox.rotate(true);
    JsonNode instance = connect();
    dropbox.expire();
    dropbox.face().fault(Fault.status(DropboxAccount.SPACE, 1, 401, "{}"));
    // A call tries four times.
    dropbox.face().fault(Fault.status(DropboxAccount.SPACE, 8, 500, "{}"));

    assertThat(call(instance).status()).isEqualTo(502);
    assertThat(stored(instance, PREVIOUS)).isTrue();
    assertThat(call(instance).status()).isEqualTo(502);
    assertThat(stored(instance, PREVIOUS)).as("a failure proves nothing").isTrue();
    assertThat(call(instance).status()).isEqualTo(200);
    assertThat(stored(instance, PREVIOUS)).isFalse();
  }

  @Test
  void theTokenBeforeIsSentWhenItsSuccessorIsRefused() {
    JsonNode instance = connect();
    dropbox.expire();
    dropbox.face().fault(USELESS_TOKENS);
    assertThat(call(instance).status()).isEqualTo(401);

    assertThat(call(instance).status()).isEqualTo(200);

    assertThat(dropbox.tokenCalls())
        .extracting(call -> DropboxAccount.parameter(call, "refresh_token"))
        .satisfies(sent -> {
          assertThat(sent).hasSize(3);
          assertThat(sent.get(1)).isEqualTo("never-good-either");
          assertThat(sent.get(2)).isEqualTo(sent.getFirst());
        });
    assertThat(show(instance).path("state").path("name").asText()).isEqualTo("connected");
  }

  @Test
  void aRefusalOfTheLastTokenBesideItsForerunnerNeedsConsent() {
    JsonNode instance = connect();
    dropbox.expire();
    dropbox.face().fault(USELESS_TOKENS);
    assertThat(call(instance).status()).isEqualTo(401);
    dropbox.face().fault(Fault.status(DropboxAccount.TOKEN, 2, 400, REFUSAL));

    assertThat(call(instance).status()).isEqualTo(401);

    assertThat(show(instance).path("state").path("reason").asText()).contains("refused for once");
  }

  @Test
  void aRenewalIsShownInTheConfigurationAsStrings() {
    dropbox.lifetime(7200);
    JsonNode instance = connect();
    JsonNode before = show(instance).path("configuration");
    dropbox.lifetime(3600);
    dropbox.expire();
    Instant renewed = Instant.now();

    assertThat(call(instance).status()).isEqualTo(200);

    JsonNode after = show(instance).path("configuration");
    assertThat(before.path("oauth.user.refresh_interval").textValue()).isEqualTo("7200");
    assertThat(after.path("oauth.user.refresh_interval").textValue()).isEqualTo("3600");
    assertThat(Long.parseLong(after.path("oauth.user.refresh_time").textValue()))
        .isBetween(renewed.toEpochMilli(), System.currentTimeMillis());
  }

  @Test
  void theTokenOfADeletedInstanceIsRefusedAtOnce() {
    JsonNode instance = connect();
    assertThat(call(instance).status()).isEqualTo(200);
    TestPlatform.sandbox().clearCalls();

    assertThat(api.delete(Api.path(instance), api.organization()).status()).isEqualTo(200);

    assertThat(call(instance).status()).isEqualTo(401);
    assertThat(dropbox.face().calls(DropboxAccount.SPACE)).isEmpty();
  }

  @Test
  void anInstanceThatIsDeletedWhileItIsRenewedStaysDeleted() {
    JsonNode instance = connect();
    dropbox.expire();
    dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN));
    CompletableFuture<Answer> call = Parallel.begin(() -> call(instance));
    dropbox.awaitHeld(call);

    assertThat(api.delete(Api.path(instance), api.organization()).status()).isEqualTo(200);
    dropbox.face().releaseHolds();

    assertThat(call.join().status()).isEqualTo(401);
    assertThat(api.get(Api.path(instance), api.organization()).status()).isEqualTo(404);
  }

  @Test
  void aCodeThatIsPostedTwiceAtOnceIsSentOnce() {
    String code = api.consentAtDropbox(TestPlatform.sandbox());
    ObjectNode body = Api.dropboxInstance(code);
    dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN));

    CompletableFuture<Answer> first =
        Parallel.begin(() -> api.post("/instances", api.organization(), body));
    dropbox.awaitHeld(first);
    CompletableFuture<Answer> second =
        Parallel.begin(() -> api.post("/instances", api.organization(), body));
    ServerProcess.await("the second has begun", () -> !second.isDone());
    dropbox.face().releaseHolds();

    assertThat(first.join().status()).isEqualTo(200);
    assertThat(second.join().status()).isEqualTo(400);
    assertThat(second.join().message()).contains("already used");
    assertThat(dropbox.tokenCalls()).hasSize(1);
  }

  @Test
  void aCodeThatWasRefusedIsNotReportedAsTaken() {
    ObjectNode body = Api.dropboxInstance("wrong");
    Answer first = api.post("/instances", api.organization(), body);

    Answer second = api.post("/instances", api.organization(), body);

    assertThat(first.status()).isEqualTo(400);
    assertThat(second.status()).isEqualTo(400);
    assertThat(second.message()).isEqualTo(first.message());
  }

  @Test
  void aTokenThatIsDueIsUsedToItsEndWhileTheProviderCannotRenewIt() throws SQLException {
    JsonNode instance = connect();
    long lifetime = dropbox.face().options().accessTokenLifetimeSeconds();
    Instant obtained = Instant.now().minusSeconds(lifetime - 60);
    put(instance, "oauth.user.refresh_time", String.valueOf(obtained.toEpochMilli()));
    dropbox.face().fault(Fault.status(DropboxAccount.TOKEN, 100, 503, ""));

    assertThat(call(instance).status()).isEqualTo(200);
    assertThat(call(instance).status()).isEqualTo(200);
    assertThat(dropbox.tokenCalls()).hasSize(1);

    put(instance, "oauth.user.refresh_time", "0");
    ServerProcess.await("the token's time is over", () -> call(instance).status() == 502);
  }

  private JsonNode connect() {
    JsonNode instance = api.connectDropbox(TestPlatform.sandbox());
    TestPlatform.sandbox().clearCalls();
    return instance;
  }

  /** Changes what is stored of an instance, and lets the server hear of it. */
  private void put(JsonNode instance, String key, String value) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update instance_configuration set value = ? where instance_id = ? and key = ?");
        PreparedStatement notify = connection.prepareStatement("select pg_notify('valence', ?)")) {
      update.setString(1, value);
      update.setLong(2, id(instance));
      update.setString(3, key);
      assertThat(update.executeUpdate()).isEqualTo(1);
      notify.setString(1, "instance\n" + id(instance));
      notify.execute();
    }
  }

  /** An instance whose access token lasts for a second, which has passed for the most part. */
  private JsonNode connectUntilDue() {
    long usual = dropbox.face().options().accessTokenLifetimeSeconds();
    dropbox.lifetime(1);
    JsonNode instance = connect();
    dropbox.lifetime(usual);
    Instant due = Instant.now().plusSeconds(1);
    ServerProcess.await("the access token is due", () -> Instant.now().isAfter(due));
    return instance;
  }

  private Answer call(JsonNode instance) {
    return DropboxAccount.call(api, instance);
  }

  private JsonNode show(JsonNode instance) {
    return api.get(Api.path(instance), api.organization()).json();
  }

  private static long id(JsonNode instance) {
    return instance.path("id").asLong();
  }

  private boolean stored(JsonNode instance, String key) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select 1 from instance_configuration where instance_id = ? and key = ?")) {
      statement.setLong(1, id(instance));
      statement.setString(2, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
