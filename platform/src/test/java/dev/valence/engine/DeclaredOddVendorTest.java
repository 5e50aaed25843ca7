package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.engine.TestVendor.Reply;
import dev.valence.model.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vendors whose answers are odd, and callers whose input is. */
class DeclaredOddVendorTest extends DeclaredTest {

  private static final String CURSORS =
      """
      {'path': '/hubs/social/a', 'vendorPath': '/a', 'rootKey': '|items',
       'nextPageKey': 'body.cursor', 'parameters': [
        {'name': 'nextPage', 'type': 'query', 'vendorName': 'at', 'vendorType': 'query'}]}\
      """;

  @Test
  void anAccessTokenThatTheVendorRepeatsIsMasked() {
    Secret token = Secret.of("IGAA7/the+access=token");
    TestInstance instance =
        instance(
                "oauth2",
                """
                {'parameters': [{'name': 'oauth.user.token', 'type': 'configuration',
                   'vendorName': 'access_token', 'vendorType': 'query'}],
                 'resources': [{'path': '/hubs/social/a', 'vendorPath': '/a',
                   'nextPageKey': 'body.next', 'parameters': [
                   {'name': 'nextPage', 'type': 'query', 'vendorName': 'at',
                    'vendorType': 'query'}]}]}\
                """)
            .with(
                new TestVendor.Tokens() {
                  @Override
                  public Secret accessToken() {
                    return token;
                  }
                });
    String next = "https://elsewhere.example/?access_token=IGAA7%2Fthe%2Baccess%3Dtoken&after=x";
    vendor.answers =
        _ ->
            Reply.json(
                "{\"next\": \"" + next + "\", \"media\": [{\"t\": \"" + token.reveal() + "\"}]}");

    HubAnswer answer = get(instance, "/a");

    String masked = "https://elsewhere.example/?access_token=********&after=x";
    assertThat(json(answer)).isEqualTo("{'next':'" + masked + "','media':[{'t':'********'}]}");
    assertThat(answer.nextPage()).contains(masked);
  }

  @Test
  void aCursorThatLeadsToItselfIsTheEnd() {
    TestInstance instance = instance(CURSORS);
    vendor.answers = _ -> Reply.json("{\"items\": [1], \"cursor\": \"same\"}");

    assertThat(get(instance, "/a").nextPage()).contains("same");
    assertThat(get(instance, "/a", "nextPage=same").nextPage()).isEmpty();
    vendor.forget();
    assertThat(json(get(instance, "/a", "page=200"))).isEqualTo("[]");
    assertThat(vendor.seen()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "null", "\"\"", "{}", "[]"})
  void whatIsNoCursorIsTheEnd(String cursor) {
    vendor.answers = _ -> Reply.json("{\"items\": [1], \"cursor\": " + cursor + "}");

    assertThat(get(instance(CURSORS), "/a").nextPage()).isEmpty();
  }

  @Test
  void anAnswerOfBlanksIsEmpty() {
    vendor.answers = _ -> Reply.json(" \r\n");

    assertThat(get(instance("{'path': '/hubs/social/a', 'vendorPath': '/a'}"), "/a").body())
        .isInstanceOf(HubAnswer.Empty.class);
  }

  @Test
  void aParameterThatIsSentTwiceIsPassedOnTwice() {
    TestInstance instance =
        instance(
            """
            {'path': '/hubs/social/a', 'vendorPath': '/a', 'parameters': [
              {'name': 'fixed', 'type': 'value', 'vendorName': 'v', 'vendorType': 'query'},
              {'name': 'id', 'type': 'query', 'vendorName': 'v', 'vendorType': 'query'}]}\
            """);

    engine.call(
        instance, new HubCall("GET", "/a", Map.of("id", List.of("1", "2")), Map.of(), null));

    assertThat(vendor.targets()).containsExactly("/v1/a?v=1&v=2");
  }

  @Test
  void theCallersOwnCredentialsAreNotPassedOn() {
    TestInstance instance =
        instance(
            """
            {'path': '/hubs/social/a', 'vendorPath': '/a', 'parameters': [
              {'name': 'authorization', 'type': 'header', 'vendorName': 'Authorization',
               'vendorType': 'header'}]}\
            """);

    engine.call(
        instance, new HubCall("GET", "/a", Map.of(), Map.of("Authorization", "User secret"), null));

    assertThat(vendor.last().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void aCallWithAnAuthorizationOfItsOwnNeedsNoUser() {
    TestInstance instance =
        instance(
            "basic",
            """
            {'parameters': [{'name': 'Key 1', 'type': 'value', 'vendorName': 'Authorization',
               'vendorType': 'header'}],
             'resources': [{'path': '/hubs/social/a', 'vendorPath': '/a'}]}\
            """);

    assertThat(json(get(instance, "/a"))).isEqualTo("{}");
    assertThat(vendor.last().headers()).containsEntry("Authorization", "Key 1");
    vendor.answers = _ -> Reply.json(500, "broken");
    assertThat(refused(502, instance, "/a").providerMessage()).contains("broken");
  }

  @Test
  void aStepOfAnAccountsLifeIsNoResource() {
    TestInstance instance =
        instance("{'path': '/hubs/social/users', 'vendorPath': '/a', 'type': 'onDelete'}");

    assertThat(engine.offers(instance.element(), "GET", "/users")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1", "{} {}", "\u0000", "NaN"})
  void aTruncatedAnswerIsAFailureOfTheVendors(String answer) {
    vendor.answers = _ -> Reply.json(answer);

    refused(502, instance("{'path': '/hubs/social/a', 'vendorPath': '/a'}"), "/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "日本"})
  void whatAHeaderCannotHoldIsABadRequest(String value) {
    TestInstance instance =
        instance(
            """
            {'path': '/hubs/social/a', 'vendorPath': '/a', 'parameters': [
              {'name': 'q', 'type': 'query', 'vendorName': 'X-Q', 'vendorType': 'header'}]}\
            """);

    assertThat(refused(400, instance, "/a", "q=" + value).message()).contains("'X-Q'");
    assertThat(vendor.seen()).isEmpty();
  }
}
