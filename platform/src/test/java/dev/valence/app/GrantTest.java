package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.TestVendor.Question;
import dev.valence.app.TestVendor.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens that come by a grant without a user (RFC 6749, 4.3 and 4.4), and elements that replace the
 * calls of OAuth by steps of their own (contract, element format 3 and 5).
 */
@QuarkusTest
@TestProfile(TestElements.Profile.class)
class GrantTest extends TestElementsTest {

  private static final int CALLS = 32;

  @BeforeEach
  void startVendor() {
    vendor.on("/things", 200, "{}");
    vendor.on("/after", 200, "{\"site\":\"b\"}");
  }

  @Test
  void aPasswordIsExchangedForAToken() {
    JsonNode instance = succeeded(create(credentials("testpassword"))).json();

    Question token = vendor.asked("/token").getFirst();
    assertThat(token.parameters())
        .containsEntry("grant_type", "password")
        .containsEntry("username", "ada")
        .containsEntry("password", "open sesame")
        .containsEntry("scope", "read write")
        .containsEntry("client_id", "key")
        .containsEntry("client_secret", "the-client-secret");
    assertThat(token.authorization()).isNull();
    succeeded(things(instance));
    assertThat(vendor.asked("/things").getFirst().authorization()).isEqualTo("Bearer access-1");
  }

  @Test
  void anApplicationsOwnCredentialsAreExchangedForAToken() {
    JsonNode instance = succeeded(create(credentials("testclient"))).json();

    Question token = vendor.asked("/token").getFirst();
    assertThat(token.parameters())
        .containsEntry("grant_type", "client_credentials")
        .containsEntry("scope", "read write")
        .doesNotContainKeys("client_secret", "username");
    assertThat(token.authorization()).isEqualTo("Basic a2V5OnRoZS1jbGllbnQtc2VjcmV0");
    succeeded(things(instance));
  }

  @Test
  void credentialsThatAreRefusedConnectNothing() {
    vendor.on("/token", 400, "{\"error\":\"invalid_grant\",\"hint\":\"open sesame\"}");

    Answer answer = failed(create(credentials("testpassword")), 400);

    assertThat(answer.json().path("providerMessage").asText())
        .contains("invalid_grant")
        .doesNotContain("open sesame");
    assertNothingStored();
    ObjectNode none = named("testpassword");
    none.withObject("configuration").put("oauth.token.url", "ftp://x");
    assertThat(failed(create(none), 400).message()).contains("username", "password", "secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"testpassword", "testclient"})
  void manyCallsWhoseTokenIsRefusedShareOneGrant(String element) {
    JsonNode instance = succeeded(create(credentials(element))).json();
    vendor.on("/things", unless("access-2"));

    List<CompletableFuture<Answer>> calls = Parallel.begin(CALLS, () -> things(instance));

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(200);
    assertThat(vendor.asked("/token"))
        .extracting(question -> question.parameter("grant_type"))
        .hasSize(2)
        .doesNotContain("refresh_token");
    succeeded(things(instance));
    assertThat(vendor.asked("/token")).hasSize(2);
  }

  @Test
  void aTokenWhoseTimeIsOverIsGotAnew() {
    vendor.on("/token", question -> Reply.json("{\"access_token\":\"one\",\"expires_in\":1}"));
    JsonNode instance = succeeded(create(credentials("testclient"))).json();
    Instant over = Instant.now().plusSeconds(1);
    ServerProcess.await("the token's time is over", () -> Instant.now().isAfter(over));
    vendor.on("/token", question -> Reply.json("{\"access_token\":\"two\",\"expires_in\":600}"));

    List<CompletableFuture<Answer>> calls = Parallel.begin(CALLS, () -> things(instance));

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(200);
    assertThat(vendor.asked("/token")).hasSize(2);
    assertThat(vendor.asked("/things"))
        .extracting(Question::authorization)
        .containsOnly("Bearer two");
  }

  @Test
  void credentialsThatAreNoLongerGoodAreSaidToBeAndCanBeSentAgain() {
    JsonNode instance = succeeded(create(credentials("testpassword"))).json();
    vendor.on("/things", unless("access-2"));
    vendor.on("/token", 503, "down");
    failed(things(instance), 502);
    assertThat(state(show(instance))).isEqualTo("connected");
    vendor.on("/token", 400, "{\"error\":\"invalid_grant\"}");

    Answer refused = failed(things(instance), 401);

    assertThat(refused.json().path("providerMessage").asText()).contains("invalid_grant");
    assertThat(state(show(instance))).isEqualTo("needs_consent");
    int asked = vendor.asked().size();
    failed(things(instance), 401);
    assertThat(vendor.asked()).hasSize(asked);
    vendor.on("/token", question -> granted(""));
    JsonNode mended = succeeded(patch(instance, configuration("password", "open sesame"))).json();
    assertThat(state(mended)).isEqualTo("connected");
    succeeded(things(instance));
  }

  @Test
  void anElementsOwnStepTakesThePlaceOfThePasswordGrant() {
    vendor.on("/grant", question -> Reply.json("{\"key\":\"by-step\",\"expires_in\":600}"));
    ObjectNode body = credentials("testpasswordstep");
    body.putObject("providerData").put("realm", "north");

    JsonNode instance = succeeded(create(body)).json();

    assertThat(vendor.asked("/token")).isEmpty();
    Question grant = vendor.asked("/grant").getFirst();
    assertThat(grant.parameter("user")).isEqualTo("ada");
    assertThat(grant.parameter("realm")).isEqualTo("north");
    assertThat(grant.authorization()).isNull();
    vendor.on("/things", unless("second"));
    vendor.on("/grant", question -> Reply.json("{\"key\":\"second\"}"));
    succeeded(things(instance));
    assertThat(vendor.asked("/grant")).hasSize(2);
    vendor.on("/things", unless("third"));
    vendor.on("/grant", 401, "who are you");
    assertThat(failed(things(instance), 401).json().path("providerMessage").asText())
        .contains("who are you");
    assertThat(state(show(instance))).isEqualTo("needs_consent");
  }

  @Test
  void aConsentIsReadAndExchangedAndEndedBySteps() {
    vendor.on("/url", 200, "{\"oauthUrl\":\"https://consent.example/?x=1\"}");
    String query = "?apiKey=app&apiSecret=hidden-secret&state=s&callbackUrl=" + Api.CALLBACK;
    Answer url = succeeded(api.get("/elements/teststeps/oauth/url" + query, ""));
    assertThat(url.json().path("oauthUrl").asText()).isEqualTo("https://consent.example/?x=1");
    assertThat(vendor.asked("/url").getFirst().parameters())
        .containsEntry("back", Api.CALLBACK)
        .containsEntry("state", "s")
        .containsEntry("app", "app")
        .doesNotContainValue("hidden-secret");
    vendor.on("/url", 200, "{\"url\":\"https://consent.example/?s=hidden-secret\"}");
    failed(api.get("/elements/teststeps/oauth/url" + query, ""), 502);
    vendor.on(
        "/exchange",
        question ->
            Reply.json(
                "{\"access_token\":\"one\",\"refresh_token\":\"r1\",\"expires_in\":600,\"realm\":4}"));
    ObjectNode body = body("teststeps");
    body.withObject("providerData").put("code", "consented").put("realm", "north");

    JsonNode instance = succeeded(create(body)).json();

    assertThat(vendor.asked("/exchange").getFirst().parameters())
        .containsEntry("assertion", "consented")
        .containsEntry("back", Api.CALLBACK)
        .containsEntry("realm", "north");
    assertThat(shown(instance, "oauth.user.refresh_interval")).isEqualTo("600");
    assertThat(vendor.asked("/token")).isEmpty();
    succeeded(things(instance));
    assertThat(vendor.asked("/things").getFirst().authorization()).isEqualTo("Bearer one");
    assertThat(failed(create(body), 400).message()).contains("already used");
    vendor.on("/revoke", 200, "{}");
    succeeded(api.delete(Api.path(instance), api.organization()));
    assertThat(vendor.asked("/revoke").getFirst().parameters())
        .containsEntry("token", "one")
        .containsEntry("refresh", "r1");
  }

  @Test
  void aCodeThatAStepIsRefusedForConnectsNothingAndIsNotSpent() {
    vendor.on("/exchange", 400, "unknown code");
    ObjectNode body = body("teststeps");

    Answer answer = failed(create(body), 400);

    assertThat(answer.json().path("providerMessage").asText()).isEqualTo("unknown code");
    assertNothingStored();
    assertThat(failed(create(body), 400).message()).isEqualTo(answer.message());
    vendor.on("/exchange", 200, "{\"hello\":1}");
    failed(create(body("teststeps")), 502);
    assertNothingStored();
  }

  @Test
  void aTokenIsRenewedByAStepOnceAndTheStepAfterItRuns() {
    JsonNode instance = byStep();
    vendor.on("/things", unless("two"));
    vendor.on("/refresh", question -> Reply.json("{\"key\":\"two\",\"next\":\"r2\"}"));

    List<CompletableFuture<Answer>> calls = Parallel.begin(CALLS, () -> things(instance));

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(200);
    assertThat(vendor.asked("/refresh"))
        .extracting(question -> question.parameter("assertion"))
        .containsExactly("r1");
    assertThat(vendor.asked("/after"))
        .extracting(Question::authorization)
        .containsExactly("Bearer two");
    assertThat(shown(show(instance), "site")).isEqualTo("b");
    vendor.on("/things", unless("three"));
    vendor.on("/refresh", question -> Reply.json("{\"key\":\"three\"}"));
    vendor.on("/after", 500, "broken");
    succeeded(things(instance));
    assertThat(vendor.asked("/refresh").getLast().parameter("assertion")).isEqualTo("r2");
    assertThat(shown(show(instance), "site")).isEqualTo("b");
  }

  @Test
  void theTokenBeforeIsTriedByTheStepToo() {
    JsonNode instance = byStep();
    vendor.on("/things", unless("good"));
    vendor.on("/refresh", question -> Reply.json("{\"key\":\"useless\",\"next\":\"r2\"}"));
    failed(things(instance), 401);
    vendor.on(
        "/refresh",
        question ->
            question.parameter("assertion").equals("r1")
                ? Reply.json("{\"key\":\"good\"}")
                : new Reply(400, "unknown"));

    succeeded(things(instance));

    assertThat(vendor.asked("/refresh"))
        .extracting(question -> question.parameter("assertion"))
        .containsExactly("r1", "r2", "r1");
    vendor.on("/things", unless("better"));
    vendor.on("/refresh", question -> Reply.json("{\"key\":\"better\"}"));
    succeeded(things(instance));
    assertThat(vendor.asked("/refresh").getLast().parameter("assertion")).isEqualTo("r1");
  }

  @Test
  void aStepThatIsDownCostsNothingAndOneThatIsRefusedNeedsConsent() {
    JsonNode instance = byStep();
    vendor.on("/things", unless("two"));
    vendor.on("/refresh", 503, "down");
    failed(things(instance), 502);
    assertThat(state(show(instance))).isEqualTo("connected");
    vendor.on("/refresh", 400, "revoked");

    Answer answer = failed(things(instance), 401);

    assertThat(answer.json().path("providerMessage").asText()).contains("revoked");
    assertThat(state(show(instance))).isEqualTo("needs_consent");
  }

  @Test
  void aRequestTokenComesByAStep() {
    vendor.on("/request", 200, "{\"token\":\"t\",\"secret\":\"s\"}");
    String query = "?apiKey=app&apiSecret=sec&callbackUrl=" + Api.CALLBACK;

    JsonNode token = succeeded(api.get("/elements/teststep1/oauth/token" + query, "")).json();

    assertThat(token.path("token").asText()).isEqualTo("t");
    assertThat(token.path("secret").asText()).isEqualTo("s");
    assertThat(vendor.asked("/request").getFirst().parameter("back")).isEqualTo(Api.CALLBACK);
    vendor.on("/request", 200, "{\"token\":\"t\"}");
    failed(api.get("/elements/teststep1/oauth/token" + query, ""), 502);
  }

  private JsonNode byStep() {
    vendor.on(
        "/exchange", question -> Reply.json("{\"access_token\":\"one\",\"refresh_token\":\"r1\"}"));
    return connect("teststeps");
  }

  private static ObjectNode credentials(String element) {
    ObjectNode body = named(element);
    body.withObject("configuration")
        .put("oauth.api.key", "key")
        .put("oauth.api.secret", "the-client-secret")
        .put("username", "ada")
        .put("password", "open sesame");
    return body;
  }

  private Answer things(JsonNode instance) {
    return api.get("/hubs/general/things", api.element(instance));
  }
}
