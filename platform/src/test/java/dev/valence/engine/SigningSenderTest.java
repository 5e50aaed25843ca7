package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.EgressSettings;
import dev.valence.engine.TestVendor.Reply;
import dev.valence.engine.TestVendor.Tokens;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Signer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningSenderTest {

  private static final String EXPIRED =
      """
      {'authentication': {'type': 'oauth2', 'expired': [
        {'status': 400, 'path': 'error.code', 'value': '190'}]}}\
      """;

  private final Egress egress = new Egress(EgressSettings.of("test"));
  private final TestVendor vendor = new TestVendor();
  private final Tokens tokens = new Tokens();
  private String good = "Bearer new-token";
  private Reply refusal = Reply.json(401, "");
  private Reply answer = Reply.json("");

  SigningSenderTest() {
    vendor.answers =
        request -> good.equals(request.headers().get("Authorization")) ? answer : refusal;
  }

  @AfterEach
  void stop() {
    vendor.close();
    egress.close();
  }

  @Test
  void aRefusedTokenIsRenewedAndTheRequestRepeatedOnce() {
    assertThat(send(oauth2(), bytes())).isEqualTo(200);
    assertThat(signatures()).containsExactly("Bearer old-token", "Bearer new-token");
    assertThat(tokens.worked).containsExactly(Secret.of("new-token"));
    vendor.forget();
    good = "none";
    assertThat(send(oauth2(), bytes())).isEqualTo(401);
    assertThat(signatures()).hasSize(2);
  }

  @Test
  void aStreamIsNotRepeatedAndTheTokenIsRenewedForTheNextCall() {
    EgressRequest stream =
        request().withBody(Body.stream(new ByteArrayInputStream(new byte[1]), 1, "text/plain"));

    assertThat(send(oauth2(), stream)).isEqualTo(401);

    assertThat(signatures()).containsExactly("Bearer old-token");
    assertThat(tokens.accessToken()).isEqualTo(Secret.of("new-token"));
  }

  @Test
  void onlyASuccessProvesThatATokenWorks() {
    good = "Bearer old-token";
    for (int failure : new int[] {400, 403, 429, 500, 503}) {
      answer = Reply.json(failure, "");
      assertThat(send(oauth2(), bytes())).isEqualTo(failure);
    }
    assertThat(tokens.worked).isEmpty();
  }

  @Test
  void aFailedRenewalIsTheFailureOfTheCall() {
    TestInstance failing =
        oauth2()
            .with(
                new Tokens() {
                  @Override
                  public Secret renewed(Secret refused) {
                    throw ApiException.of(502, "down");
                  }
                });

    assertThatThrownBy(() -> send(failing, bytes())).hasMessage("down");
  }

  @Test
  void aRenewalThatCannotBeIsToldInTheVendorsWordsWithoutTheToken() {
    refusal = Reply.json(401, "old-token is no longer good");
    TestInstance failing =
        oauth2()
            .with(
                new Tokens() {
                  @Override
                  public Secret renewed(Secret refused) {
                    throw ApiException.of(401, "consent");
                  }
                });

    ApiException failure = HubCaller.failure(() -> send(failing, bytes()));

    assertThat(failure.status()).isEqualTo(401);
    assertThat(failure.message()).isEqualTo("consent");
    assertThat(failure.providerMessage()).contains("******** is no longer good");
  }

  @Test
  void anAnswerThatMeansAnExpiredTokenIsLike401() {
    refusal = Reply.json(400, "{\"error\": {\"code\": 190}}");

    assertThat(send(instance(EXPIRED), bytes())).isEqualTo(200);

    assertThat(signatures()).containsExactly("Bearer old-token", "Bearer new-token");
    good = "none";
    assertThat(send(instance(EXPIRED), bytes())).isEqualTo(401);
  }

  @Test
  void anotherAnswerOfThatStatusIsTheVendorsOwn() {
    for (String body : List.of("{\"error\": {\"code\": 100}}", "190", "", "x".repeat(200_000))) {
      vendor.forget();
      refusal = Reply.json(400, body);
      try (EgressResponse response = sender(instance(EXPIRED)).send(bytes())) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(new String(response.readAll(1_000_000), StandardCharsets.UTF_8)).isEqualTo(body);
      }
      assertThat(vendor.seen()).hasSize(1);
    }
    refusal = Reply.json(403, "{\"error\": {\"code\": 190}}");
    assertThat(send(instance(EXPIRED), bytes())).isEqualTo(403);
  }

  @Test
  void userNameAndPasswordAreSentAsTheyAre() {
    refusal = Reply.json("");
    Element element = vendor.element("basic", "{}");
    TestInstance instance = TestInstance.of(element, "username", "äda", "password", "pä:ß");

    assertThat(send(instance, bytes())).isEqualTo(200);
    assertThat(send(TestInstance.of(element, "username", "key"), bytes())).isEqualTo(200);

    assertThat(signatures()).containsExactly(basic("äda:pä:ß"), basic("key:"));
    ApiException failure =
        HubCaller.failure(() -> send(TestInstance.of(element, "password", "x"), bytes()));
    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("'username'");
  }

  @Test
  void aRefusalOfCredentialsThatStayTheSameIsGivenBack() {
    assertThat(send(TestInstance.of(vendor.element("custom", "{}")), bytes())).isEqualTo(401);
    assertThat(vendor.seen()).hasSize(1);
    assertThat(vendor.last().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void requestsOfOAuth1AreSigned() {
    refusal = Reply.json("");
    TestInstance instance =
        TestInstance.of(
            vendor.element("oauth1", "{}"),
            "oauth.request.url",
            "https://a.example/request",
            "oauth.authorization.url",
            "https://a.example/authorize",
            "oauth.token.url",
            "https://a.example/token",
            "oauth.api.key",
            "consumer",
            "oauth.api.secret",
            "secret",
            "oauth.callback.url",
            "https://b.example",
            "oauth.user.token",
            "token",
            "oauth.user.token.secret",
            "token-secret");

    assertThat(send(instance, bytes())).isEqualTo(200);

    assertThat(signatures().getFirst())
        .startsWith("OAuth ")
        .contains("oauth_consumer_key=\"consumer\"", "oauth_token=\"token\"", "oauth_signature=");
  }

  @Test
  void anAuthorizationOfTheRequestsOwnStays() {
    good = "Bot x";
    for (TestInstance instance :
        List.of(oauth2(), TestInstance.of(vendor.element("basic", "{}"), "username", "u"))) {
      assertThat(send(instance, bytes().withHeader("authorization", "Bot x"))).isEqualTo(200);
    }
  }

  @Test
  void aWayThatIsNotExecutedIsRefused() {
    ApiException failure =
        HubCaller.failure(() -> send(TestInstance.of(vendor.element("awsv2", "{}")), bytes()));

    assertThat(failure.status()).isEqualTo(501);
    assertThat(failure.message()).contains("awsv2");
  }

  private TestInstance oauth2() {
    return instance("{'authentication': {'type': 'oauth2'}}");
  }

  private TestInstance instance(String definition) {
    return TestInstance.of(vendor.element("oauth2", definition)).with(tokens);
  }

  private int send(TestInstance instance, EgressRequest request) {
    try (EgressResponse response = sender(instance).send(request)) {
      return response.status();
    }
  }

  private SigningSender sender(TestInstance instance) {
    return SigningSender.of(
        instance, egress.bind(AllowedHosts.of(instance.element().hosts())), new OAuth1Signer());
  }

  private List<String> signatures() {
    return vendor.seen().stream().map(seen -> seen.headers().get("Authorization")).toList();
  }

  private EgressRequest request() {
    return EgressRequest.of("POST", URI.create(vendor.url() + "/"));
  }

  private EgressRequest bytes() {
    return request().withBody(Body.bytes(new byte[1], "text/plain"));
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }
}
