package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.app.TestVendor.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Instances are changed and connected anew, and stay what they are (contract, core 3.6 and 3.7).
 */
@QuarkusTest
@TestProfile(TestElements.Profile.class)
class ReconnectingTest extends TestElementsTest {

  @Test
  void anInstanceThatIsPutAsItWasReadStaysAsItIs() {
    vendor.on(
        "/token",
        question -> granted(",\"instance_url\":\"http://" + vendor.hostAndPort() + "/a\""));
    vendor.on("/me", 200, "{\"site\":\"" + vendor.hostAndPort() + "\"}");
    JsonNode read = show(connect("testsite"));
    vendor.on("/token", question -> granted(""));

    JsonNode answered = succeeded(put(read, read)).json();

    assertThat(without(answered, "updatedDate")).isEqualTo(without(read, "updatedDate"));
    assertThat(answered.has("providerData")).isFalse();
    assertThat(vendor.asked("/token")).hasSize(2);
    succeeded(ping(read));
    vendor.on("/ping", unless("access-3"));
    succeeded(ping(read));
    assertThat(vendor.asked("/token").getLast().parameter("client_secret"))
        .isEqualTo("the-client-secret");
  }

  @Test
  void putReplacesTheConfigurationAndKeepsWhatTheInstanceCannotBeWithout() {
    vendor.on("/me", 200, "{\"site\":\"" + vendor.hostAndPort() + "\"}");
    ObjectNode body = body("testsite");
    body.withObject("configuration")
        .put("oauth.scope", "all")
        .put("event.notification.signature.key", "k")
        .put("filter.response.nulls", "false");
    JsonNode instance = succeeded(create(body)).json();
    ObjectNode replacement = named("testsite").put("name", "Other");
    replacement.putArray("tags").add("<b>one</b>");
    replacement.withObject("configuration").put("event.notification.enabled", true);

    JsonNode replaced = succeeded(put(instance, replacement)).json();

    assertThat(replaced.path("name").asText()).isEqualTo("Other");
    assertThat(replaced.path("tags")).hasSize(1);
    assertThat(replaced.path("tags").get(0).asText()).isEqualTo("one");
    assertThat(shown(replaced, "event.notification.enabled")).isEqualTo("true");
    assertThat(shown(replaced, "oauth.scope")).isNull();
    assertThat(shown(replaced, "event.notification.signature.key")).isNull();
    assertThat(shown(replaced, "filter.response.nulls")).isEqualTo("true");
    assertThat(shown(replaced, "oauth.callback.url")).isEqualTo(Api.CALLBACK);
    assertThat(shown(replaced, "site.address")).isEqualTo(vendor.hostAndPort());
    assertThat(replaced.path("token")).isEqualTo(instance.path("token"));
    succeeded(ping(instance));
  }

  @Test
  void patchChangesOnlyWhatItHas() {
    JsonNode instance = connect("testsite");
    ObjectNode change = configuration("oauth.scope", "some").put("id", 17);
    change.withObject("configuration").put("oauth.api.secret", "********").put("no.such", "x");

    JsonNode patched = succeeded(patch(instance, change)).json();

    assertThat(patched.path("id")).isEqualTo(instance.path("id"));
    assertThat(patched.path("name").asText()).isEqualTo("Mine");
    assertThat(shown(patched, "oauth.scope")).isEqualTo("some");
    assertThat(shown(patched, "oauth.callback.url")).isEqualTo(Api.CALLBACK);
    assertThat(patched.path("configuration").has("no.such")).isFalse();

    ObjectNode named = object().put("name", "<i>New</i>");
    named.putArray("tags");
    patched = succeeded(patch(instance, named)).json();
    assertThat(patched.path("name").asText()).isEqualTo("New");
    assertThat(patched.path("tags")).isEmpty();
    assertThat(shown(patched, "oauth.scope")).isEqualTo("some");

    change = configuration("oauth.scope", null);
    assertThat(shown(succeeded(patch(instance, change)).json(), "oauth.scope")).isNull();
    vendor.on("/ping", unless("access-2"));
    succeeded(ping(instance));
    assertThat(vendor.asked("/token").getLast().parameter("client_secret"))
        .isEqualTo("the-client-secret");
  }

  @Test
  void aWrongChangeNamesEveryFaultAndChangesNothing() {
    JsonNode instance = connect("testsite");
    JsonNode before = show(instance);
    ObjectNode change = object().put("name", "<b></b>");
    change
        .putObject("configuration")
        .put("oauth.callback.url", "********")
        .put("oauth.scope", "a\u0000b")
        .putNull("oauth.api.secret")
        .put("base.url", "https://evil.example/x");

    Answer answer = failed(patch(instance, change), 400);

    assertThat(answer.message())
        .contains("name")
        .contains("oauth.callback.url is the mask")
        .contains("oauth.scope has a NUL")
        .contains("oauth.api.secret is required")
        .contains("base.url leads to evil.example");
    assertThat(show(instance)).isEqualTo(before);
    failed(patch(instance, configuration("oauth.pkce", "sometimes")), 400);
    assertThat(show(instance)).isEqualTo(before);
  }

  @Test
  void anInstanceIsNotMovedToAnotherElement() {
    JsonNode instance = connect("testsite");
    ObjectNode move = object();
    move.putObject("element").put("key", "testself");
    assertThat(failed(patch(instance, move), 400).message()).contains("testself");

    move.putObject("element").put("id", instance.path("elementId").asLong());
    succeeded(patch(instance, move));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNewCodeConnectsAnInstanceThatNeedsConsent(boolean whole) {
    JsonNode instance = connect("testsite");
    vendor.on("/ping", 401, "expired");
    vendor.on("/token", 400, "{\"error\":\"invalid_grant\"}");
    failed(ping(instance), 401);
    assertThat(state(show(instance))).isEqualTo("needs_consent");
    vendor.on("/token", question -> Reply.json("{\"access_token\":\"renewed\"}"));
    vendor.on("/ping", unless("renewed"));
    ObjectNode body = whole ? body("testsite") : object().put("name", "Mine");
    body.putObject("providerData").put("code", "a-new-one-" + whole);

    JsonNode connected = succeeded(whole ? put(instance, body) : patch(instance, body)).json();

    assertThat(state(connected)).isEqualTo("connected");
    assertThat(connected.path("valid").asBoolean()).isTrue();
    assertThat(connected.path("id")).isEqualTo(instance.path("id"));
    assertThat(connected.path("token")).isEqualTo(instance.path("token"));
    assertThat(shown(connected, "oauth.user.refresh_token")).isNull();
    assertThat(connected.has("providerData")).isFalse();
    succeeded(ping(instance));
    assertThat(failed(patch(instance, body), 400).message()).contains("already used");
    succeeded(ping(instance));
  }

  @Test
  void aCodeThatIsRefusedLeavesTheInstanceAsItWas() {
    JsonNode instance = connect("testsite");
    JsonNode before = show(instance);
    vendor.on("/token", 400, "{\"error\":\"invalid_grant\"}");
    ObjectNode body = object().put("name", "Other");
    body.putObject("providerData").put("code", "wrong");

    Answer answer = failed(patch(instance, body), 400);

    assertThat(answer.json().path("providerMessage").asText()).contains("invalid_grant");
    assertThat(show(instance)).isEqualTo(before);
    assertThat(vendor.asked("/revoke")).isEmpty();
    succeeded(ping(instance));
  }

  @Test
  void anAccountThatCannotBeUsedLeavesTheInstanceAndItsTokensAsTheyWere() {
    JsonNode instance = connect("testsite");
    JsonNode before = show(instance);
    vendor.on("/me", 403, "no licence");
    ObjectNode body = object();
    body.putObject("providerData").put("code", "another");

    failed(patch(instance, body), 403);

    assertThat(show(instance)).isEqualTo(before);
    assertThat(vendor.asked("/revoke")).as("it could end the good tokens as well").isEmpty();
    succeeded(ping(instance));
    assertThat(vendor.asked("/ping").getLast().authorization()).isEqualTo("Bearer access-1");
  }

  @Test
  void anotherRefreshTokenOfTheCallersConnectsAnew() {
    ObjectNode body = body("testsite").put("externalAuthentication", "initial");
    body.remove("providerData");
    body.withObject("configuration").put("oauth.user.refresh_token", "theirs");
    JsonNode instance = succeeded(create(body)).json();
    body.withObject("configuration").put("oauth.user.refresh_token", "********");
    succeeded(put(instance, body));
    assertThat(vendor.asked("/token")).hasSize(1);

    JsonNode patched =
        succeeded(patch(instance, configuration("oauth.user.refresh_token", "newer"))).json();

    assertThat(vendor.asked("/token").getLast().parameter("refresh_token")).isEqualTo("newer");
    assertThat(patched.path("externalAuthentication").asText()).isEqualTo("initial");
    succeeded(ping(instance));
    assertThat(vendor.asked("/ping").getLast().authorization()).isEqualTo("Bearer access-2");
    ObjectNode code = object();
    code.putObject("providerData").put("code", "consent");
    assertThat(succeeded(patch(instance, code)).json().path("externalAuthentication").asText())
        .isEqualTo("none");
  }

  @Test
  void changedCredentialsAreTriedBeforeTheyAreStored() {
    ObjectNode body = named("testbasic");
    body.withObject("configuration").put("username", "ada").put("password", "open sesame");
    JsonNode instance = succeeded(create(body)).json();

    Answer answer = failed(patch(instance, configuration("username", "nobody")), 400);

    assertThat(answer.json().path("providerMessage").asText()).isEqualTo("no such user");
    assertThat(shown(show(instance), "username")).isEqualTo("ada");
    JsonNode patched = succeeded(patch(instance, configuration("username", "grace"))).json();
    assertThat(shown(patched, "username")).isEqualTo("grace");
    assertThat(shown(patched, "password")).isEqualTo("********");
  }

  @Test
  void aNewHostOfAnElementThatHasAnyHostNeedsTheSecretsAgain() {
    ObjectNode body = named("testbasic");
    body.withObject("configuration").put("username", "ada").put("password", "open sesame");
    JsonNode instance = succeeded(create(body)).json();
    ObjectNode moved = configuration("base.url", "https://other.example");

    assertThat(failed(patch(instance, moved), 400).message()).contains("base.url", "password");
    moved.withObject("configuration").put("password", "********");
    failed(patch(instance, moved), 400);
    assertThat(shown(show(instance), "base.url")).isEqualTo("http://" + vendor.hostAndPort());
    moved.withObject("configuration").put("password", "another");
    assertThat(shown(succeeded(patch(instance, moved)).json(), "base.url"))
        .isEqualTo("https://other.example");
    succeeded(patch(instance, configuration("base.url", "https://other.example/deeper")));
    succeeded(patch(instance, configuration("base.url", null)));
    assertThat(failed(patch(instance, moved(instance, "http://third.example")), 400).message())
        .contains("third.example");
  }

  @Test
  void aNewHostNeedsANewConsentWhereThereAreTokens() {
    JsonNode instance = connect("testanyhost");
    ObjectNode moved = moved(instance, "https://other.example");
    moved.withObject("configuration").put("oauth.api.key", "key").put("oauth.api.secret", "s");

    assertThat(failed(patch(instance, moved), 400).message()).contains("providerData");
    assertThat(failed(put(instance, moved(instance, "https://other.example")), 400).message())
        .contains("oauth.api.key", "oauth.api.secret", "providerData");

    moved.putObject("providerData").put("code", "consented-again");
    assertThat(shown(succeeded(patch(instance, moved)).json(), "base.url"))
        .isEqualTo("https://other.example");
    assertThat(vendor.asked("/token")).hasSize(2);
  }

  @Test
  void aChangeWhileTokensAreRenewedWaitsForNothingAndLosesNothing() {
    JsonNode instance = connect("testsite");
    CountDownLatch released = new CountDownLatch(1);
    vendor.on("/ping", unless("access-2"));
    vendor.on("/token", question -> later(released));
    CompletableFuture<Answer> renewing = Parallel.begin(() -> ping(instance));
    ServerProcess.await("the renewal is under way", () -> vendor.asked("/token").size() == 2);

    succeeded(patch(instance, configuration("oauth.scope", "some").put("name", "Other")));
    released.countDown();

    succeeded(renewing.join());
    JsonNode after = show(instance);
    assertThat(after.path("name").asText()).isEqualTo("Other");
    assertThat(shown(after, "oauth.scope")).isEqualTo("some");
    succeeded(ping(instance));
    assertThat(vendor.asked("/token")).hasSize(2);
  }

  @Test
  void aNewConsentWhileTokensAreRenewedWaitsAndItsTokensAreTheOnesThatStay() {
    JsonNode instance = connect("testsite");
    CountDownLatch released = new CountDownLatch(1);
    vendor.on("/ping", unless("access-2"));
    vendor.on(
        "/token",
        question ->
            question.parameter("grant_type").equals("refresh_token")
                ? later(released)
                : Reply.json("{\"access_token\":\"consented\",\"refresh_token\":\"with-it\"}"));
    CompletableFuture<Answer> renewing = Parallel.begin(() -> ping(instance));
    ServerProcess.await("the renewal is under way", () -> vendor.asked("/token").size() == 2);
    ObjectNode consent = object();
    consent.putObject("providerData").put("code", "again");

    CompletableFuture<Answer> connecting = Parallel.begin(() -> patch(instance, consent));
    ServerProcess.await("the consent has begun", () -> !connecting.isDone());
    released.countDown();

    assertThat(renewing.join().status()).isEqualTo(200);
    succeeded(connecting.join());
    assertThat(vendor.asked("/token"))
        .extracting(question -> question.parameter("grant_type"))
        .isEqualTo(List.of("authorization_code", "refresh_token", "authorization_code"));
    vendor.on("/ping", unless("last"));
    vendor.on("/token", 200, "{\"access_token\":\"last\"}");
    succeeded(ping(instance));
    assertThat(vendor.asked("/token").getLast().parameter("refresh_token")).isEqualTo("with-it");
    assertThat(vendor.asked("/ping").get(vendor.asked("/ping").size() - 2).authorization())
        .isEqualTo("Bearer consented");
  }

  @Test
  void aRenewalWhileAConsentIsBeingExchangedWaitsForItsTokens() {
    JsonNode instance = connect("testsite");
    CountDownLatch released = new CountDownLatch(1);
    vendor.on("/ping", unless("access-2"));
    vendor.on("/token", question -> later(released));
    ObjectNode consent = object();
    consent.putObject("providerData").put("code", "once-more");
    CompletableFuture<Answer> connecting = Parallel.begin(() -> patch(instance, consent));
    ServerProcess.await("the consent is under way", () -> vendor.asked("/token").size() == 2);

    CompletableFuture<Answer> calling = Parallel.begin(() -> ping(instance));
    ServerProcess.await("the call was refused", () -> !vendor.asked("/ping").isEmpty());
    released.countDown();

    succeeded(connecting.join());
    succeeded(calling.join());
    assertThat(vendor.asked("/token")).as("nobody asked for a renewal").hasSize(2);
  }

  private Reply later(CountDownLatch released) {
    try {
      released.await();
      return granted("");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode moved(JsonNode instance, String url) {
    ObjectNode moved = configuration("base.url", url);
    moved.putObject("element").set("id", instance.path("elementId"));
    return moved;
  }

  private static JsonNode without(JsonNode instance, String member) {
    ObjectNode rest = instance.deepCopy();
    rest.remove(member);
    return rest;
  }
}
