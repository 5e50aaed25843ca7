package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.TestVendor.Question;
import dev.valence.app.TestVendor.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The life of an instance whose element declares steps: how it is connected, what is kept of its
 * calls, and how its session is begun anew (contract, element format 5 and 6).
 */
@QuarkusTest
@TestProfile(TestElements.Profile.class)
class SessionTest extends TestElementsTest {

  private static final int CALLS = 32;

  @Inject DataSource database;

  private final AtomicInteger sessions = new AtomicInteger();

  @BeforeEach
  void startVendor() {
    vendor.on("/login", question -> session(""));
    vendor.on("/again", question -> session(""));
    vendor.on("/account", 200, "{\"account\":{\"id\":7}}");
    vendor.on("/things", 200, "{\"things\":[]}");
    vendor.on("/leave", 200, "{}");
  }

  @Test
  void eachStepFindsWhatTheOnesBeforeItHaveKept() {
    ObjectNode body = ada("testsession");
    body.putObject("providerData").put("realm", "north").put("code", "spent");

    JsonNode instance = succeeded(create(body)).json();

    assertThat(vendor.asked()).extracting(Question::path).containsExactly("/login", "/account");
    Question login = vendor.asked("/login").getFirst();
    assertThat(login.parameter("user")).isEqualTo("ada");
    assertThat(login.parameter("realm")).isEqualTo("north");
    assertThat(vendor.asked("/account").getFirst().parameter("session")).isEqualTo("session-1");
    assertThat(shown(instance, "session")).isEqualTo("session-1");
    assertThat(Long.parseLong(shown(instance, "authentication.time")))
        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
    succeeded(things(instance));
    assertThat(vendor.asked("/things").getFirst().parameter("session")).isEqualTo("session-1");
    succeeded(api.delete(Api.path(instance), api.organization()));
    assertThat(vendor.asked("/leave").getFirst().parameter("session")).isEqualTo("session-1");
  }

  @Test
  void aStepThatIsRefusedConnectsNothing() {
    vendor.on("/login", 403, "no such user");

    Answer answer = failed(create(ada("testsession")), 400);

    assertThat(answer.json().path("providerMessage").asText()).isEqualTo("no such user");
    assertThat(vendor.asked("/account")).isEmpty();
    assertNothingStored();
  }

  @Test
  void whatACallIsAnsweredWithIsKeptForLaterOnesAndSealed() throws SQLException {
    JsonNode instance = connected();
    vendor.on("/things", 200, "{\"cursor\":\"first\"}");
    succeeded(things(instance));

    vendor.on("/things", 200, "{\"cursor\":\"second\"}");
    succeeded(things(instance));

    assertThat(vendor.asked("/things"))
        .extracting(question -> question.parameter("cursor"))
        .containsExactly("", "first");
    assertThat(stored(instance, "cursor")).isEqualTo("sealed");
    assertThat(show(instance).path("configuration").has("cursor")).isFalse();
    vendor.on("/things", 200, "{\"cursor\":\"\"}");
    succeeded(things(instance));
    assertThat(stored(instance, "cursor")).isEqualTo("none");
  }

  @Test
  void whatAHookSaysOfTheConfigurationIsKept() throws SQLException {
    JsonNode instance = connected();
    vendor.on("/things", 200, "{\"cursor\":\"first\",\"region\":\"north\"}");
    succeeded(things(instance));

    succeeded(api.get("/hubs/general/hooked", api.element(instance)));

    assertThat(shown(show(instance), "region")).isEqualTo("north");
    assertThat(stored(instance, "cursor")).isEqualTo("none");
    succeeded(things(instance));
    assertThat(vendor.asked("/things").getLast().parameter("cursor")).isEmpty();
  }

  @Test
  void nothingIsWrittenWhenNothingDiffers() {
    JsonNode instance = connected();
    vendor.on("/things", 200, "{\"cursor\":\"same\"}");
    succeeded(things(instance));
    String updated = show(instance).path("updatedDate").asText();

    succeeded(things(instance));

    assertThat(vendor.asked("/things").getLast().parameter("cursor")).isEqualTo("same");
    assertThat(show(instance).path("updatedDate").asText()).isEqualTo(updated);
  }

  @Test
  void whatOthersChangeWhileACallIsUnderWayStays() throws SQLException {
    JsonNode instance = connected();
    CountDownLatch released = new CountDownLatch(1);
    vendor.on(
        "/things",
        question -> {
          await(released);
          return Reply.json("{\"cursor\":\"kept\"}");
        });
    CompletableFuture<Answer> call = Parallel.begin(() -> things(instance));
    ServerProcess.await("the call is under way", () -> vendor.asked("/things").size() == 1);

    succeeded(patch(instance, configuration("filter.response.nulls", "false")));
    released.countDown();

    succeeded(call.join());
    assertThat(shown(show(instance), "filter.response.nulls")).isEqualTo("false");
    assertThat(stored(instance, "cursor")).isEqualTo("sealed");
  }

  @Test
  void aCallDoesNotLeadLaterOnesElsewhere() {
    JsonNode instance = connected();
    vendor.on("/things", 200, "{\"place\":\"https://evil.example\",\"cursor\":\"lost\"}");

    Answer answer = failed(things(instance), 502);

    assertThat(answer.message()).contains("base.url", "evil.example");
    assertThat(shown(show(instance), "base.url")).isEqualTo("http://" + vendor.hostAndPort());
    vendor.on("/things", 200, "{\"place\":\"http://%s/deeper\"}".formatted(vendor.hostAndPort()));
    succeeded(things(instance));
    vendor.on("/deeper/things", 200, "{}");
    succeeded(things(instance));
    assertThat(vendor.asked("/deeper/things")).hasSize(1);
    assertThat(vendor.asked("/deeper/things").getFirst().parameter("cursor")).isEmpty();
  }

  @Test
  void whatCannotBeStoredIsNamed() {
    JsonNode instance = connected();
    for (String cursor : List.of("a\\u0000b", "x".repeat(70_000))) {
      vendor.on("/things", 200, "{\"cursor\":\"" + cursor + "\"}");
      assertThat(failed(things(instance), 502).message()).contains("cursor");
    }
  }

  @Test
  void aSessionIsBegunAnewBeforeItIsOverOnceForAllCalls() {
    vendor.on("/login", question -> session(",\"expires\":1"));
    JsonNode instance = connected();
    Instant over = Instant.now().plusSeconds(1);
    ServerProcess.await("the session is over", () -> Instant.now().isAfter(over));
    CountDownLatch released = new CountDownLatch(1);
    vendor.on(
        "/again",
        question -> {
          await(released);
          return session(",\"expires\":3600");
        });

    List<CompletableFuture<Answer>> calls = Parallel.begin(CALLS, () -> things(instance));
    ServerProcess.await("a session is being begun", () -> vendor.asked("/again").size() == 1);
    released.countDown();

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(200);
    assertThat(vendor.asked("/again")).hasSize(1);
    assertThat(vendor.asked("/again").getFirst().parameter("key")).isEqualTo("secret");
    assertThat(vendor.asked("/things"))
        .extracting(question -> question.parameter("session"))
        .containsOnly("session-2");
    assertThat(shown(show(instance), "session")).isEqualTo("session-2");
    succeeded(things(instance));
    assertThat(vendor.asked("/again")).hasSize(1);
  }

  @Test
  void aSessionThatIsRefusedIsBegunAnewAndTheCallRepeated() {
    JsonNode instance = connected();
    vendor.on("/things", only("session-2"));

    List<CompletableFuture<Answer>> calls = Parallel.begin(CALLS, () -> things(instance));

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(200);
    assertThat(vendor.asked("/again")).hasSize(1);
    vendor.on("/things", only("none"));
    failed(things(instance), 401);
    assertThat(vendor.asked("/again")).hasSize(2);
    assertThat(vendor.asked("/things").getLast().parameter("session")).isEqualTo("session-3");
    assertThat(state(show(instance))).isEqualTo("connected");
  }

  @Test
  void aProviderThatIsDownLeavesTheSessionAsItIs() {
    vendor.on("/login", question -> session(",\"expires\":3"));
    JsonNode instance = connected();
    Instant due = Instant.now().plus(Duration.ofMillis(2_750));
    ServerProcess.await("the session is due", () -> Instant.now().isAfter(due));
    vendor.on("/again", 503, "down");
    succeeded(things(instance)); // its last moments are good

    Instant over = Instant.now().plus(Duration.ofMillis(400));
    ServerProcess.await("the session is over", () -> Instant.now().isAfter(over));
    assertThat(failed(things(instance), 502).json().path("providerMessage").asText())
        .isEqualTo("down");

    assertThat(state(show(instance))).isEqualTo("connected");
    vendor.on("/again", question -> session(""));
    succeeded(things(instance));
  }

  @Test
  void whoseSessionTheProviderRefusesToBeginNeedsCredentials() {
    JsonNode instance = connected();
    vendor.on("/things", only("session-9"));
    vendor.on("/again", 401, "key revoked");

    Answer answer = failed(things(instance), 401);

    assertThat(answer.json().path("providerMessage").asText()).isEqualTo("key revoked");
    assertThat(state(show(instance))).isEqualTo("needs_consent");
    int asked = vendor.asked().size();
    failed(things(instance), 401);
    assertThat(vendor.asked()).hasSize(asked);

    sessions.set(8);
    JsonNode mended = succeeded(patch(instance, configuration("key", "secret"))).json();

    assertThat(state(mended)).isEqualTo("connected");
    succeeded(things(instance));
  }

  @Test
  void aReplacedConfigurationKeepsWhatTheStepsHaveFoundOut() {
    JsonNode instance = connected();
    ObjectNode body = ada("testsession").put("name", "Other");

    JsonNode replaced = succeeded(put(instance, body)).json();

    assertThat(shown(replaced, "session")).isEqualTo("session-1");
    assertThat(vendor.asked("/login")).hasSize(1);
    succeeded(things(instance));
  }

  @Test
  void aRefreshTokenOfACallIsKeptInTheTurnOfTheRenewals() throws SQLException {
    JsonNode instance = connected();
    vendor.on("/tokens", 200, "{\"token\":\"theirs\"}");

    succeeded(api.get("/hubs/general/tokens", api.element(instance)));

    assertThat(stored(instance, "oauth.user.refresh_token")).isEqualTo("sealed");
    assertThat(rows("select 1 from leases where name = 'renewal/%d'".formatted(id(instance))))
        .isTrue();
  }

  @Test
  void callersSetInternalEntriesOfTheirOwnElementsOnly() {
    ObjectNode values = object();
    values
        .put("region", "north")
        .put("base.url", "http://" + vendor.hostAndPort() + "/v2")
        .put("authentication.time", "5");
    vendor.on("/v2/login", question -> session(""));
    vendor.on("/v2/account", 200, "{}");
    ObjectNode own = ada("testown");
    own.withObject("configuration").setAll(values);
    ObjectNode shared = ada("testsession");
    shared.withObject("configuration").setAll(values);

    JsonNode ofOwn = succeeded(create(own)).json();
    JsonNode ofShared = succeeded(create(shared)).json();

    assertThat(vendor.asked("/v2/login")).hasSize(2);
    assertThat(shown(ofOwn, "region")).isEqualTo("north");
    assertThat(shown(ofShared, "region")).isNull();
    assertThat(shown(ofOwn, "authentication.time")).isNotEqualTo("5");
    own.withObject("configuration").put("base.url", "https://evil.example");
    assertThat(failed(create(own), 400).message()).contains("base.url", "evil.example");
  }

  @Test
  void aCallOfAnInstanceWithDebugSaysWhereItsTraceIs() {
    for (boolean inProviderData : new boolean[] {true, false}) {
      ObjectNode body = ada("testsession");
      body.withObject(inProviderData ? "providerData" : "configuration").put("debug", true);
      JsonNode instance = succeeded(create(body)).json();

      Answer traced = succeeded(things(instance));

      assertThat(traced.header("Elements-Trace-Id"))
          .matches("[0-9a-f]{24}")
          .isEqualTo(traced.header("Elements-Request-Id"));
      JsonNode trace =
          succeeded(
                  api.get(
                      "/elements/testsession/trace/" + traced.header("Elements-Trace-Id"),
                      api.organization()))
              .json();
      assertThat(trace.has("GET:/things")).as(trace.toString()).isTrue();
      assertThat(shown(instance, "debug")).isEqualTo("true");
      vendor.on("/things", 400, "no");
      assertThat(failed(things(instance), 400).header("Elements-Trace-Id")).isNotEmpty();
      vendor.on("/things", 200, "{}");
      succeeded(patch(instance, configuration("debug", null)));
      assertThat(succeeded(things(instance)).header("Elements-Trace-Id")).isEmpty();
      assertThat(vendor.asked("/login")).hasSize(inProviderData ? 1 : 2);
    }
    failed(
        api.get("/elements/testsession/trace/0123456789abcdef01234567", api.organization()), 404);
    failed(api.get("/elements/testsession/trace/%00", api.organization()), 404);
    failed(api.get("/elements/testsession/trace/0123456789abcdef01234567", ""), 401);
  }

  private Reply session(String members) {
    return Reply.json(
        "{\"session\":\"session-%d\"%s}".formatted(sessions.incrementAndGet(), members));
  }

  private static Function<Question, Reply> only(String session) {
    return question ->
        question.parameter("session").equals(session)
            ? Reply.json("{}")
            : new Reply(401, "no such session");
  }

  private static ObjectNode ada(String element) {
    ObjectNode body = named(element);
    body.withObject("configuration").put("user", "ada").put("key", "secret");
    return body;
  }

  private JsonNode connected() {
    return succeeded(create(ada("testsession"))).json();
  }

  private Answer things(JsonNode instance) {
    return api.get("/hubs/general/things", api.element(instance));
  }

  private static long id(JsonNode instance) {
    return instance.path("id").asLong();
  }

  /** How a value is stored: sealed, plain, or none. */
  private String stored(JsonNode instance, String key) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select sealed is not null from instance_configuration"
                    + " where instance_id = ? and key = ?")) {
      statement.setLong(1, id(instance));
      statement.setString(2, key);
      try (ResultSet rows = statement.executeQuery()) {
        return !rows.next() ? "none" : rows.getBoolean(1) ? "sealed" : "plain";
      }
    }
  }

  private boolean rows(String query) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
