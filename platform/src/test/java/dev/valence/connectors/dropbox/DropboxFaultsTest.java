package dev.valence.connectors.dropbox;

import static dev.valence.hubs.documents.HubCaller.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.ApiException;
import dev.valence.sandbox.Fault;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller learns when Dropbox refuses, fails or does not know the token any more. */
class DropboxFaultsTest extends ConnectedDropboxTest {

  /** How often a request is sent that may be repeated. */
  private static final int ATTEMPTS = 4;

  @Test
  void aLongWaitIsTheCallersAndKeepsItsTime() {
    account
        .vendor()
        .fault(
            Fault.status(
                    "/2/users/get_space_usage",
                    1,
                    429,
                    """
                    {"error_summary":"too_many_requests/..",\
                    "error":{"reason":{".tag":"too_many_requests"},"retry_after":11}}\
                    """)
                .withHeader("Retry-After", "11"));

    ApiException failure = hub.failure("GET", "/storage");

    assertThat(failure.status()).isEqualTo(429);
    assertThat(failure.retryAfter()).hasValue("11");
    assertThat(failure.providerMessage()).hasValue("too_many_requests/..");
  }

  @ParameterizedTest
  @CsvSource({"3, 200", "4, 429"})
  void whatDropboxPutsOffSinceSomebodyElseWritesIsTriedAgain(int times, int status) {
    account
        .vendor()
        .fault(
            Fault.status(
                "/2/files/create_folder_v2",
                times,
                409,
                """
                {"error_summary":"path/too_many_write_operations/.","error":{".tag":"path",\
                "path":{".tag":"too_many_write_operations"}}}\
                """));

    if (status == 200) {
      send("POST", "/folders", Map.of("path", "/a"));
      assertThat(hub.walk("/", 10)).containsExactly("a");
    } else {
      assertThat(failure(() -> send("POST", "/folders", Map.of("path", "/a"))).status())
          .isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 409, 500})
  void aTokenThatDropboxRepeatsIsMasked(int status) {
    send("GET", "/storage", Map.of());
    String token =
        account
            .vendor()
            .calls()
            .getLast()
            .headers()
            .get("authorization")
            .substring("Bearer ".length());
    account
        .vendor()
        .fault(Fault.status("/2/users/", ATTEMPTS, status, "the token " + token + " is odd"));

    ApiException failure = hub.failure("GET", "/storage");

    assertThat(failure.providerMessage().orElse("") + failure.message()).doesNotContain(token);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void aFailureOfDropboxIsABadGatewayWithItsWords(int status) {
    account.vendor().fault(Fault.status("/2/users/", ATTEMPTS, status, "<h1>Out of order</h1>"));

    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.providerMessage()).hasValue("<h1>Out of order</h1>");
  }

  @Test
  void anAnswerThatIsNotJsonIsABadGateway() {
    account.vendor().fault(Fault.status("/2/users/", 1, 200, "<h1>Welcome to this hotel</h1>"));

    assertThat(hub.failure("GET", "/me").status()).isEqualTo(502);
  }

  @Test
  void aCutConnectionIsABadGatewayThatNamesTheElement() {
    account.vendor().fault(Fault.cut("/2/users/").times(100));

    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("Dropbox");
  }

  @Test
  void anAnswerThatBreaksOffIsABadGateway() {
    account.vendor().fault(Fault.truncate("/2/users/", 5).times(2));

    assertThat(hub.failure("GET", "/me").status()).isEqualTo(502);
  }

  @Test
  void plainTextOfARefusalIsKept() {
    String words = "Error in call to API function \"users/get_current_account\": no.";
    account.vendor().fault(Fault.status("/2/users/", 1, 400, words));

    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage()).hasValue(words);
  }

  @ParameterizedTest
  @CsvSource({
    "path/restricted_content/., restricted_content, 403",
    "path/malformed_path/., malformed_path, 400",
    "path/unsupported_content_type/., unsupported_content_type, 400",
    "path/something_new/., something_new, 409"
  })
  void theTagsOfAConflictDecideAndItsSummaryIsKept(String summary, String tag, int status) {
    account
        .vendor()
        .fault(
            Fault.status(
                "/2/files/get_metadata",
                1,
                409,
                "{\"error_summary\":\"%s\",\"error\":{\".tag\":\"path\",\"path\":{\".tag\":\"%s\"}}}"
                    .formatted(summary, tag)));

    ApiException failure = hub.failure("GET", "/files/metadata", "path", "/a.txt");

    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.message()).contains("/a.txt");
    assertThat(failure.providerMessage()).hasValue(summary);
  }

  @Test
  void aFullAccountIsAConflict() {
    account
        .vendor()
        .fault(
            Fault.status(
                "/2/files/upload",
                1,
                409,
                """
                {"error_summary":"path/insufficient_space/..","error":{".tag":"path",\
                "reason":{".tag":"insufficient_space"},"upload_session_id":"x"}}\
                """));

    ApiException failure = failure(() -> hub.upload("/a.txt", HELLO));

    assertThat(failure.status()).isEqualTo(409);
    assertThat(failure.message()).contains("space");
  }

  @Test
  void aHostThatTheElementDoesNotDeclareIsNotCalled() {
    account.configure("base.url", "https://dropbox.example.com/2");
    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("dropbox.example.com");
  }

  @Test
  void aMissingSettingIsNamed() {
    account.configure("dropbox.content.url", " ");
    assertThat(hub.failure("GET", "/me").message()).contains("dropbox.content.url");
  }

  // The token

  @Test
  void anExpiredTokenIsRenewedOnceAndTheCallRepeated() {
    account.vendor().expireAccessTokens();

    assertThat(hub.walk("/", 10)).isEmpty();

    assertThat(account.renewals()).isEqualTo(1);
    assertThat(account.calledPaths())
        .containsExactly("/2/files/list_folder", "/2/files/list_folder");
  }

  @Test
  void aSmallUploadIsRepeatedWithTheRenewedToken() {
    account.vendor().expireAccessTokens();

    hub.upload("/small.txt", HELLO);

    assertThat(account.renewals()).isEqualTo(1);
    assertThat(hub.content("/files", "path", "/small.txt")).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aLargeUploadRenewsTheTokenOnce(String overwrite) {
    byte[] content = new byte[ConnectedDropbox.PIECE * 5];
    account.vendor().expireAccessTokens();

    hub.upload("/large.bin", content, "overwrite", overwrite);

    assertThat(account.renewals()).isEqualTo(1);
    assertThat(hub.content("/files", "path", "/large.bin")).isEqualTo(content);
  }

  @Test
  void aPieceIsRepeatedWithTheRenewedToken() {
    byte[] half = new byte[ConnectedDropbox.PIECE * 2];
    InputStream expiring =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(half),
                    new Event(() -> account.vendor().expireAccessTokens()),
                    new ByteArrayInputStream(half))));

    hub.upload("/expired.bin", expiring);

    assertThat(account.renewals()).isEqualTo(1);
    assertThat(hub.content("/files", "path", "/expired.bin"))
        .isEqualTo(new byte[ConnectedDropbox.PIECE * 4]);
  }

  @Test
  void aTokenThatIsRefusedAfterItsRenewalIsNotRenewedAgain() {
    refuseToken("/2/users/", 2);

    ApiException failure = hub.failure("GET", "/me");

    assertThat(failure.status()).isEqualTo(401);
    assertThat(failure.providerMessage()).hasValue("invalid_access_token/.");
    assertThat(account.renewals()).isEqualTo(1);
    assertThat(account.calledPaths()).hasSize(2);
  }

  @Test
  void aCallOfSeveralRequestsRenewsItsTokenOnce() {
    hub.upload("/kept.txt", HELLO);
    refuseToken("/2/files/get_metadata", 1);
    refuseToken("/2/files/delete_v2", 1);

    assertThat(hub.failure("DELETE", "/files", "path", "/kept.txt").status()).isEqualTo(401);

    assertThat(account.renewals()).isEqualTo(1);
    assertThat(hub.content("/files", "path", "/kept.txt")).isEqualTo(HELLO);
  }

  @Test
  void aMissingScopeIsForbidden() {
    account
        .vendor()
        .fault(
            Fault.status(
                "/2/users/",
                2,
                401,
                """
                {"error_summary":"missing_scope/.","error":{".tag":"missing_scope",\
                "required_scope":"account_info.read"}}\
                """));

    assertThat(hub.failure("GET", "/me").status()).isEqualTo(403);
  }

  private static void refuseToken(String path, int times) {
    account
        .vendor()
        .fault(
            Fault.status(
                path,
                times,
                401,
                """
                {"error_summary":"invalid_access_token/.",\
                "error":{".tag":"invalid_access_token"}}\
                """));
  }
}
