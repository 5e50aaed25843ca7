package dev.valence.connectors.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.ApiException;
import dev.valence.sandbox.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller learns when Microsoft refuses, fails or does not know the token any more. */
class OneDriveFaultsTest extends ConnectedMicrosoftTest {

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void throttlingKeepsWhenToTryAgain(int status) {
    account
        .vendor()
        .fault(
            answer(status, error("activityLimitReached", "throttledRequest"))
                .withHeader("Retry-After", "17"));

    ApiException failure = hub.failure("GET", "/storage");

    assertThat(failure.status()).isEqualTo(429);
    assertThat(failure.retryAfter()).hasValue("17");
    assertThat(failure.providerMessage())
        .hasValue("activityLimitReached/throttledRequest: Not now.");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalidRequest, 400",
    "403, accessDenied, 403",
    "404, itemNotFound, 404",
    "423, resourceLocked, 502",
    "500, generalException, 502",
    "503, serviceNotAvailable, 502",
    "509, quotaLimitReached, 502"
  })
  void theStatusIsTheCallersAndTheWordsAreMicrosofts(int status, String code, int ours) {
    account.vendor().fault(lasting(answer(status, error(code, "moreSpecific"))));

    ApiException failure = hub.failure("GET", "/files/metadata", "path", "/a.txt");

    assertThat(failure.status()).isEqualTo(ours);
    assertThat(failure.providerMessage()).hasValue(code + "/moreSpecific: Not now.");
  }

  @Test
  void anErrorInTheWayOfOlderPartsOfSharePointIsRead() {
    account
        .vendor()
        .fault(
            answer(
                403,
                """
                {"error":{"code":"-2147024891, System.UnauthorizedAccessException",\
                "message":{"lang":"en-US","value":"Access denied."}}}\
                """));

    assertThat(hub.failure("GET", "/me").providerMessage())
        .hasValue("-2147024891, System.UnauthorizedAccessException: Access denied.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<h1>Out of order</h1>", "", "[1]", "{\"error\":\"no\"}"})
  void aFailureWithoutACodeIsToldAsItIs(String body) {
    account.vendor().fault(lasting(answer(500, body)));

    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.providerMessage()).hasValue(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<h1>Welcome to this hotel</h1>", "", "[1]"})
  void anAnswerThatIsNotAnObjectIsABadGateway(String body) {
    account.vendor().fault(answer(200, body));

    assertThat(hub.failure("GET", "/me").status()).isEqualTo(502);
  }

  @Test
  void anAnswerWithoutAListIsNoEmptyFolder() {
    account.vendor().fault(answer(200, "{}"));

    assertThat(hub.failure("GET", "/folders/contents", "path", "/").status()).isEqualTo(502);
  }

  @Test
  void aBrokenConnectionIsABadGatewayThatNamesTheElement() {
    // What only reads is tried again.
    account.vendor().fault(Fault.cut("/").times(10));

    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("OneDrive");
  }

  @Test
  void anAnswerThatBreaksOffIsABadGateway() {
    account.vendor().fault(Fault.truncate("/", 5));

    assertThat(hub.failure("GET", "/me").status()).isEqualTo(502);
  }

  @Test
  void aHostThatTheElementDoesNotDeclareIsNotCalled() {
    account.configure("base.url", "https://onedrive.example.com/v1.0/me");

    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("onedrive.example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://{siteAddress}/_api/v2.0/me", "not a URL", " "})
  void aBaseUrlThatIsNotCompleteIsNamed(String url) {
    account.configure("base.url", url);

    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("base.url");
  }

  // The token

  @Test
  void anExpiredTokenIsRenewedOnceAndTheCallRepeated() {
    account.vendor().expireAccessTokens();

    assertThat(hub.walk("/", 10)).isEmpty();

    assertThat(account.renewals()).isEqualTo(1);
  }

  @Test
  void aTokenThatIsRefusedAfterItsRenewalIsNotRenewedAgain() {
    account
        .vendor()
        .fault(
            Fault.status(
                "/" + (dialect == Dialect.GRAPH ? "v1.0" : "_api"),
                2,
                401,
                error("unauthenticated", "x")));

    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(401);
    assertThat(failure.providerMessage()).hasValue("unauthenticated/x: Not now.");
    assertThat(account.renewals()).isEqualTo(1);
    assertThat(account.calls()).hasSize(2);
  }

  /** So often that trying again is of no use. */
  private static Fault lasting(Fault fault) {
    return fault.times(10);
  }

  private String error(String code, String inner) {
    String name = dialect == Dialect.GRAPH ? "innerError" : "innererror";
    return """
    {"error":{"code":"%s","message":"Not now.","%s":{"date":"2026-11-01T00:00:00",\
    "request-id":"1","code":"%s"}}}\
    """
        .formatted(code, name, inner);
  }
}
