package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.store.Database;
import dev.valence.vault.MasterKey;
import dev.valence.vault.Vault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged server and an authorization server of somebody else's, which gives a new refresh
 * token with every access token and takes none twice.
 */
class RotationIT {

  private static final String TOKEN = "POST /oauth2/token";
  private static final int ROUNDS = 3;
  private static final int CALLS = 16;

  @TempDir static Path directory;

  private static int port;
  private static RotatingJudge judge;
  private static Nodes nodes;
  private static ServerProcess server;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    port = ServerProcess.freePort();
    judge = RotatingJudge.start(directory, port);
    nodes = new Nodes(directory);
    server = nodes.start("server", Map.of(), "--elements", elements().toString());
    api = nodes.api(server);
  }

  private static Path elements() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("elements").resolve("rotating"));
    Files.writeString(
        folder.resolve("element.yaml"),
        """
        key: rotating
        name: Rotating
        description: An account whose refresh tokens work once
        hub: general
        hosts: [JUDGE]
        authentication: {type: oauth2}
        standard: [oauth2, interface]
        configuration:
          - {key: oauth.authorization.url, defaultValue: "http://JUDGE/oauth2/authorize"}
          - {key: oauth.token.url, defaultValue: "http://JUDGE/oauth2/token"}
          - {key: oauth.token.revoke_url, defaultValue: "http://JUDGE/oauth2/revoke"}
          - {key: oauth.scope, defaultValue: openid profile}
          - {key: oauth.basic.header, defaultValue: "true"}
          - {key: oauth.pkce, defaultValue: S256}
          - {key: base.url, defaultValue: "http://JUDGE"}
        resources:
          - {method: GET, path: /hubs/general/me, vendorPath: /userinfo}
        """
            .replace("JUDGE", "127.0.0.1:" + port));
    return folder.getParent();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    nodes.close();
    judge.close();
  }

  @Test
  void everyRenewalIsMadeWithTheNewestRefreshToken() {
    JsonNode instance = connect();
    int refused = refused();
    assertThat(me(instance).json().path("sub").asText()).isEqualTo("ada");

    for (int round = 0; round < ROUNDS; round++) {
      renewed(instance);
    }

    assertThat(refused()).isEqualTo(refused);
    assertThat(state(instance)).isEqualTo("connected");
  }

  @Test
  void callsAtTheSameTimeDoNotUseUpEachOthersRefreshToken() {
    JsonNode instance = connect();
    int refused = refused();
    String before = judge.newestRefreshToken();
    Instant over = Instant.now().plus(RotatingJudge.LIFETIME);
    ServerProcess.await("the access token is over", () -> Instant.now().isAfter(over));

    List<Answer> answers = Parallel.join(Parallel.begin(CALLS, () -> me(instance)));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(judge.isActive(before)).isFalse();
    renewed(instance);
    assertThat(refused()).isEqualTo(refused);
    assertThat(state(instance)).isEqualTo("connected");
  }

  @Test
  void aDeletedInstanceLeavesNoGoodRefreshTokenBehind() {
    JsonNode instance = connect();
    String refreshToken = judge.newestRefreshToken();
    assertThat(judge.isActive(refreshToken)).isTrue();

    RestTest.succeeded(api.delete(path(instance), api.organization()));

    assertThat(judge.isActive(refreshToken)).isFalse();
  }

  @Test
  void aCodeThatIsSentOnceMoreIsNotTakenToTheProviderWhichWouldEndTheGrant() {
    ObjectNode body = body(code());
    JsonNode instance = RestTest.succeeded(create(body, api.organization())).json();
    int asked = judge.statuses(TOKEN).size();

    Answer again = RestTest.failed(create(body, api.organization()), 400);

    assertThat(again.message()).contains("already used");
    assertThat(judge.statuses(TOKEN)).hasSize(asked);
    RestTest.succeeded(me(instance));

    // Another organization's journal does not know the code.
    Database database = nodes.database().database();
    Vault vault = new Vault(database, MasterKey.read(directory.resolve("master.key")));
    Answer stolen =
        RestTest.failed(create(body, People.stranger(database, vault).credentials()), 400);

    assertThat(providerMessage(stolen)).contains("invalid_grant");
    assertNeedsConsent(instance);
  }

  @Test
  void aServerThatHasForgottenItsGrantsIsConnectedAnewWithAnotherCode() throws Exception {
    JsonNode instance = connect();
    judge.close();
    judge = RotatingJudge.start(directory, port);

    assertNeedsConsent(instance);

    ObjectNode body = Api.JSON.createObjectNode();
    body.putObject("providerData").put("code", code());
    RestTest.succeeded(
        api.call(
            "PATCH",
            path(instance),
            api.organization(),
            "application/json",
            BodyPublishers.ofString(body.toString())));
    assertThat(state(instance)).isEqualTo("connected");
    renewed(instance);
  }

  /** Calls until the access token has been renewed; the judge no longer takes what it was sent. */
  private static void renewed(JsonNode instance) {
    String before = judge.newestRefreshToken();
    ServerProcess.await(
        "a renewal",
        () -> {
          RestTest.succeeded(me(instance));
          return !judge.newestRefreshToken().equals(before);
        });
    assertThat(judge.isActive(before)).isFalse();
  }

  private static void assertNeedsConsent(JsonNode instance) {
    Answer refused = RestTest.failed(me(instance), 401);
    assertThat(providerMessage(refused)).contains("invalid_grant");
    assertThat(state(instance)).isEqualTo("needs_consent");
  }

  private static JsonNode connect() {
    return RestTest.succeeded(create(body(code()), api.organization())).json();
  }

  private static Answer create(JsonNode body, String credentials) {
    return api.post("/instances", credentials, body);
  }

  private static String code() {
    return judge.consent(
        RestTest.succeeded(
                api.get(
                    "/elements/rotating/oauth/url?apiKey=%s&apiSecret=%s&callbackUrl=%s"
                        .formatted(
                            RotatingJudge.CLIENT_ID,
                            Api.encode(RotatingJudge.CLIENT_SECRET),
                            Api.encode(Api.CALLBACK)),
                    ""))
            .json()
            .path("oauthUrl")
            .asText());
  }

  private static ObjectNode body(String code) {
    ObjectNode body = Api.JSON.createObjectNode().put("name", "Ada");
    body.putObject("element").put("key", "rotating");
    body.putObject("providerData").put("code", code);
    body.putObject("configuration")
        .put("oauth.api.key", RotatingJudge.CLIENT_ID)
        .put("oauth.api.secret", RotatingJudge.CLIENT_SECRET)
        .put("oauth.callback.url", Api.CALLBACK);
    return body;
  }

  private static Answer me(JsonNode instance) {
    return api.get("/hubs/general/me", api.element(instance.path("token").asText()));
  }

  private static int refused() {
    return (int) judge.statuses(TOKEN).stream().filter(status -> status != 200).count();
  }

  private static String state(JsonNode instance) {
    return RestTest.succeeded(api.get(path(instance), api.organization()))
        .json()
        .path("state")
        .path("name")
        .asText();
  }

  private static String path(JsonNode instance) {
    return "/instances/" + instance.path("id").asLong();
  }

  private static String providerMessage(Answer answer) {
    return answer.json().path("providerMessage").asText();
  }
}
