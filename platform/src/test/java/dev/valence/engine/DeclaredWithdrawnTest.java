package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.ApiException;
import org.junit.jupiter.api.Test;

/** Calls that the vendor has no more. */
class DeclaredWithdrawnTest extends DeclaredTest {

  private TestInstance account() {
    return instance(
        "custom",
        """
        {'resources': [
          {'path': '/hubs/social/users/{id}', 'vendorPath': '/users/{id}'},
          {'path': '/hubs/social/users/self/likes', 'vendorPath': '/likes'}],
         'withdrawn': [
          {'method': 'GET', 'path': '/hubs/social/users/search', 'since': '2018-04-04',
           'message': 'nobody is searched for.'},
          {'method': 'GET', 'path': '/hubs/social/users/{id}/likes', 'since': '2018-12-11',
           'message': 'nobody knows.'},
          {'method': 'POST', 'path': '/hubs/social/users/{id}/likes', 'since': '2018-12-11',
           'message': 'nobody likes.'}]}\
        """);
  }

  @Test
  void whatWasWithdrawnIs501AndSaysSinceWhenAndWhatItMeans() {
    TestInstance account = account();

    ApiException failure = refused(501, account, "/users/7/likes");

    assertThat(failure.message())
        .isEqualTo(account.element().name() + " withdrew this on 2018-12-11: nobody knows.");
    assertThat(refused(501, account, post("/users/7/likes", "{}")).message())
        .endsWith("nobody likes.");
    assertThat(vendor.seen()).isEmpty();
  }

  @Test
  void aLiteralGoesBeforeAPlaceholderWhicheverOfThemIsDeclared() {
    TestInstance account = account();
    vendor.answers = request -> TestVendor.Reply.json("{\"path\": \"" + request.target() + "\"}");

    refused(501, account, "/users/search");
    assertThat(json(get(account, "/users/7"))).contains("/users/7");
    assertThat(json(get(account, "/users/self/likes"))).contains("/likes");
  }

  @Test
  void anotherMethodOrPathIsWhatItWas() {
    refused(404, account(), "/else");
    refused(405, account(), post("/users/7", "{}"));
    refused(404, account(), call("DELETE", "/users/7/likes"));
  }

  @Test
  void aHookChoosesTheStatusOfASuccessAndSaysWhatIsNotOffered() {
    TestInstance account =
        instance(
            """
            {'path': '/hubs/social/later', 'vendorPath': '/a', 'hooks': [
              {'type': 'postRequest', 'body': 'done({response_status_code: 202});'}]},
            {'path': '/hubs/social/never', 'vendorPath': '/a', 'hooks': [
              {'type': 'preRequest', 'body':
                'done({continue: false, response_status_code: 501, response_error_message: `no`});'}]},
            {'path': '/hubs/social/plain', 'vendorPath': '/a'}\
            """);
    vendor.answers = _ -> TestVendor.Reply.json(201, "{\"a\": 1}");

    assertThat(get(account, "/later").status()).isEqualTo(202);
    assertThat(get(account, "/plain").status()).isEqualTo(200);
    assertThat(refused(501, account, "/never").message()).isEqualTo("no");
    vendor.answers = _ -> TestVendor.Reply.json(501, "{}");
    refused(502, account, "/plain");
  }
}
