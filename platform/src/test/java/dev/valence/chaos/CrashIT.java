package dev.valence.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api;
import dev.valence.app.Api.Answer;
import dev.valence.app.DropboxAccount;
import dev.valence.app.Parallel;
import dev.valence.app.ServerProcess;
import dev.valence.chaos.Trap.Keeps;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.face.FaceOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A node is killed at the points where it matters, while it makes an instance, renews the token of
 * an account whose provider rotates refresh tokens, and of one whose provider does not. What it was
 * doing is either done or undone, or it is said what has been lost: the other node knows as soon as
 * the turn of the dead one is over.
 */
class CrashIT {

  /** How far each of the three has come. */
  enum Point {
    BEFORE_THE_JOURNAL,
    AFTER_THE_JOURNAL,
    BEFORE_THE_PROVIDER_ACTED,
    BEFORE_THE_PROVIDER_ANSWERED,
    BEFORE_THE_COMMIT,
    BEFORE_THE_ANSWER_OF_THE_COMMIT,
    AFTER_THE_COMMIT;

    /** Whether the provider has acted, and what it gave is not stored. */
    boolean losesTheAnswer() {
      return this == BEFORE_THE_PROVIDER_ANSWERED || this == BEFORE_THE_COMMIT;
    }

    boolean isAfterTheCommit() {
      return ordinal() > BEFORE_THE_COMMIT.ordinal();
    }

    /** What stops the two renewals and the making of an instance; empty where the provider does. */
    List<Trap> traps() {
      return switch (this) {
        case BEFORE_THE_JOURNAL ->
            List.of(Trap.at("insert into renewals"), Trap.at("insert into code_exchanges"));
        case AFTER_THE_JOURNAL ->
            List.of(
                Trap.atCommitOf("insert into renewals", Keeps.THE_ANSWER),
                Trap.atCommitOf("insert into code_exchanges", Keeps.THE_ANSWER));
        case BEFORE_THE_PROVIDER_ACTED, BEFORE_THE_PROVIDER_ANSWERED -> List.of();
        case BEFORE_THE_COMMIT -> outcomes(Keeps.THE_STATEMENT);
        case BEFORE_THE_ANSWER_OF_THE_COMMIT -> outcomes(Keeps.THE_ANSWER);
        case AFTER_THE_COMMIT -> outcomes(Keeps.NOTHING);
      };
    }

    private static List<Trap> outcomes(Keeps keeps) {
      return List.of(
          Trap.atCommitOf("update renewals set ended_at", keeps),
          Trap.atCommitOf("insert into instances", keeps));
    }
  }

  private static final int RENEWALS = 2;
  private static final String MICROSOFT_TOKEN = "/common/oauth2/token";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path home;

  private static Sandbox sandbox;
  private static Cluster cluster;
  private static Node one;
  private static Node other;

  @BeforeAll
  static void startAll() throws Exception {
    sandbox = Sandbox.start();
    cluster = Cluster.start(home);
    one = new Node("one", home, cluster, sandbox.url(), Optional.empty());
    other = new Node("other", home, cluster, sandbox.url(), Optional.empty());
    one.start();
    other.start();
    dropbox().options(new FaceOptions(14_400, true, false, Map.of("reusedGrant", "ended")));
  }

  @AfterAll
  static void stopAll() throws Exception {
    for (AutoCloseable each :
        Stream.of(one, other, cluster, sandbox).filter(found -> found != null).toList()) {
      each.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatANodeWasDoingIsDoneOrUndoneOrSaidToBeLost(Point point) throws Exception {
    Api api = other.api();
    JsonNode rotating = connect(api, body("dropbox", "dropbox", "rotating " + point));
    JsonNode lasting = connect(api, body("onedrivebusiness", "microsoft", "lasting " + point));
    ObjectNode wanted = body("dropbox", "dropbox", "made " + point);
    dropbox().expireAccessTokens();
    microsoft().expireAccessTokens();

    killAt(
        point,
        List.of(
            () -> call(one.api(), rotating),
            () -> call(one.api(), lasting),
            () -> create(one.api(), wanted)));

    CompletableFuture<Void> restarted =
        Parallel.begin(() -> {
          one.start();
          return null;
        });
    try {
      CompletableFuture<Answer> rotated = Parallel.begin(() -> call(api, rotating));
      CompletableFuture<Answer> lasted = Parallel.begin(() -> call(api, lasting));
      checkMade(point, api, wanted);
      // Both have come before any token is expired again, which neither would be ready for.
      Answer rotatedAnswer = rotated.join();
      Answer lastedAnswer = lasted.join();
      checkRotating(point, api, rotating, rotatedAnswer);
      checkConnected(api, lasting, lastedAnswer);
    } finally {
      // A provider that has kept a call acts when it lets go.
      dropbox().clearFaults();
      microsoft().clearFaults();
      restarted.join();
    }
  }

  private static void checkMade(Point point, Api api, ObjectNode wanted) {
    if (!point.isAfterTheCommit()) {
      assertThat(named(api, wanted)).isEmpty();
    }
    Answer again = create(api, wanted);
    if (point.isAfterTheCommit()) {
      List<JsonNode> made = named(api, wanted);
      assertThat(made).hasSize(1);
      assertThat(call(api, made.getFirst()).status()).isEqualTo(200);
      assertThat(again.status()).isEqualTo(400);
      assertThat(again.message()).contains("already used");
    } else if (point.losesTheAnswer()) {
      assertThat(again.status()).isEqualTo(400);
      assertThat(again.message()).containsPattern("already sent, at 20\\d\\d-.*probably taken");
      assertThat(named(api, wanted)).isEmpty();
    } else {
      assertThat(again.status()).as(again.response().body()).isEqualTo(200);
      assertThat(call(api, again.json()).status()).isEqualTo(200);
    }
  }

  private static void checkRotating(Point point, Api api, JsonNode instance, Answer next) {
    if (!point.losesTheAnswer()) {
      checkConnected(api, instance, next);
      return;
    }
    assertThat(next.status()).isEqualTo(401);
    JsonNode state = state(api, instance);
    assertThat(state.path("name").asText()).isEqualTo("needs_consent");
    assertThat(state.path("reason").asText())
        .containsPattern("A renewal that began at 20\\d\\d-.* was cut short");
  }

  private static void checkConnected(Api api, JsonNode instance, Answer next) {
    assertThat(next.status()).as(next.response().body()).isEqualTo(200);
    assertThat(state(api, instance).path("name").asText()).isEqualTo("connected");
    dropbox().expireAccessTokens();
    microsoft().expireAccessTokens();
    assertThat(call(api, instance).status())
        .as("the token that was kept is the newest")
        .isEqualTo(200);
  }

  /** Makes two calls that renew and one that makes an instance, and kills the node on their way. */
  private static void killAt(Point point, List<Callable<Answer>> calls) throws Exception {
    List<Trap> traps = point.traps();
    traps.forEach(one.network()::set);
    Fault hold = Fault.hold(DropboxAccount.TOKEN).times(RENEWALS);
    Fault holdOther = Fault.hold(MICROSOFT_TOKEN);
    if (traps.isEmpty()) {
      boolean acted = point == Point.BEFORE_THE_PROVIDER_ANSWERED;
      dropbox().fault(acted ? hold.afterProcessing() : hold);
      microsoft().fault(acted ? holdOther.afterProcessing() : holdOther);
    }
    List<CompletableFuture<Answer>> killed = calls.stream().map(Parallel::begin).toList();
    if (traps.isEmpty()) {
      ServerProcess.await("the providers hold the calls", () -> held() == RENEWALS + 1);
    } else {
      assertThat(traps.getFirst().await(RENEWALS, PATIENCE)).as("both renewals").isTrue();
      assertThat(traps.getLast().await(1, PATIENCE)).as("the making of an instance").isTrue();
    }
    one.kill();
    killed.forEach(call -> call.handle((answer, failure) -> answer).join());
  }

  private static int held() {
    return Stream.of(dropbox(), microsoft())
        .flatMap(face -> face.faults().stream())
        .mapToInt(FaceClient.FaultStanding::held)
        .sum();
  }

  private static FaceClient dropbox() {
    return sandbox.client().face("dropbox");
  }

  private static FaceClient microsoft() {
    return sandbox.client().face("microsoft");
  }

  private static ObjectNode body(String element, String face, String name) {
    String code = other.api().consent(sandbox.client(), element, face, Api.CALLBACK);
    return Api.instance(element, code).put("name", name);
  }

  private static JsonNode connect(Api api, ObjectNode body) {
    Answer made = create(api, body);
    assertThat(made.status()).as(made.response().body()).isEqualTo(200);
    return made.json();
  }

  private static Answer create(Api api, ObjectNode body) {
    return api.post("/instances", api.organization(), body);
  }

  private static Answer call(Api api, JsonNode instance) {
    return api.get("/folders/contents?path=/", api.element(instance));
  }

  private static JsonNode state(Api api, JsonNode instance) {
    return api.get(Api.path(instance), api.organization()).json().path("state");
  }

  private static List<JsonNode> named(Api api, ObjectNode body) {
    JsonNode all = api.get("/instances?pageSize=200", api.organization()).json();
    return StreamSupport.stream(all.spliterator(), false)
        .filter(instance -> instance.path("name").equals(body.path("name")))
        .toList();
  }
}
