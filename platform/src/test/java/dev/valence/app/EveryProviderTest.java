package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.User;
import dev.valence.store.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole life of a connection, of every system alike. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class EveryProviderTest extends RestTest {

  private static final String CALLBACK = "https://www.mycoolapp.com/auth";

  @Inject Database database;

  @BeforeEach
  void clean() {
    disconnectAll();
  }

  @ParameterizedTest
  @MethodSource("dev.valence.app.Provider#all")
  void itIsConnectedPingedListedAndRemoved(Provider provider) {
    FaceClient face = face(provider);
    for (String name : List.of("first", "second", "third")) {
      provider.put().into(face, account(face), name);
    }
    JsonNode instance = connect(provider);
    String token = api.element(instance);

    JsonNode ping = succeeded(api.get("/ping", token)).json();
    assertThat(ping.path("endpoint").asText()).isEqualTo(provider.element());
    assertThat(ping.path("valid").asBoolean()).isTrue();
    assertThat(items(provider, token, 200)).hasSize(3);
    assertThat(items(provider, token, 1)).isEqualTo(items(provider, token, 200));
    assertThat(items(provider, token, 2)).isEqualTo(items(provider, token, 200));

    succeeded(api.delete(Api.path(instance), api.organization()));
    failed(list(provider, token), 401);
    failed(api.get(Api.path(instance), api.organization()), 404);
  }

  @ParameterizedTest
  @MethodSource("dev.valence.app.Provider#all")
  void theCommonKeysAreAcceptedAndKept(Provider provider) {
    ObjectNode body = Api.instance(provider.element(), consent(provider));
    body.withObject("configuration")
        .put("event.notification.enabled", true)
        .put("event.notification.callback.url", "https://app.example/events")
        .put("event.notification.signature.key", "a key")
        .put("filter.response.nulls", false);

    JsonNode instance = succeeded(api.post("/instances", api.organization(), body)).json();

    JsonNode kept = instance.path("configuration");
    assertThat(kept.path("event.notification.enabled").asText()).isEqualTo("true");
    assertThat(kept.path("event.notification.callback.url").asText())
        .isEqualTo("https://app.example/events");
    assertThat(kept.path("event.notification.signature.key").asText()).isEqualTo("********");
    assertThat(kept.path("filter.response.nulls").asText()).isEqualTo("false");
    assertThat(instance.path("eventsEnabled").asBoolean()).isTrue();
  }

  @Test
  void theObjectsOfAnElementComeWithTheInstanceWhenTheyAreAskedFor() {
    ObjectNode body =
        Api.instance(Provider.CRM.element(), consent(Provider.CRM))
            .put("retrieveObjectsAfterInstantiation", true);

    JsonNode instance = succeeded(api.post("/instances", api.organization(), body)).json();

    assertThat(instance.path("objects"))
        .anySatisfy(object -> {
          assertThat(object.path("name").asText()).isEqualTo("accounts");
          assertThat(object.path("vendorName").asText()).isEqualTo("Account");
          assertThat(object.path("type").asText()).isEqualTo("vendor");
        });
    assertThat(connect(Provider.CRM).has("objects")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("dev.valence.app.Provider#withRefreshTokens")
  void anExpiredTokenIsRefreshedOnce(Provider provider) {
    for (boolean rotating : List.of(false, true)) {
      JsonNode instance = connect(provider);
      rotate(provider, rotating);
      expire(provider);

      succeeded(list(provider, api.element(instance)));
      succeeded(list(provider, api.element(instance)));

      assertThat(tokenCalls(provider)).as("rotating: %s", rotating).hasSize(1);
      expire(provider);
      succeeded(list(provider, api.element(instance)));
      assertThat(tokenCalls(provider)).hasSize(1);
    }
  }

  @Test
  void instagramsTokenIsRefreshedByItselfWhenHalfOfItsLifeIsOver() {
    Provider provider = Provider.INSTAGRAM_GRAPH;
    JsonNode instance = connect(provider);
    Duration age = Duration.ofDays(31);
    TestPlatform.sandbox().advanceClock(age);
    obtained(instance, Instant.now().minus(age));
    TestPlatform.sandbox().clearCalls();

    succeeded(list(provider, api.element(instance)));
    succeeded(list(provider, api.element(instance)));

    assertThat(tokenCalls(provider)).hasSize(1);
    // The first token would be over by now.
    TestPlatform.sandbox().advanceClock(age);
    succeeded(list(provider, api.element(instance)));
  }

  @ParameterizedTest
  @MethodSource("dev.valence.app.Provider#all")
  void aRefusedTokenIs401InTheProvidersWordsAndTheInstanceStays(Provider provider) {
    JsonNode instance = connect(provider);
    face(provider).revokeTokens();

    Answer answer = failed(list(provider, api.element(instance)), 401);

    assertThat(answer.json().path("providerMessage").asText()).isNotBlank();
    JsonNode now = succeeded(api.get(Api.path(instance), api.organization())).json();
    assertThat(now.path("valid").asBoolean()).isFalse();
    assertThat(now.path("state").path("name").asText()).isEqualTo("needs_consent");
    assertThat(now.path("state").path("reason").asText()).isNotBlank();

    JsonNode again =
        succeeded(
                api.call(
                    "PATCH",
                    Api.path(instance),
                    api.organization(),
                    providerData(consent(provider)).toString()))
            .json();
    assertThat(again.path("state").path("name").asText()).isEqualTo("connected");
    assertThat(again.path("token")).isEqualTo(instance.path("token"));
    succeeded(list(provider, api.element(instance)));
  }

  @ParameterizedTest
  @MethodSource("dev.valence.app.Provider#all")
  void aProviderThatIsDownIs502AndTheConnectionStays(Provider provider) {
    JsonNode instance = connect(provider);
    face(provider).fault(Fault.status(provider.callPath(), 10, 503, "down for maintenance"));

    failed(list(provider, api.element(instance)), 502);

    face(provider).clearFaults();
    succeeded(list(provider, api.element(instance)));
  }

  @ParameterizedTest
  @MethodSource("dev.valence.app.Provider#withRefreshTokens")
  void aProviderThatCannotRenewIs502AndNothingIsLost(Provider provider) {
    JsonNode instance = connect(provider);
    expire(provider);
    face(provider).fault(Fault.status(provider.tokenPath(), 1, 503, "down for maintenance"));

    failed(list(provider, api.element(instance)), 502);

    succeeded(list(provider, api.element(instance)));
  }

  @ParameterizedTest
  @MethodSource("dev.valence.app.Provider#thatRevoke")
  void theProviderForgetsTheTokensOfADeletedInstance(Provider provider) {
    JsonNode instance = connect(provider);
    assertThat(face(provider).tokens().accessTokens().live()).isPositive();

    succeeded(api.delete(Api.path(instance), api.organization()));

    assertThat(face(provider).tokens().accessTokens().live()).isZero();
    assertThat(face(provider).tokens().refreshTokens().live()).isZero();
    assertThat(face(provider).calls(provider.revokePath())).hasSize(1);
  }

  private List<JsonNode> items(Provider provider, String token, int pageSize) {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    do {
      Answer page = succeeded(api.get(provider.listWith("pageSize=" + pageSize) + next, token));
      assertThat(page.json().size()).isLessThanOrEqualTo(pageSize);
      page.json().forEach(items::add);
      String place = page.header("Elements-Next-Page-Token");
      next = place.isEmpty() ? "" : "&nextPage=" + Api.encode(place);
    } while (!next.isEmpty());
    return items;
  }

  private Answer list(Provider provider, String token) {
    return api.get(provider.list(), token);
  }

  private JsonNode connect(Provider provider) {
    ObjectNode body = Api.instance(provider.element(), consent(provider));
    JsonNode instance = succeeded(api.post("/instances", api.organization(), body)).json();
    TestPlatform.sandbox().clearCalls();
    return instance;
  }

  private String consent(Provider provider) {
    return api.consent(TestPlatform.sandbox(), provider.element(), provider.face(), CALLBACK);
  }

  private static ObjectNode providerData(String code) {
    ObjectNode body = Api.JSON.createObjectNode();
    body.putObject("providerData").put("code", code);
    return body;
  }

  private void expire(Provider provider) {
    face(provider).expireAccessTokens();
    TestPlatform.sandbox().clearCalls();
  }

  private static void rotate(Provider provider, boolean rotating) {
    var options = face(provider).options();
    face(provider)
        .options(
            new FaceOptions(
                options.accessTokenLifetimeSeconds(),
                rotating,
                options.emptyPages(),
                options.variants()));
  }

  private static List<Call> tokenCalls(Provider provider) {
    return face(provider).calls(provider.tokenPath());
  }

  /** Says when the access token was obtained, and lets the server hear of it. */
  private void obtained(JsonNode instance, Instant time) {
    database.change(handle -> {
      handle
          .createUpdate(
              """
              update instance_configuration set value = :value
              where instance_id = :id and key = 'oauth.user.refresh_time'
              """)
          .bind("value", String.valueOf(time.toEpochMilli()))
          .bind("id", id(instance))
          .execute();
      handle.execute("select pg_notify('valence', ?)", "instance\n" + id(instance));
    });
  }

  private static FaceClient face(Provider provider) {
    return TestPlatform.sandbox().face(provider.face());
  }

  private static User account(FaceClient face) {
    return face.users().getFirst();
  }

  private static long id(JsonNode instance) {
    return instance.path("id").asLong();
  }
}
